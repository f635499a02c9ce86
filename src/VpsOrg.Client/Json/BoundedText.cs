namespace VpsOrg.Client;

/// <summary>
/// Lets a text through, and bounds what one token of it takes, and how many there are: the reader behind it gathers a token
/// as a whole, and each becomes an object or two.
/// </summary>
internal sealed class BoundedText(TextReader inner) : TextReader
{
    /// <summary>In characters. What the API documents is shorter by far; a page in HTML within a field would fit.</summary>
    private const int LongestToken = 16 << 20;

    /// <summary>Three hundred thousand servers with all their fields.</summary>
    private const int MostTokens = 20_000_000;

    private int _tokens;
    private long _length;

    /// <summary>The next token begins, or is there already.</summary>
    /// <exception cref="UnreadableBodyException">That is one too many.</exception>
    public void BeginToken()
    {
        _length = 0;
        if (++_tokens > MostTokens)
        {
            throw new UnreadableBodyException(FormattableString.Invariant($"it has more than {MostTokens} values"));
        }
    }

    public override int Read(char[] buffer, int index, int count)
    {
        var read = inner.Read(buffer, index, count);
        _length += read;
        return _length <= LongestToken
            ? read
            : throw new UnreadableBodyException(FormattableString.Invariant($"one value has more than {LongestToken >> 20} million characters"));
    }

    public override int Read()
    {
        var read = inner.Read();
        _length++;
        return read;
    }

    public override int Peek() => inner.Peek();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
