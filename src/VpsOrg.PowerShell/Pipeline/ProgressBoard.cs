namespace VpsOrg.PowerShell;

/// <summary>
/// One progress bar for one command: tasks note how far they are, the pipeline thread shows it, and only what takes
/// longer than a second is shown at all.
/// </summary>
internal sealed class ProgressBoard(string activity, Clock clock)
{
    private const int ActivityId = 0x56505; // Any number that other commands are unlikely to use.

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly object _gate = new();
    private readonly TimeSpan _begun = clock.Elapsed;
    private readonly Dictionary<object, Wait> _waits = [];
    private int _done;
    private long _total;
    private bool _isShown;

    /// <summary>Calls back, on any thread, whenever the bar wants to be shown anew, until what is returned is disposed of.</summary>
    public IDisposable Remind(Action show) => clock.Every(Interval, show);

    public void ReportList(int received, long expected)
    {
        lock (_gate)
        {
            _done = received;
            _total = expected;
        }
    }

    /// <summary>Notes that one more is to be done.</summary>
    public void Add()
    {
        lock (_gate)
        {
            _total++;
        }
    }

    /// <summary>Notes that an item is done.</summary>
    public void Done()
    {
        lock (_gate)
        {
            _done++;
        }
    }

    /// <summary>Notes that an item is waited for.</summary>
    /// <param name="item">The item.</param>
    /// <param name="timeout">How long it is waited for at the most.</param>
    /// <param name="line">Says what is happening with it; asked only when the bar is shown.</param>
    public void WaitFor(object item, TimeSpan timeout, Func<string> line)
    {
        lock (_gate)
        {
            _waits[item] = new Wait(line, clock.Elapsed + timeout);
        }
    }

    /// <summary>Notes that an item is no longer waited for.</summary>
    public void Forget(object item)
    {
        lock (_gate)
        {
            _waits.Remove(item);
        }
    }

    /// <summary>Shows the bar. Pipeline thread only.</summary>
    public void Show(PSCmdlet cmdlet)
    {
        var elapsed = clock.Elapsed - _begun;
        if (elapsed >= Patience)
        {
            _isShown = true;
            cmdlet.WriteProgress(Record(elapsed));
        }
    }

    /// <summary>Removes the bar, where it was shown. Pipeline thread only; never after a stop, when the host clears it.</summary>
    public void Remove(PSCmdlet cmdlet)
    {
        if (_isShown)
        {
            _isShown = false;
            cmdlet.WriteProgress(new ProgressRecord(ActivityId, activity, "done") { RecordType = ProgressRecordType.Completed });
        }
    }

    private ProgressRecord Record(TimeSpan elapsed)
    {
        lock (_gate)
        {
            var now = _waits.Count > 0 ? _waits.Values.First().Line() : null;
            var count = _total > 0 ? FormattableString.Invariant($"{_done} of {_total}, {Rate(elapsed)}") : string.Empty;
            // PowerShell 7's one-line bar shows the status only, so the item stands there too.
            var status = FormattableString.Invariant($"{count}{(int)elapsed.TotalMinutes}:{elapsed.Seconds:00} elapsed{(now is null ? null : ": " + now)}");
            return new ProgressRecord(ActivityId, activity, status)
            {
                CurrentOperation = now,
                PercentComplete = _total > 0 ? (int)Math.Min(100, 100L * _done / _total) : -1,
                SecondsRemaining = _waits.Count > 0 ? UntilTheLastWaitEnds() : Estimate(elapsed),
            };
        }
    }

    /// <summary>How many are done a second, or a minute where that says more.</summary>
    private string Rate(TimeSpan elapsed)
    {
        var perSecond = _done / Math.Max(0.001, elapsed.TotalSeconds);
        return _done == 0 ? string.Empty
            : perSecond >= 1 ? FormattableString.Invariant($"{perSecond:0} a second, ")
            : FormattableString.Invariant($"{perSecond * 60:0} a minute, ");
    }

    private int UntilTheLastWaitEnds() =>
        (int)Math.Max(0, (_waits.Values.Max(wait => wait.End) - clock.Elapsed).TotalSeconds);

    private int Estimate(TimeSpan elapsed) =>
        _done > 0 && _total > _done ? (int)(elapsed.TotalSeconds / _done * (_total - _done)) : -1;

    private readonly record struct Wait(Func<string> Line, TimeSpan End);
}
