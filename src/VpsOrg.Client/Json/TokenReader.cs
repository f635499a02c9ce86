using System.Globalization;
using System.Text;
using Newtonsoft.Json;

namespace VpsOrg.Client;

/// <summary>
/// The tokens of a body while it arrives: strictly UTF-8, one value and nothing after it, no more and none longer than
/// anybody's memory can hold. Every text that leaves here is harmless.
/// </summary>
internal sealed class TokenReader : IDisposable
{
    private const int DeepestNesting = 64;
    private const int LargestBuffer = 16384;
    private const int SmallestBuffer = 128;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly StreamReader _text;
    private readonly BoundedText _bounded;
    private readonly JsonTextReader _json;
    private readonly TextCleaner _cleaner;

    public TokenReader(Stream body, TextCleaner cleaner)
    {
        _cleaner = cleaner;
        _text = new StreamReader(body, StrictUtf8, detectEncodingFromByteOrderMarks: false, BufferSize(body));
        _bounded = new BoundedText(_text);
        _json = new JsonTextReader(_bounded)
        {
            DateParseHandling = DateParseHandling.None,
            FloatParseHandling = FloatParseHandling.Double,
            Culture = CultureInfo.InvariantCulture,
            MaxDepth = DeepestNesting,
            PropertyNameTable = WireNames.Table,
        };
    }

    /// <summary>What kind of token this is.</summary>
    public JsonToken Kind => _json.TokenType;

    /// <summary>The token's value: a number, or true or false. Of a text or a name, <see cref="Text"/> has the harmless one.</summary>
    public object? Value => _json.Value;

    /// <summary>The token's text or name, harmless.</summary>
    public string Text => _cleaner.Clean((string)_json.Value!);

    /// <summary>Where in the answer's structure this is, for messages.</summary>
    public string Place
    {
        get
        {
            var path = _cleaner.Clean(_json.Path);
            return path.Length == 0 ? "the answer" : TextCleaner.Shorten(path, 80);
        }
    }

    /// <summary>Where in the body this is, for messages.</summary>
    public string Position => FormattableString.Invariant($"at line {_json.LineNumber}, column {_json.LinePosition}");

    /// <summary>Steps to the next token; comments are passed over.</summary>
    /// <exception cref="UnreadableBodyException">There is none.</exception>
    public JsonToken Next()
    {
        do
        {
            if (!Read())
            {
                throw new UnreadableBodyException(_json.LinePosition == 0 ? "the body is empty" : $"the JSON breaks off {Position}");
            }
        }
        while (_json.TokenType == JsonToken.Comment);
        return _json.TokenType;
    }

    /// <summary>Steps to the first token; false where the body is empty.</summary>
    public bool TryFirst() => Read();

    /// <exception cref="UnreadableBodyException">Something comes after the one value.</exception>
    public void ExpectEnd()
    {
        while (Read())
        {
            if (_json.TokenType != JsonToken.Comment)
            {
                throw new UnreadableBodyException($"there is more after the JSON's end {Position}");
            }
        }
    }

    /// <summary>A mark that some servers put before UTF-8 says nothing and does no harm.</summary>
    public void SkipByteOrderMark()
    {
        if (_text.Peek() == '\ufeff')
        {
            _text.Read();
        }
    }

    /// <summary>The exception for a value that is not what it should be.</summary>
    public UnreadableBodyException Unexpected(string expected) => new($"{Place} is {InWords(Kind)} instead of {expected}");

    public void Dispose() => ((IDisposable)_json).Dispose();

    private bool Read()
    {
        _bounded.BeginToken();
        return _json.Read();
    }

    /// <summary>No larger than a body that is there already: most answers are shorter than the buffers for a list.</summary>
    private static int BufferSize(Stream body) =>
        body.CanSeek ? (int)Math.Max(SmallestBuffer, Math.Min(LargestBuffer, body.Length)) : LargestBuffer;

    private static string InWords(JsonToken kind) => kind switch
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
