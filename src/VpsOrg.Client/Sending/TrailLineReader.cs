using System.Globalization;
using Newtonsoft.Json;

namespace VpsOrg.Client;

/// <summary>Reads a line of the audit trail back, as far as orders go. Anybody may have written into the file.</summary>
internal static class TrailLineReader
{
    /// <summary>The fields of a line; null where it is none, as one that was cut off.</summary>
    public static Dictionary<string, string>? Read(string line)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var json = new JsonTextReader(new StringReader(line)) { DateParseHandling = DateParseHandling.None, MaxDepth = 4 };
            var name = string.Empty;
            while (json.Read())
            {
                if (json.TokenType == JsonToken.PropertyName)
                {
                    name = (string)json.Value!;
                }
                else if (json.Value is { } value)
                {
                    fields[name] = Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
                }
            }

            return fields;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A time of the trail.</summary>
    public static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>A number of the trail.</summary>
    public static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
