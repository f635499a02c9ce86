namespace VpsOrg.Sandbox;

/// <content>What was asked of the account, and what shall go wrong with what is asked next.</content>
public sealed partial class SandboxAccount
{
    /// <summary>Every request since the account was opened or the log was cleared, in order of arrival, as it stands now.</summary>
    public IReadOnlyList<SandboxRequest> Requests => _log.Snapshot();

    /// <summary>
    /// How many requests each endpoint got: lines such as <c>POST servers/{id}/start/: 2</c>, in the order of the API's documentation,
    /// then any other.
    /// </summary>
    public IReadOnlyList<string> RequestSummary => RequestTally.Of(Requests);

    /// <summary>The largest number of requests that were under way at once; each is until its answer was taken whole, or dropped.</summary>
    public int PeakRequestsInFlight => _log.PeakInFlight;

    /// <summary>How many requests a fault holds now, or lets hang.</summary>
    public int HeldRequests => _held.Count;

    /// <summary>Forgets the requests so far, and the peak.</summary>
    public void ClearRequests() => _log.Clear();

    /// <summary>How many requests in the log fit.</summary>
    /// <param name="method">The HTTP method, in any case.</param>
    /// <param name="pathPattern">A path relative to <c>/api/v1/</c>; <c>{id}</c> stands for any id: <c>servers/{id}/start/</c>.</param>
    /// <returns>The number, from 0.</returns>
    public int CountRequests(string method, string pathPattern) => Requests.Count(Endpoint(method, pathPattern));

    /// <summary>Waits until the log holds so many requests, answered or not.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes then.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public Task WaitForRequestsAsync(int count, CancellationToken cancellationToken = default) =>
        _log.WaitForRequestsAsync(count, cancellationToken);

    /// <summary>Waits until the log holds so many requests that the caller gave up: <see cref="SandboxRequest.Aborted"/>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes then.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public Task WaitForAbortsAsync(int count, CancellationToken cancellationToken = default) =>
        _log.WaitForAbortsAsync(count, cancellationToken);

    /// <summary>Waits until no request is under way.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes then.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public Task WaitUntilIdleAsync(CancellationToken cancellationToken = default) => _log.WaitUntilIdleAsync(cancellationToken);

    /// <summary>Lets something go wrong with the next matching requests. Of several faults that match, the oldest strikes.</summary>
    /// <param name="fault">What, and where. A copy is taken.</param>
    /// <exception cref="ArgumentException">A value of the fault makes no sense.</exception>
    public void InjectFault(SandboxFault fault) => _faults.Add(fault);

    /// <summary>Lets the next matching requests fail.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="pathPattern">A path relative to <c>/api/v1/</c>, such as <c>servers/{id}/start/</c>.</param>
    /// <param name="kind">What goes wrong.</param>
    /// <param name="times">How many requests it strikes.</param>
    /// <param name="status">The HTTP status, where the fault makes up an answer.</param>
    /// <exception cref="ArgumentException">A value makes no sense.</exception>
    public void FailNext(string method, string pathPattern, SandboxFaultKind kind, int times = 1, int? status = null) =>
        InjectFault(new SandboxFault { Method = method, PathPattern = pathPattern, Kind = kind, Times = times, Status = status });

    /// <summary>Takes back every fault that has not struck. What is held stays held.</summary>
    public void ClearFaults() => _faults.Clear();

    /// <summary>Waits until so many requests are held, or hang, at once. One that was to be acted on first has been.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes then.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public Task WaitForHeldAsync(int count, CancellationToken cancellationToken = default) => _held.WaitForAsync(count, cancellationToken);

    /// <summary>Lets held requests go on, the oldest first; those that hang stay. A fault that may strike again holds later ones all the same.</summary>
    /// <param name="count">How many at most.</param>
    /// <returns>How many there were.</returns>
    public int ReleaseHeld(int count = int.MaxValue) => _held.Release(_ => true, count);

    /// <summary>Lets held requests of an endpoint go on, the oldest first.</summary>
    /// <param name="method">The HTTP method, in any case.</param>
    /// <param name="pathPattern">A path relative to <c>/api/v1/</c>, such as <c>servers/12345/</c> or <c>servers/{id}/start/</c>.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>How many there were.</returns>
    public int ReleaseHeld(string method, string pathPattern, int count = int.MaxValue) => _held.Release(Endpoint(method, pathPattern), count);

    private static Func<SandboxRequest, bool> Endpoint(string method, string pathPattern)
    {
        var pattern = new PathPattern(pathPattern);
        return request => string.Equals(request.Method, method, StringComparison.OrdinalIgnoreCase) && pattern.Matches(request.Path);
    }
}
