using System.Globalization;
using System.Numerics;
using Newtonsoft.Json;

namespace VpsOrg.Client;

/// <summary>Reads values as plain .NET: dictionaries, arrays, texts, numbers, flags, null.</summary>
internal static class PlainReader
{
    /// <summary>The value whose first token this is.</summary>
    public static object? ReadHere(TokenReader tokens)
    {
        switch (tokens.Kind)
        {
            case JsonToken.StartObject:
                return ReadObject(tokens);
            case JsonToken.StartArray:
                return ReadItems(tokens).ToArray();
            case JsonToken.String:
                return tokens.Text;
            case JsonToken.Integer:
                // Beyond 64 bits the digits are kept as they are: not every caller knows a number type that holds them.
                return tokens.Value is BigInteger big ? big.ToString(CultureInfo.InvariantCulture) : tokens.Value;
            case JsonToken.Float:
            case JsonToken.Boolean:
                return tokens.Value;
            case JsonToken.Null:
            case JsonToken.Undefined:
                return null;
            default:
                throw tokens.Unexpected("a value");
        }
    }

    /// <summary>The items of the array that has just been opened, up to its end.</summary>
    public static List<object?> ReadItems(TokenReader tokens)
    {
        var values = new List<object?>();
        while (tokens.Next() != JsonToken.EndArray)
        {
            values.Add(ReadHere(tokens));
        }

        return values;
    }

    private static Dictionary<string, object?> ReadObject(TokenReader tokens)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        while (tokens.Next() != JsonToken.EndObject)
        {
            var name = tokens.Text;
            tokens.Next();
            values[name] = ReadHere(tokens);
        }

        return values;
    }
}
