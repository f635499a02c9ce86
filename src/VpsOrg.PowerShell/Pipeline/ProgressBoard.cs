namespace VpsOrg.PowerShell;

/// <summary>
/// One progress bar for one command: tasks note how far they are, the pipeline thread shows it, and only what takes
/// longer than a second is shown at all. It counts the servers that the user named; a list that is read to find them is
/// told of as a list, and only while nothing else goes on.
/// </summary>
/// <param name="activity">What is being done.</param>
/// <param name="clock">The time.</param>
/// <param name="mayGrow">Whether the pipeline may name servers as it goes.</param>
/// <param name="listed">What the lists hold that are read.</param>
internal sealed class ProgressBoard(string activity, Clock clock, bool mayGrow, string listed = "servers")
{
    private const int ActivityId = 0x56505; // Any number that other commands are unlikely to use.

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly object _gate = new();
    private readonly TimeSpan _begun = clock.Elapsed;
    private readonly WorkCount _work = new(clock, mayGrow);
    private readonly List<Wait> _waits = [];
    private (int Received, long Expected) _list;
    private bool _isShown;
    private bool _isOver;

    /// <summary>Calls back, on any thread, whenever the bar wants to be shown anew, until what is returned is disposed of.</summary>
    public IDisposable Remind(Action show) => clock.Every(Interval, show);

    /// <summary>Notes how far a list has come.</summary>
    public void ReportList(int received, long expected)
    {
        lock (_gate)
        {
            _list = (received, expected);
        }
    }

    /// <summary>Notes something of the servers that are worked on.</summary>
    public void Note(Action<WorkCount> note)
    {
        lock (_gate)
        {
            note(_work);
        }
    }

    /// <summary>Notes that a server is waited for, until what is returned is disposed of.</summary>
    /// <param name="now">Says which server it is and what its status is; asked only when the bar is shown.</param>
    /// <param name="goal">What is waited for.</param>
    public IDisposable WaitFor(Func<string> now, string goal)
    {
        var wait = new Wait(this, now, goal);
        lock (_gate)
        {
            _waits.Add(wait);
        }

        return wait;
    }

    /// <summary>Shows the bar. Pipeline thread only.</summary>
    public void Show(PSCmdlet cmdlet)
    {
        var elapsed = clock.Elapsed - _begun;
        if (elapsed >= Patience && !_isOver)
        {
            _isShown = true;
            cmdlet.WriteProgress(Record(elapsed));
        }
    }

    /// <summary>Removes the bar, where it was shown, and shows none any more. Pipeline thread only; never after a stop, when the host clears it.</summary>
    public void Remove(PSCmdlet cmdlet)
    {
        _isOver = true;
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
            var wait = _waits.FirstOrDefault();
            var isList = _work.Running == 0 && (!_work.IsAny || _list.Received < _list.Expected) && _list.Expected > 0;
            var count = isList ? FormattableString.Invariant($"{_list.Received:N0} of {_list.Expected:N0} {listed} read") : _work.IsAny ? _work.ToString() : null;
            // What matters comes first: PowerShell 7's one-line bar shows the status only, and cuts it at its end.
            var parts = new[] { count, wait?.Now, FormattableString.Invariant($"{(int)elapsed.TotalMinutes}:{elapsed.Seconds:00} elapsed") };
            return new ProgressRecord(ActivityId, activity, string.Join(", ", parts.OfType<string>()))
            {
                CurrentOperation = wait?.ToString(),
                PercentComplete = isList ? (int)Math.Min(100, 100L * _list.Received / _list.Expected) : _work.Percent ?? -1,
                SecondsRemaining = isList ? ListSecondsLeft(elapsed) : _work.SecondsLeft ?? -1,
            };
        }
    }

    private int ListSecondsLeft(TimeSpan elapsed) =>
        _list.Received > 0 && _list.Expected > _list.Received ? (int)(elapsed.TotalSeconds / _list.Received * (_list.Expected - _list.Received)) : -1;

    private void Forget(Wait wait)
    {
        lock (_gate)
        {
            _waits.Remove(wait);
        }
    }

    /// <summary>A server that is waited for.</summary>
    private sealed class Wait(ProgressBoard board, Func<string> now, string goal) : IDisposable
    {
        public string Now => now();

        public void Dispose() => board.Forget(this);

        public override string ToString() => $"{Now}, waiting for {goal}";
    }
}
