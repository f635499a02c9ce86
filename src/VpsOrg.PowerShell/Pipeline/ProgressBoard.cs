using System.Diagnostics;

namespace VpsOrg.PowerShell;

/// <summary>
/// One progress bar for one command: tasks note how far they are, the pipeline thread shows it, and only what takes
/// longer than a second is shown at all.
/// </summary>
internal sealed class ProgressBoard(string activity)
{
    private const int ActivityId = 0x56505; // Any number that other commands are unlikely to use.

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly object _gate = new();
    private readonly Stopwatch _stopwatch = Stopwatch.StartNew();
    private readonly Dictionary<object, Func<string>> _lines = [];
    private int _done;
    private long _total;
    private bool _isShown;

    /// <summary>How many seconds remain at the most, where that is known.</summary>
    public Func<int?>? SecondsRemaining { get; set; }

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

    /// <summary>Notes how to say what is happening with one item; asked only when the bar is shown.</summary>
    public void Set(object item, Func<string> line)
    {
        lock (_gate)
        {
            _lines[item] = line;
        }
    }

    /// <summary>Takes back what was noted of an item.</summary>
    public void Forget(object item)
    {
        lock (_gate)
        {
            _lines.Remove(item);
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

    /// <summary>Shows the bar. Pipeline thread only.</summary>
    public void Show(PSCmdlet cmdlet)
    {
        if (_stopwatch.Elapsed >= Patience)
        {
            _isShown = true;
            cmdlet.WriteProgress(Record());
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

    private ProgressRecord Record()
    {
        lock (_gate)
        {
            var elapsed = _stopwatch.Elapsed;
            var now = _lines.Count > 0 ? _lines.Values.First()() : null;
            var count = _total > 0 ? FormattableString.Invariant($"{_done} of {_total}, {Rate(elapsed)}") : string.Empty;
            // PowerShell 7's one-line bar shows the status only, so the item stands there too.
            var status = FormattableString.Invariant($"{count}{(int)elapsed.TotalMinutes}:{elapsed.Seconds:00} elapsed{(now is null ? null : ": " + now)}");
            return new ProgressRecord(ActivityId, activity, status)
            {
                CurrentOperation = now,
                PercentComplete = _total > 0 ? (int)Math.Min(100, 100L * _done / _total) : -1,
                SecondsRemaining = SecondsRemaining?.Invoke() ?? Estimate(elapsed),
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

    private int Estimate(TimeSpan elapsed) =>
        _done > 0 && _total > _done ? (int)(elapsed.TotalSeconds / _done * (_total - _done)) : -1;
}
