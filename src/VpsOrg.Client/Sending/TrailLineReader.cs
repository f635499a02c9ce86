using Newtonsoft.Json;

namespace VpsOrg.Client;

/// <summary>Reads a line of the audit trail back.</summary>
internal static class TrailLineReader
{
    /// <summary>The fields of a line; null where it is none, as one that was cut off.</summary>
    public static TrailLine? Read(string line)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        try
        {
            using var json = new JsonTextReader(new StringReader(line)) { DateParseHandling = DateParseHandling.None, MaxDepth = 4 };
            if (!json.Read() || json.TokenType != JsonToken.StartObject)
            {
                return null;
            }

            ReadObject(json, string.Empty, values);
            return json.Read() ? null : new TrailLine(values);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Takes the values of an object, and of those within it; lists hold nothing that a trail has.</summary>
    private static void ReadObject(JsonTextReader json, string prefix, Dictionary<string, object?> values)
    {
        while (json.Read() && json.TokenType == JsonToken.PropertyName)
        {
            var name = prefix + (string)json.Value!;
            json.Read();
            switch (json.TokenType)
            {
                case JsonToken.StartObject:
                    ReadObject(json, name + ".", values);
                    break;
                case JsonToken.String or JsonToken.Integer or JsonToken.Float or JsonToken.Boolean or JsonToken.Null:
                    values[name] = json.Value;
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        if (json.TokenType != JsonToken.EndObject)
        {
            throw new JsonReaderException("The object does not end.");
        }
    }
}
