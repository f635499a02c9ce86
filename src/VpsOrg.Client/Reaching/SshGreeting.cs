namespace VpsOrg.Client;

/// <summary>
/// What a server says at the beginning, byte by byte: SSH, if a line of it begins with <c>SSH-</c>. RFC 4253 (4.2) lets
/// other lines stand before that one.
/// </summary>
internal sealed class SshGreeting
{
    /// <summary>No line that begins later counts; a server that talks on and on is none of SSH.</summary>
    public const int Longest = 8192;

    private const string Mark = "SSH-";

    private int _length;
    private int _matched;
    private bool _lineIsLost;

    /// <summary>Whether nothing was said so far.</summary>
    public bool IsEmpty => _length == 0;

    /// <summary>Takes what came.</summary>
    /// <returns>True for SSH, false for something else, null while that is open.</returns>
    public bool? Take(byte[] bytes, int count)
    {
        for (var index = 0; index < count; index++)
        {
            if (_length == Longest)
            {
                return false;
            }

            _length++;
            if (EndsMark(bytes[index]))
            {
                return true;
            }
        }

        return _length == Longest ? false : null;
    }

    private bool EndsMark(byte next)
    {
        if (next == '\n')
        {
            (_matched, _lineIsLost) = (0, false);
            return false;
        }

        _lineIsLost |= next != Mark[_matched];
        _matched += _lineIsLost ? 0 : 1;
        return _matched == Mark.Length;
    }
}
