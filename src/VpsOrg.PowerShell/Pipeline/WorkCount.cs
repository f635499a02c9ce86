namespace VpsOrg.PowerShell;

/// <summary>
/// How far a command has come with the servers that the user named: how many are done, how many it works on, how many are
/// to go. What it reads to find them is no part of it. One thread at a time.
/// </summary>
/// <param name="clock">The time, for the estimate.</param>
/// <param name="mayGrow">Whether the pipeline may still name more: then nobody knows how many there will be.</param>
internal sealed class WorkCount(Clock clock, bool mayGrow)
{
    private TimeSpan? _begun;
    private int _ahead;
    private int _done;
    private bool _mayGrow = mayGrow;

    /// <summary>How many are being worked on.</summary>
    public int Running { get; private set; }

    /// <summary>Whether any server was named.</summary>
    public bool IsAny => Total > 0;

    /// <summary>How much is done, in percent; null where nobody knows how much there is.</summary>
    public int? Percent => _mayGrow || Total == 0 ? null : (int)(100L * _done / Total);

    /// <summary>
    /// What is left, in seconds, at the pace so far; null where that cannot be told: before the first is done, while more
    /// may be named, and where all that is left runs at once, so that no pace says when it ends.
    /// </summary>
    public int? SecondsLeft
    {
        get
        {
            var left = _ahead + Running;
            return _mayGrow || _done == 0 || left == 0 || (_ahead == 0 && Running > 1) ? null : (int)((clock.Elapsed - _begun!.Value).TotalSeconds / _done * left);
        }
    }

    private int Total => _ahead + Running + _done;

    /// <summary>Notes that so many more were named; a negative number takes back as many.</summary>
    public void Expect(int count) => _ahead += count;

    /// <summary>Notes that work on one begins, whether or not it was expected.</summary>
    public void Begin()
    {
        _begun ??= clock.Elapsed;
        _ahead = Math.Max(0, _ahead - 1);
        Running++;
    }

    /// <summary>Notes that one is done.</summary>
    public void End()
    {
        Running--;
        _done++;
    }

    /// <summary>Notes that one that was expected needs no work: it was declined, or cannot be found.</summary>
    public void Skip()
    {
        _begun ??= clock.Elapsed;
        _ahead = Math.Max(0, _ahead - 1);
        _done++;
    }

    /// <summary>Notes that no more will be named.</summary>
    public void Close() => _mayGrow = false;

    /// <summary>In words: <c>3 of 20 done, 1 running, 16 to go</c>.</summary>
    public override string ToString()
    {
        var done = _mayGrow ? FormattableString.Invariant($"{_done:N0} done") : FormattableString.Invariant($"{_done:N0} of {Total:N0} done");
        return done + Part(Running, "running") + Part(_ahead, "to go");
    }

    private static string Part(int count, string what) => count == 0 ? string.Empty : FormattableString.Invariant($", {count:N0} {what}");
}
