using System.Text;

namespace VpsOrg.Client;

/// <summary>
/// The lines of a trail, a piece of the file at a time. Each piece opens the file anew and only for its own time: on Windows nobody
/// could append while it is open. What is appended after the first look is not read: a script may write because of what it reads.
/// </summary>
internal sealed class TrailPieces(string path, Clock clock)
{
    private const int PieceSize = 1 << 20;

    /// <summary>In bytes. No line of a trail is nearly as long; a file that is none may be one line.</summary>
    private const int LongestLine = 1 << 20;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly byte[] _piece = new byte[PieceSize];
    private readonly List<byte> _line = [];
    private long? _end;
    private long _position;
    private long _number;
    private bool _isTooLong;
    private bool _isOver;

    /// <summary>The next lines, without those that are empty; null after the last.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public async Task<IReadOnlyList<NumberedLine>?> NextAsync(CancellationToken cancellationToken)
    {
        if (_isOver)
        {
            return null;
        }

        var length = 0;
        await TrailFile.PatientlyAsync(() => length = ReadPiece(), clock, cancellationToken).ConfigureAwait(false);
        var lines = new List<NumberedLine>();
        var begin = 0;
        for (var end = Array.IndexOf(_piece, (byte)'\n', 0, length); end >= 0; end = Array.IndexOf(_piece, (byte)'\n', begin, length - begin))
        {
            Gather(begin, end);
            EndLine(lines, isWhole: true);
            begin = end + 1;
        }

        Gather(begin, length);
        _isOver = length == 0 || _position >= _end;
        if (_isOver && (_line.Count > 0 || _isTooLong))
        {
            EndLine(lines, isWhole: false);
        }

        return lines;
    }

    private int ReadPiece()
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        _end ??= file.Length;
        file.Position = _position;
        var read = file.Read(_piece, 0, (int)Math.Max(0, Math.Min(PieceSize, _end.Value - _position)));
        _position += read;
        return read;
    }

    private void Gather(int begin, int end)
    {
        if (_line.Count + end - begin > LongestLine)
        {
            _isTooLong = true;
            _line.Clear();
        }

        if (!_isTooLong)
        {
            _line.AddRange(new ArraySegment<byte>(_piece, begin, end - begin));
        }
    }

    private void EndLine(List<NumberedLine> lines, bool isWhole)
    {
        _number++;
        var text = _isTooLong ? null : Utf8.GetString([.. _line]).Trim('\ufeff', '\r', ' ');
        if (text is not "")
        {
            lines.Add(new NumberedLine(_number, text, isWhole));
        }

        _line.Clear();
        _isTooLong = false;
    }
}

/// <summary>A line of a file.</summary>
/// <param name="Number">Its number; the first is 1.</param>
/// <param name="Text">What it says; null where it is longer than any line of a trail.</param>
/// <param name="IsWhole">Whether it ends: the last may be half written.</param>
internal readonly record struct NumberedLine(long Number, string? Text, bool IsWhole);
