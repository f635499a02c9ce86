using System.Globalization;
using System.Numerics;
using System.Text;
using Newtonsoft.Json;

namespace VpsOrg.Client;

/// <summary>
/// Reads an answer token by token while it arrives: no tree, no reflection. Strict about shapes, lenient about
/// numbers and flags that come as text. Every text that leaves it is harmless.
/// </summary>
internal sealed class AnswerReader : IDisposable
{
    private const int DeepestNesting = 64;
    private const int LargestBuffer = 16384;
    private const int SmallestBuffer = 128;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly StreamReader _text;
    private readonly JsonTextReader _json;
    private readonly TextCleaner _cleaner;
    private readonly Dictionary<string, string> _pool = new(StringComparer.Ordinal);

    private AnswerReader(Stream body, TextCleaner cleaner)
    {
        _cleaner = cleaner;
        _text = new StreamReader(body, StrictUtf8, detectEncodingFromByteOrderMarks: false, BufferSize(body));
        _json = new JsonTextReader(_text)
        {
            DateParseHandling = DateParseHandling.None,
            FloatParseHandling = FloatParseHandling.Double,
            Culture = CultureInfo.InvariantCulture,
            MaxDepth = DeepestNesting,
            PropertyNameTable = WireNames.Table,
        };
    }

    /// <summary>Reads a whole body as one value.</summary>
    /// <exception cref="UnreadableBodyException">The body is not valid JSON, not UTF-8, or not of the expected shape.</exception>
    public static T ReadAll<T>(Stream body, TextCleaner cleaner, Func<AnswerReader, T> read)
    {
        using var reader = new AnswerReader(body, cleaner);
        try
        {
            reader.SkipByteOrderMark();
            var value = read(reader);
            reader.ExpectEnd();
            return value;
        }
        catch (JsonException exception)
        {
            // The library's message may quote the body: it is said again in words of our own.
            throw new UnreadableBodyException($"the JSON breaks off or is malformed {reader.Position}", exception);
        }
        catch (DecoderFallbackException exception)
        {
            throw new UnreadableBodyException("the body is not UTF-8", exception);
        }
    }

    /// <summary>Steps to the next value and into it: true for an object, false for null.</summary>
    public bool OpenObject()
    {
        var token = Next();
        if (token == JsonToken.Null)
        {
            return false;
        }

        return token == JsonToken.StartObject ? true : throw Unexpected("an object");
    }

    /// <summary>Steps into the next value: true for an array, false for null.</summary>
    public bool OpenArray()
    {
        var token = Next();
        if (token == JsonToken.Null)
        {
            return false;
        }

        return token == JsonToken.StartArray ? true : throw Unexpected("an array");
    }

    /// <summary>Steps into an element of an open array: true for an object, false at the array's end.</summary>
    public bool NextObjectInArray() => Next() switch
    {
        JsonToken.EndArray => false,
        JsonToken.StartObject => true,
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
        while (NextProperty(out var name))
        {
            if (!readField(this, name, model, ref unknown))
            {
                unknown.Add(name, Plain());
            }
        }

        return unknown;
    }

    /// <summary>Whether the body's one value is an array; leaves the reader inside it, or inside the object that it is.</summary>
    public bool OpenArrayOrObject() => Next() switch
    {
        JsonToken.StartArray => true,
        JsonToken.StartObject => false,
        _ => throw Unexpected("an object"),
    };

    public string? Text()
    {
        switch (Next())
        {
            case JsonToken.Null:
                return null;
            case JsonToken.String:
                return _cleaner.Clean((string)_json.Value!);
            case JsonToken.Integer:
            case JsonToken.Float:
            case JsonToken.Boolean:
                return Convert.ToString(_json.Value, CultureInfo.InvariantCulture);
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
        switch (Next())
        {
            case JsonToken.Null:
                return null;
            case JsonToken.Integer when _json.Value is long number:
                return number;
            case JsonToken.Integer:
                throw new UnreadableBodyException($"{Place} is a number beyond 64 bits");
            case JsonToken.Float when _json.Value is double number && Math.Floor(number) == number && Math.Abs(number) < 9e15:
                return (long)number;
            case JsonToken.String when long.TryParse((string)_json.Value!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number):
                return number;
            default:
                throw Unexpected("a whole number");
        }
    }

    public double? Number()
    {
        switch (Next())
        {
            case JsonToken.Null:
                return null;
            case JsonToken.Float:
            case JsonToken.Integer when _json.Value is long:
                return Convert.ToDouble(_json.Value, CultureInfo.InvariantCulture);
            case JsonToken.String when double.TryParse((string)_json.Value!, NumberStyles.Float, CultureInfo.InvariantCulture, out var number):
                return number;
            default:
                throw Unexpected("a number");
        }
    }

    public bool? Flag()
    {
        switch (Next())
        {
            case JsonToken.Null:
                return null;
            case JsonToken.Boolean:
                return (bool)_json.Value!;
            case JsonToken.Integer when _json.Value is 0L or 1L:
                return _json.Value is 1L;
            case JsonToken.String when bool.TryParse((string)_json.Value!, out var flag):
                return flag;
            default:
                throw Unexpected("true or false");
        }
    }

    /// <summary>Any value as plain .NET: dictionaries, arrays, texts, numbers, flags, null.</summary>
    public object? Plain()
    {
        Next();
        return PlainHere();
    }

    /// <summary>Reads any value and lets it go: nobody wants it, but it must be JSON.</summary>
    public void Skip() => Plain();

    /// <summary>Any value as plain .NET, or null where the body is empty.</summary>
    public object? PlainOrNothing() => _json.Read() ? PlainHere() : null;

    /// <summary>The items of the array that has just been opened, up to its end, as plain .NET.</summary>
    public List<object?> PlainItems()
    {
        var values = new List<object?>();
        while (Next() != JsonToken.EndArray)
        {
            values.Add(PlainHere());
        }

        return values;
    }

    public void Dispose() => ((IDisposable)_json).Dispose();

    /// <summary>The exception for a value that is not what it should be.</summary>
    public UnreadableBodyException Unexpected(string expected) =>
        new($"{Place} is {Kind(_json.TokenType)} instead of {expected}");

    /// <summary>A mark that some servers put before UTF-8 says nothing and does no harm.</summary>
    private void SkipByteOrderMark()
    {
        if (_text.Peek() == '\ufeff')
        {
            _text.Read();
        }
    }

    private string Place
    {
        get
        {
            var path = _cleaner.Clean(_json.Path);
            return path.Length == 0 ? "the answer" : TextCleaner.Shorten(path, 80);
        }
    }

    private string Position =>
        FormattableString.Invariant($"at line {_json.LineNumber}, column {_json.LinePosition}");

    /// <summary>No larger than a body that is there already: most answers are shorter than the buffers for a list.</summary>
    private static int BufferSize(Stream body) =>
        body.CanSeek ? (int)Math.Max(SmallestBuffer, Math.Min(LargestBuffer, body.Length)) : LargestBuffer;

    /// <summary>Steps to the next property of an open object, its name harmless; false at the object's end.</summary>
    private bool NextProperty(out string name)
    {
        if (Next() == JsonToken.EndObject)
        {
            name = string.Empty;
            return false;
        }

        name = _cleaner.Clean((string)_json.Value!);
        return true;
    }

    private JsonToken Next()
    {
        do
        {
            if (!_json.Read())
            {
                throw new UnreadableBodyException(_json.LinePosition == 0 ? "the body is empty" : $"the JSON breaks off {Position}");
            }
        }
        while (_json.TokenType == JsonToken.Comment);
        return _json.TokenType;
    }

    private void ExpectEnd()
    {
        while (_json.Read())
        {
            if (_json.TokenType != JsonToken.Comment)
            {
                throw new UnreadableBodyException($"there is more after the JSON's end {Position}");
            }
        }
    }

    private object? PlainHere()
    {
        switch (_json.TokenType)
        {
            case JsonToken.StartObject:
                return PlainObject();
            case JsonToken.StartArray:
                return PlainArray();
            case JsonToken.String:
                return _cleaner.Clean((string)_json.Value!);
            case JsonToken.Integer:
                // Beyond 64 bits the digits are kept as they are: not every caller knows a number type that holds them.
                return _json.Value is BigInteger big ? big.ToString(CultureInfo.InvariantCulture) : _json.Value;
            case JsonToken.Float:
            case JsonToken.Boolean:
                return _json.Value;
            case JsonToken.Null:
            case JsonToken.Undefined:
                return null;
            default:
                throw Unexpected("a value");
        }
    }

    private Dictionary<string, object?> PlainObject()
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        while (NextProperty(out var name))
        {
            values[name] = Plain();
        }

        return values;
    }

    private object?[] PlainArray() => PlainItems().ToArray();

    private static string Kind(JsonToken token) => token switch
    {
        JsonToken.StartObject => "an object",
        JsonToken.StartArray => "an array",
        JsonToken.Integer or JsonToken.Float => "a number",
        JsonToken.String => "a text",
        JsonToken.Boolean => "true or false",
        JsonToken.Null => "null",
        _ => "something",
    };
}
