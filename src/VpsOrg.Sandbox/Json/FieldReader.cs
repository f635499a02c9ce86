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

    public bool HasErrors => _errors.Any || _refusal is not null;

    /// <summary>The answer to a body: what the function makes of its fields, or a refusal where the body is no JSON object.</summary>
    public static Answer Read(string text, Func<FieldReader, Answer> answer) => StrictJson.Parse(text) switch
    {
        JObject body => answer(new FieldReader(body)),
        null => Answer.Detail(400, "JSON parse error."),
        _ => FieldErrors.One("non_field_errors", "Invalid data. Expected a dictionary."),
    };

    /// <summary>The answer to a body that has nothing to say: it may be empty.</summary>
    public static Answer ReadNothing(string text, Func<Answer> answer) => text.Length == 0 ? answer() : Read(text, fields =>
    {
        fields.AllowOnly();
        return fields.HasErrors ? fields.ToAnswer() : answer();
    });

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

    public string? Text(string field, Func<string, string?> rule) => RefuseNull(field) ? null : NullableText(field, rule);

    public string? NullableText(string field, Func<string, string?> rule) =>
        TryRead(field, "Not a valid string.", out string value) ? Check(field, value, rule) : null;

    public long? Integer(string field, Func<long, string?> rule) => RefuseNull(field) ? null : NullableInteger(field, rule);

    public long? NullableInteger(string field, Func<long, string?> rule) =>
        TryRead(field, "A valid integer is required.", out long value) ? Check(field, value, rule) : null;

    public bool? Boolean(string field) =>
        !RefuseNull(field) && TryRead(field, "Must be a valid boolean.", out bool value) ? value : null;

    private bool RefuseNull(string field)
    {
        var isNull = _body[field] is { Type: JTokenType.Null };
        if (isNull)
        {
            _errors.Add(field, "This field may not be null.");
        }

        return isNull;
    }

    /// <summary>Whether the field is there with a value of the type; one of another type is complained about.</summary>
    private bool TryRead<T>(string field, string complaint, out T value)
    {
        value = default!;
        switch (_body[field])
        {
            case null or { Type: JTokenType.Null }:
                return false;
            case JValue { Value: T found }:
                value = found;
                return true;
            default:
                _errors.Add(field, complaint);
                return false;
        }
    }

    private T Check<T>(string field, T value, Func<T, string?> rule)
    {
        if (rule(value) is { } complaint)
        {
            _errors.Add(field, complaint);
        }

        return value;
    }
}
