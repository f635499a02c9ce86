using System.Collections;
using System.Globalization;
using System.Text;
using Newtonsoft.Json;

namespace VpsOrg.Client;

/// <summary>Writes plain .NET values as JSON. JSON text is checked and sent as it is.</summary>
internal static class PlainWriter
{
    private const int DeepestNesting = 64;

    /// <exception cref="ArgumentException">A value has no form in JSON, or the text is not valid JSON.</exception>
    public static byte[] Write(object? body) => body switch
    {
        null => RequestWriter.Nothing,
        string text => Checked(text),
        _ => WriteValue(body),
    };

    private static byte[] Checked(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            AnswerReader.ReadAll(new MemoryStream(bytes), new TextCleaner(secret: null), answer => answer.Plain());
            return bytes;
        }
        catch (UnreadableBodyException exception)
        {
            throw new ArgumentException($"The body is not valid JSON: {exception.Message}.", exception);
        }
    }

    private static byte[] WriteValue(object body)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var json = new JsonTextWriter(text) { DateFormatHandling = DateFormatHandling.IsoDateFormat, DateTimeZoneHandling = DateTimeZoneHandling.Utc })
        {
            Write(json, body, depth: 0);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(JsonTextWriter json, object? value, int depth)
    {
        if (depth > DeepestNesting)
        {
            throw new ArgumentException($"The body is nested deeper than {DeepestNesting} levels, or contains itself.");
        }

        switch (value)
        {
            case IDictionary fields:
                WriteObject(json, fields, depth);
                break;
            case IEnumerable items and not string:
                WriteArray(json, items, depth);
                break;
            case null or string or bool or char or Guid or Uri or DateTime or DateTimeOffset or IConvertible { } and not DBNull:
                json.WriteValue(value is char c ? c.ToString() : value is Enum ? value.ToString() : value);
                break;
            default:
                throw new ArgumentException($"A value of type {value.GetType().Name} has no form in JSON: use texts, numbers, flags, lists and dictionaries.");
        }
    }

    private static void WriteObject(JsonTextWriter json, IDictionary fields, int depth)
    {
        json.WriteStartObject();
        foreach (DictionaryEntry field in fields)
        {
            json.WritePropertyName(Convert.ToString(field.Key, CultureInfo.InvariantCulture) ?? string.Empty);
            Write(json, field.Value, depth + 1);
        }

        json.WriteEndObject();
    }

    private static void WriteArray(JsonTextWriter json, IEnumerable items, int depth)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(json, item, depth + 1);
        }

        json.WriteEndArray();
    }
}
