using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace VpsOrg.Sandbox;

/// <summary>
/// Reads the fields of a body and gathers complaints. It is strict, so that a client's mistake shows:
/// types are not converted and unknown fields are refused.
/// </summary>
internal sealed class FieldReader
{
    private readonly JObject _body;
    private readonly FieldErrors _errors = new();
    private Answer? _refusal;

    private FieldReader(JObject body) => _body = body;

    public bool HasErrors => _errors.Any || _refusal != null;

    /// <summary>A reader of a JSON object; null, and the answer to give, when the text is none.</summary>
    public static FieldReader? Parse(string text, out Answer? failure)
    {
        failure = null;
        var token = ParseToken(text);
        if (token is JObject body)
        {
            return new FieldReader(body);
        }

        failure = token == null
            ? Answer.Detail(400, "JSON parse error.")
            : FieldErrors.One("non_field_errors", "Invalid data. Expected a dictionary.");
        return null;
    }

    public Answer ToAnswer() => _errors.Any ? _errors.ToAnswer() : _refusal!;

    public bool Has(string field) => _body.ContainsKey(field);

    public void AllowOnly(params string[] fields)
    {
        foreach (var property in _body.Properties().Where(property => !fields.Contains(property.Name)))
        {
            _errors.Add(property.Name, "Unknown field.");
        }
    }

    public void Require(params string[] fields)
    {
        foreach (var field in fields.Where(field => !Has(field)))
        {
            _errors.Add(field, "This field is required.");
        }
    }

    public void RequireAny()
    {
        if (_body.Count == 0)
        {
            _refusal = Answer.Detail(400, "At least one field is required.");
        }
    }

    public string? Text(string field, Func<string, string?> rule) =>
        RefuseNull(field) ? null : NullableText(field, rule);

    public string? NullableText(string field, Func<string, string?> rule)
    {
        var value = Value(field, JTokenType.String, "Not a valid string.") as string;
        Complain(field, value == null ? null : rule(value));
        return value;
    }

    public long? Integer(string field, Func<long, string?> rule) =>
        RefuseNull(field) ? null : NullableInteger(field, rule);

    public long? NullableInteger(string field, Func<long, string?> rule)
    {
        var value = Value(field, JTokenType.Integer, "A valid integer is required.");
        if (value is null or long)
        {
            Complain(field, value == null ? null : rule((long)value));
            return (long?)value;
        }

        _errors.Add(field, "A valid integer is required.");
        return null;
    }

    public bool? Boolean(string field) =>
        RefuseNull(field) ? null : (bool?)Value(field, JTokenType.Boolean, "Must be a valid boolean.");

    private static JToken? ParseToken(string text)
    {
        if (!JsonGrammar.Accepts(text))
        {
            return null;
        }

        try
        {
            using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
            return JToken.ReadFrom(reader, new JsonLoadSettings { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private bool RefuseNull(string field)
    {
        var isNull = _body[field]?.Type == JTokenType.Null;
        Complain(field, isNull ? "This field may not be null." : null);
        return isNull;
    }

    private object? Value(string field, JTokenType type, string complaint)
    {
        var token = _body[field];
        if (token == null || token.Type == JTokenType.Null)
        {
            return null;
        }

        if (token.Type == type)
        {
            return ((JValue)token).Value;
        }

        _errors.Add(field, complaint);
        return null;
    }

    private void Complain(string field, string? complaint)
    {
        if (complaint != null)
        {
            _errors.Add(field, complaint);
        }
    }
}
