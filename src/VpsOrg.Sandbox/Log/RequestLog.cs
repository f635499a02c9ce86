namespace VpsOrg.Sandbox;

/// <summary>Every request the account was sent. Thread safe.</summary>
internal sealed class RequestLog
{
    private readonly object _gate = new();
    private readonly List<LogEntry> _entries = [];
    private readonly LogWaiters _waiters = new();
    private int _lastNumber;
    private int _inFlight;
    private int _peak;

    public int PeakInFlight
    {
        get
        {
            lock (_gate)
            {
                return _peak;
            }
        }
    }

    /// <summary>Takes in the next request; its number is handed to the function that describes it.</summary>
    public LogEntry Enter(Func<int, Arrival> describe)
    {
        lock (_gate)
        {
            var entry = new LogEntry(this, describe(++_lastNumber));
            _entries.Add(entry);
            _inFlight++;
            _peak = Math.Max(_peak, _inFlight);
            _waiters.Check();
            return entry;
        }
    }

    public void Record(Action change)
    {
        lock (_gate)
        {
            change();
            _waiters.Check();
        }
    }

    /// <summary>One request less is under way. Called while recording.</summary>
    public void Leave() => _inFlight--;

    public IReadOnlyList<SandboxRequest> Snapshot()
    {
        lock (_gate)
        {
            return _entries.ConvertAll(entry => new SandboxRequest(entry));
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
            _peak = _inFlight;
        }
    }

    public Task WaitForRequestsAsync(int count, CancellationToken cancellationToken) =>
        WaitAsync(() => _entries.Count >= count, cancellationToken);

    public Task WaitUntilIdleAsync(CancellationToken cancellationToken) => WaitAsync(() => _inFlight == 0, cancellationToken);

    private async Task WaitAsync(Func<bool> isReached, CancellationToken cancellationToken)
    {
        TaskCompletionSource<bool> waiter;
        lock (_gate)
        {
            waiter = _waiters.Add(isReached);
        }

        using (cancellationToken.Register(() => waiter.TrySetCanceled(cancellationToken)))
        {
            await waiter.Task.ConfigureAwait(false);
        }
    }
}
