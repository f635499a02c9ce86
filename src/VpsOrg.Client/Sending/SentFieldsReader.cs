using System.Text;
using Newtonsoft.Json;

namespace VpsOrg.Client;

/// <summary>
/// What the audit trail keeps of a request's body: the values of the fields that the API documents for requests, and of any other
/// field no more than that it was sent, because a body that a user wrote may hold anything.
/// </summary>
internal static class SentFieldsReader
{
    private const int MostFields = 32;
    private const int LongestName = 64;

    /// <summary>A host name has 253 characters at the most.</summary>
    private const int LongestText = 256;

    /// <summary>Of more than that no more than the beginning is looked at: it is cut anyway.</summary>
    private const int LongestCleaned = 4096;

    /// <summary>The fields of a body by their names; none where it is no JSON object.</summary>
    public static IReadOnlyDictionary<string, object?> Read(byte[]? body, TextCleaner cleaner)
    {
        var fields = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (body is null)
        {
            return fields;
        }

        try
        {
            using var json = new JsonTextReader(new StreamReader(new MemoryStream(body), Encoding.UTF8)) { DateParseHandling = DateParseHandling.None };
            if (json.Read() && json.TokenType == JsonToken.StartObject)
            {
                while (fields.Count < MostFields && json.Read() && json.TokenType == JsonToken.PropertyName)
                {
                    var name = (string)json.Value!;
                    json.Read();
                    fields[Shown(name, LongestName, cleaner)] = Value(json, name, cleaner);
                }
            }
        }
        catch (JsonException)
        {
            // What is no JSON says nothing; what was read of it was sent all the same.
        }

        return fields;
    }

    private static object? Value(JsonTextReader json, string name, TextCleaner cleaner)
    {
        switch (json.TokenType)
        {
            case JsonToken.String when IsDocumented(name):
                return Shown((string)json.Value!, LongestText, cleaner);
            case JsonToken.Integer when IsDocumented(name) && json.Value is long:
            case JsonToken.Boolean when IsDocumented(name):
            case JsonToken.Null:
                return json.Value;
            default:
                json.Skip();
                return TextCleaner.Redacted;
        }
    }

    private static bool IsDocumented(string name) => name
        is WireNames.Name or WireNames.Hostname or WireNames.BackupsEnabled or WireNames.PlanId or WireNames.OsId or WireNames.Location or WireNames.SshKeyId
        or WireNames.ServerId or WireNames.Description;

    private static string Shown(string text, int length, TextCleaner cleaner) =>
        TextCleaner.Shorten(TokenLookAlikes.Hide(text.Length > LongestCleaned ? cleaner.CleanBeginning(text.Substring(0, LongestCleaned)) : cleaner.Clean(text)), length);
}
