namespace VpsOrg.Sandbox;

/// <summary>Every request the account was sent. Thread safe.</summary>
internal sealed class RequestLog
{
    private readonly StateGuard _guard = new();
    private readonly List<LogEntry> _entries = [];
    private int _lastNumber;
    private int _inFlight;
    private int _peak;

    public int PeakInFlight => _guard.Read(() => _peak);

    /// <summary>Takes in the next request; its number is handed to the function that describes it.</summary>
    public LogEntry Enter(Func<int, SandboxRequest> describe) => _guard.Change(() =>
    {
        var entry = new LogEntry(this, describe(++_lastNumber));
        _entries.Add(entry);
        _inFlight++;
        _peak = Math.Max(_peak, _inFlight);
        return entry;
    });

    public void Record(Action change) => _guard.Change(change);

    /// <summary>One request less is under way. Called while recording.</summary>
    public void Leave() => _inFlight--;

    public IReadOnlyList<SandboxRequest> Snapshot() => _guard.Read(() => _entries.ConvertAll(entry => entry.Request));

    public void Clear() => _guard.Change(() =>
    {
        _entries.Clear();
        _peak = _inFlight;
    });

    public Task WaitForRequestsAsync(int count, CancellationToken cancellationToken) =>
        _guard.UntilAsync(() => _entries.Count >= count, cancellationToken);

    public Task WaitForAbortsAsync(int count, CancellationToken cancellationToken) =>
        _guard.UntilAsync(() => _entries.Count(entry => entry.Request.Aborted) >= count, cancellationToken);

    public Task WaitUntilIdleAsync(CancellationToken cancellationToken) => _guard.UntilAsync(() => _inFlight == 0, cancellationToken);
}
