using System.Globalization;
using System.Text;
using Newtonsoft.Json;

namespace VpsOrg.Client;

/// <summary>A body as a trace may show it: of a JSON body only the values of known fields, of any other its beginning.</summary>
internal static class BodyRedactor
{
    private const int LongestText = 4096;

    public static string Show(byte[] body, TextCleaner cleaner)
    {
        if (body.Length == 0)
        {
            return "(empty)";
        }

        var first = Array.Find(body, b => b > ' ');
        return first is (byte)'{' or (byte)'['
            ? TextCleaner.Shorten(ShowJson(body, cleaner), LongestText)
            : ErrorBody.Excerpt(body, cleaner);
    }

    private static string ShowJson(byte[] body, TextCleaner cleaner)
    {
        var shown = new StringWriter(CultureInfo.InvariantCulture);
        using var reader = new JsonTextReader(new StreamReader(new MemoryStream(body), Encoding.UTF8)) { DateParseHandling = DateParseHandling.None };
        using var writer = new JsonTextWriter(shown) { AutoCompleteOnClose = false };
        try
        {
            while (reader.Read())
            {
                Copy(reader, writer, cleaner);
            }
        }
        catch (JsonException)
        {
            writer.Flush();
            shown.Write(" ... (cut off, or not valid JSON)");
        }

        writer.Flush();
        return shown.ToString();
    }

    private static void Copy(JsonTextReader reader, JsonTextWriter writer, TextCleaner cleaner)
    {
        switch (reader.TokenType)
        {
            case JsonToken.PropertyName:
                var name = (string)reader.Value!;
                writer.WritePropertyName(cleaner.Clean(name));
                if (!WireNames.MayBeShown(name))
                {
                    reader.Read();
                    reader.Skip();
                    writer.WriteValue(TextCleaner.Redacted);
                }

                break;
            case JsonToken.String:
                var text = cleaner.Clean((string)reader.Value!);
                writer.WriteValue(reader.Path.EndsWith(WireNames.Name, StringComparison.Ordinal) ? text : TokenLookAlikes.Hide(text));
                break;
            case JsonToken.StartConstructor:
                reader.Skip(); // Not JSON, though the library reads it: nothing vouches for what it holds.
                writer.WriteValue(TextCleaner.Redacted);
                break;
            case JsonToken.Comment:
                break;
            default:
                writer.WriteToken(reader, writeChildren: false);
                break;
        }
    }
}
