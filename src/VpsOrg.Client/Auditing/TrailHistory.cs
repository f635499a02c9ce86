namespace VpsOrg.Client;

/// <summary>
/// Reads a trail back, a piece at a time: the writes whose ends it has come to, and after the last line those without. A line that
/// is none of a trail is told with its number and costs no other.
/// </summary>
internal sealed class TrailHistory(string path, Clock clock)
{
    /// <summary>So many lines are told one by one; a file that is no trail has millions.</summary>
    private const int MostTold = 10;

    private readonly TrailPieces _pieces = new(path, clock);
    private readonly TrailWrites _writes = new();
    private long _strange;
    private bool _isOver;

    /// <summary>The next writes; null after the last.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be read.</exception>
    public async Task<IReadOnlyList<VpsTrailRecord>?> NextAsync(ICallTrace trace, CancellationToken cancellationToken)
    {
        if (_isOver)
        {
            return null;
        }

        var lines = await _pieces.NextAsync(cancellationToken).OrCancelled(cancellationToken).ConfigureAwait(false);
        _isOver = lines is null;
        if (_isOver)
        {
            TellOfMore(trace);
        }

        var ended = lines?.SelectMany(line => Take(line, trace)) ?? _writes.TakeRest();
        return ended.Select(write => write.ToRecord(path, clock.UtcNow)).ToArray();
    }

    private IEnumerable<TrailWrite> Take(NumberedLine line, ICallTrace trace)
    {
        var read = line.Text is null ? null : TrailLineReader.Read(line.Text);
        if (Why(line, read) is not { } why)
        {
            return _writes.Take(read!, line.Number);
        }

        if (++_strange <= MostTold)
        {
            trace.Write(TraceLevel.Warning, FormattableString.Invariant($"Line {line.Number} of {path} was left out: {why}."));
        }

        return [];
    }

    /// <summary>What is wrong with a line; null where it is one of a trail.</summary>
    private static string? Why(NumberedLine line, TrailLine? read) => read switch
    {
        null when line.Text is null => "it is longer than any line of a trail",
        null when !line.IsWhole => "it is cut off, perhaps because it is being written at this moment",
        null => "it is no line of a trail, or was cut off",
        _ when read.Text("write") is null || string.IsNullOrEmpty(read.Text("verb")) || read.Time("time") is null => "it is no line of a trail",
        _ when !TrailWrites.Knows(read.Text("phase")) => $"'{TextCleaner.Shorten(read.Text("phase") ?? string.Empty, 40)}' is no phase that this version knows",
        _ => null,
    };

    private void TellOfMore(ICallTrace trace)
    {
        if (_strange > MostTold)
        {
            trace.Write(TraceLevel.Warning, FormattableString.Invariant($"{_strange - MostTold} more lines of {path} were left out: they are no lines of a trail that this version knows."));
        }
    }
}
