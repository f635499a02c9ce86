using System.Text;
using System.Text.RegularExpressions;

namespace VpsOrg.Client;

/// <summary>
/// What an error answer says, from any of the shapes that may come: <c>detail</c>, <c>message</c>, <c>error</c>,
/// arrays by field, an HTML page of a proxy, plain text, or nothing. Never fails.
/// </summary>
internal sealed class ErrorBody
{
    /// <summary>The most that is ever shown of a body, in characters.</summary>
    public const int LongestExcerpt = 200;

    private static readonly string[] MessageFields = [WireNames.Detail, WireNames.Message, WireNames.Error];

    private ErrorBody(string? words, IReadOnlyDictionary<string, IReadOnlyList<string>> fieldErrors)
    {
        Words = words is null ? null : Short(TokenLookAlikes.Hide(words));
        FieldErrors = fieldErrors;
    }

    /// <summary>The API's own words, harmless, 200 characters at most; null where it said nothing.</summary>
    public string? Words { get; }

    /// <summary>Complaints by field.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> FieldErrors { get; }

    public static ErrorBody Read(byte[] body, TextCleaner cleaner)
    {
        var plain = AsJson(body, cleaner);
        return plain switch
        {
            Dictionary<string, object?> fields => FromObject(fields),
            object?[] values => new ErrorBody(Joined(values), NoFields()),
            string text => new ErrorBody(text, NoFields()),
            _ => new ErrorBody(FromText(body, cleaner), NoFields()),
        };
    }

    /// <summary>The beginning of a body, harmless and short.</summary>
    public static string Excerpt(byte[] body, TextCleaner cleaner) =>
        Short(TokenLookAlikes.Hide(cleaner.CleanBeginning(Encoding.UTF8.GetString(body)).Trim()));

    private static string Short(string text) => TextCleaner.Shorten(text, LongestExcerpt);

    private static object? AsJson(byte[] body, TextCleaner cleaner)
    {
        try
        {
            return body.Length == 0 ? null : AnswerReader.ReadAll(new MemoryStream(body), cleaner, answer => answer.Plain());
        }
        catch (UnreadableBodyException)
        {
            return null; // Not JSON: it is read as text instead.
        }
    }

    private static ErrorBody FromObject(Dictionary<string, object?> fields)
    {
        var complaints = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var words = new List<string>();
        foreach (var field in fields)
        {
            if (Array.IndexOf(MessageFields, field.Key) >= 0 || field.Key == WireNames.NonFieldErrors)
            {
                words.Add(Joined(field.Value));
            }
            else if (field.Value is object?[] values)
            {
                complaints[Short(TokenLookAlikes.Hide(field.Key))] = values.Select(Joined).Select(TokenLookAlikes.Hide).Select(Short).ToArray();
            }
        }

        words.AddRange(complaints.Select(complaint => $"{complaint.Key}: {string.Join(" ", complaint.Value)}"));
        words.RemoveAll(string.IsNullOrWhiteSpace);
        return new ErrorBody(words.Count == 0 ? null : string.Join("; ", words), complaints);
    }

    private static string Joined(object? value) => value switch
    {
        null => string.Empty,
        object?[] values => string.Join(" ", values.Select(Joined)),
        Dictionary<string, object?> fields when MessageFields.FirstOrDefault(fields.ContainsKey) is { } known => Joined(fields[known]),
        Dictionary<string, object?> => string.Empty,
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? string.Empty,
    };

    private static string? FromText(byte[] body, TextCleaner cleaner)
    {
        var text = cleaner.CleanBeginning(Encoding.UTF8.GetString(body)).Trim();
        if (text.Length == 0)
        {
            return null;
        }

        if (text[0] != '<')
        {
            return text;
        }

        var title = Regex.Match(text, "<title[^>]{0,200}>([^<]{1,200})</title>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        return title.Success ? $"an HTML page titled '{title.Groups[1].Value.Trim()}'" : "an HTML page";
    }

    private static Dictionary<string, IReadOnlyList<string>> NoFields() => [];
}
