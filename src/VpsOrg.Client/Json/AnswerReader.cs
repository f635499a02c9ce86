using System.Globalization;
using System.Text;
using Newtonsoft.Json;

namespace VpsOrg.Client;

/// <summary>
/// Reads an answer token by token while it arrives: no tree, no reflection. Strict about shapes, lenient about
/// numbers and flags that come as text.
/// </summary>
internal sealed class AnswerReader
{
    private readonly TokenReader _tokens;
    private readonly Dictionary<string, string> _pool = new(StringComparer.Ordinal);

    private AnswerReader(TokenReader tokens) => _tokens = tokens;

    /// <summary>Reads a whole body as one value.</summary>
    /// <exception cref="UnreadableBodyException">The body is not valid JSON, not UTF-8, or not of the expected shape.</exception>
    public static T ReadAll<T>(Stream body, TextCleaner cleaner, Func<AnswerReader, T> read)
    {
        using var tokens = new TokenReader(body, cleaner);
        try
        {
            tokens.SkipByteOrderMark();
            var value = read(new AnswerReader(tokens));
            tokens.ExpectEnd();
            return value;
        }
        catch (JsonException exception)
        {
            // The library's message may quote the body: it is said again in words of our own.
            throw new UnreadableBodyException($"the JSON breaks off or is malformed {tokens.Position}", exception);
        }
        catch (DecoderFallbackException exception)
        {
            throw new UnreadableBodyException("the body is not UTF-8", exception);
        }
        catch (OutOfMemoryException exception)
        {
            // Within all bounds, and still more than this process may have. What was read of it is let go of.
            throw new UnreadableBodyException("it takes more memory than there is", exception);
        }
    }

    /// <summary>Steps to the next value and into it: true for an object, false for null.</summary>
    public bool OpenObject() => Open(JsonToken.StartObject, "an object");

    /// <summary>Steps into the next value: true for an array, false for null.</summary>
    public bool OpenArray() => Open(JsonToken.StartArray, "an array");

    /// <summary>Steps into an element of an open array: true for an object, false at the array's end.</summary>
    public bool NextObjectInArray() => _tokens.Next() switch
    {
        JsonToken.EndArray => false,
        JsonToken.StartObject => true,
        _ => throw Unexpected("an object"),
    };

    /// <summary>Whether the body's one value is an array; leaves the reader inside it, or inside the object that it is.</summary>
    public bool OpenArrayOrObject() => _tokens.Next() switch
    {
        JsonToken.StartArray => true,
        JsonToken.StartObject => false,
        _ => throw Unexpected("an object"),
    };

    /// <summary>Reads the next value, an object, into a model.</summary>
    /// <param name="model">What the fields go into.</param>
    /// <param name="readField">Reads one of them.</param>
    /// <param name="unknown">Those that the model does not have.</param>
    /// <returns>False where the value is null.</returns>
    public bool ReadObject<TModel>(TModel model, FieldReader<TModel> readField, out UnknownFields unknown)
    {
        var isThere = OpenObject();
        unknown = isThere ? ReadFields(model, readField) : default;
        return isThere;
    }

    /// <summary>Reads the fields of the object that has just been opened, up to its end.</summary>
    /// <returns>Those that the model does not have.</returns>
    public UnknownFields ReadFields<TModel>(TModel model, FieldReader<TModel> readField)
    {
        var unknown = new UnknownFields();
        while (_tokens.Next() != JsonToken.EndObject)
        {
            var name = _tokens.Text;
            if (!readField(this, name, model, ref unknown))
            {
                unknown.Add(name, Plain());
            }
        }

        return unknown;
    }

    public string? Text()
    {
        switch (_tokens.Next())
        {
            case JsonToken.Null:
                return null;
            case JsonToken.String:
                return _tokens.Text;
            case JsonToken.Integer:
            case JsonToken.Float:
            case JsonToken.Boolean:
                return Convert.ToString(_tokens.Value, CultureInfo.InvariantCulture);
            default:
                throw Unexpected("a text");
        }
    }

    /// <summary>A text that many servers share; kept once.</summary>
    public string? SharedText()
    {
        if (Text() is not { } text)
        {
            return null;
        }

        if (_pool.TryGetValue(text, out var known))
        {
            return known;
        }

        _pool.Add(text, text);
        return text;
    }

    public long? WholeNumber()
    {
        switch (_tokens.Next())
        {
            case JsonToken.Null:
                return null;
            case JsonToken.Integer when _tokens.Value is long number:
                return number;
            case JsonToken.Integer:
                throw new UnreadableBodyException($"{_tokens.Place} is a number beyond 64 bits");
            case JsonToken.Float when _tokens.Value is double number && Math.Floor(number) == number && Math.Abs(number) < 9e15:
                return (long)number;
            case JsonToken.String when long.TryParse(_tokens.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number):
                return number;
            default:
                throw Unexpected("a whole number");
        }
    }

    /// <summary>An id: a whole number, or text of letters, digits and hyphens.</summary>
    public VpsId? Id()
    {
        switch (_tokens.Next())
        {
            case JsonToken.Null:
                return null;
            case JsonToken.Integer when _tokens.Value is not long:
                throw new UnreadableBodyException($"{_tokens.Place} is a number beyond 64 bits");
            case JsonToken.Integer:
            case JsonToken.Float:
            case JsonToken.String:
                var value = _tokens.Value is string ? _tokens.Text : _tokens.Value;
                return VpsId.Of(value) ?? throw Unexpected("an id (a whole number, or letters, digits and hyphens)");
            default:
                throw Unexpected("an id");
        }
    }

    public double? Number()
    {
        switch (_tokens.Next())
        {
            case JsonToken.Null:
                return null;
            case JsonToken.Float:
            case JsonToken.Integer when _tokens.Value is long:
                return Convert.ToDouble(_tokens.Value, CultureInfo.InvariantCulture);
            case JsonToken.String when double.TryParse(_tokens.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number):
                return number;
            default:
                throw Unexpected("a number");
        }
    }

    public bool? Flag()
    {
        switch (_tokens.Next())
        {
            case JsonToken.Null:
                return null;
            case JsonToken.Boolean:
                return (bool)_tokens.Value!;
            case JsonToken.Integer when _tokens.Value is 0L or 1L:
                return _tokens.Value is 1L;
            case JsonToken.String when bool.TryParse(_tokens.Text, out var flag):
                return flag;
            default:
                throw Unexpected("true or false");
        }
    }

    /// <summary>Any value as plain .NET.</summary>
    public object? Plain()
    {
        _tokens.Next();
        return PlainReader.ReadHere(_tokens);
    }

    /// <summary>Reads any value and lets it go: nobody wants it, but it must be JSON.</summary>
    public void Skip() => Plain();

    /// <summary>Any value as plain .NET, or null where the body is empty.</summary>
    public object? PlainOrNothing() => _tokens.TryFirst() ? PlainReader.ReadHere(_tokens) : null;

    /// <summary>The items of the array that has just been opened, up to its end, as plain .NET.</summary>
    public List<object?> PlainItems() => PlainReader.ReadItems(_tokens);

    /// <summary>The exception for a value that is not what it should be.</summary>
    public UnreadableBodyException Unexpected(string expected) => _tokens.Unexpected(expected);

    private bool Open(JsonToken kind, string expected)
    {
        var token = _tokens.Next();
        return token == kind || (token == JsonToken.Null ? false : throw Unexpected(expected));
    }
}
