using System.Globalization;

namespace VpsOrg.Sandbox;

/// <summary>
/// A pretended VPS.org account: it keeps servers, takes money, and answers as the public documentation says
/// (https://vps.org, Servers API v1). Nothing leaves the process. Thread safe.
/// </summary>
public sealed class SandboxAccount
{
    private readonly SandboxOptions _options;
    private readonly AccountState _state;
    private readonly RequestLog _log = new();
    private readonly FaultQueue _faults = new();
    private readonly HeldRequests _held = new();
    private readonly SandboxDesk _desk;

    /// <summary>Opens an account with the usual options.</summary>
    public SandboxAccount()
        : this(null)
    {
    }

    /// <summary>Opens an account.</summary>
    /// <param name="options">How it starts and behaves; null for the usual. A copy is taken.</param>
    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    public SandboxAccount(SandboxOptions? options)
    {
        _options = (options ?? new SandboxOptions()).CheckedCopy();
        _state = new AccountState(_options);
        _desk = new SandboxDesk(_options, _state, _log, _faults);
    }

    /// <summary>The address to give a client: <c>https://sandbox.invalid/api/v1/</c>. No such host can exist (RFC 2606).</summary>
    public Uri BaseAddress { get; } = new("https://sandbox.invalid/api/v1/");

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

    /// <summary>The money that is left, in the currency of the plans' monthly prices.</summary>
    public decimal Credits
    {
        get
        {
            lock (_state.Gate)
            {
                return _state.Credits;
            }
        }

        set
        {
            lock (_state.Gate)
            {
                _state.Credits = value;
            }
        }
    }

    /// <summary>A new connection to the account. Disposing it leaves the account as it is.</summary>
    /// <returns>A handler for an <see cref="HttpClient"/>; it answers at any host, for paths under <c>/api/v1/</c>.</returns>
    public HttpMessageHandler CreateHandler() => new SandboxHandler(_desk, new FaultPlayer(_held, _options.Clock));

    /// <summary>Forgets the requests so far, and the peak.</summary>
    public void ClearRequests() => _log.Clear();

    /// <summary>How many requests in the log fit.</summary>
    /// <param name="method">The HTTP method, in any case.</param>
    /// <param name="pathPattern">A path relative to <c>/api/v1/</c>; <c>{id}</c> stands for any id: <c>servers/{id}/start/</c>.</param>
    /// <returns>The number, from 0.</returns>
    public int CountRequests(string method, string pathPattern)
    {
        var pattern = new PathPattern(pathPattern);
        return Requests.Count(request => IsTo(method, pattern, request.Method, request.Path));
    }

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

    /// <summary>Adds generated servers.</summary>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public void AddServers(int count)
    {
        if (count < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(count));
        }

        lock (_state.Gate)
        {
            new Seeder(_state.Fleet).Generate(count);
        }
    }

    /// <summary>Adds one server, at no cost. Its name and status may be ones that the API would not take.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="status">Its status, which stays until a request changes it.</param>
    /// <param name="location">The code of its data centre.</param>
    /// <param name="planId">1, 2 or 3.</param>
    /// <param name="osId">From 1 to 6.</param>
    /// <param name="hostname">Its FQDN, if any.</param>
    /// <returns>Its id.</returns>
    /// <exception cref="ArgumentException">There is no such plan or system.</exception>
    public long AddServer(string name, string status = "active", string location = "us-west", int planId = 1, int osId = 5, string? hostname = null)
    {
        var plan = Catalogue.FindPlan(planId) ?? throw new ArgumentException($"There is no plan {planId}.", nameof(planId));
        var system = Catalogue.FindSystem(osId) ?? throw new ArgumentException($"There is no system {osId}.", nameof(osId));
        var now = _options.Clock.UtcNow;
        lock (_state.Gate)
        {
            var id = _state.Fleet.TakeId();
            _state.Fleet.Add(new ServerRecord(id, name, plan, system, location) { Status = status, Hostname = hostname, CreatedAt = now, UpdatedAt = now });
            return id;
        }
    }

    /// <summary>Puts a server into any status, known to the API or not, where it stays until a request changes it.</summary>
    /// <param name="id">The server.</param>
    /// <param name="status">Its new status.</param>
    /// <exception cref="KeyNotFoundException">There is no such server.</exception>
    public void SetServerStatus(long id, string status)
    {
        var now = _options.Clock.UtcNow;
        lock (_state.Gate)
        {
            _state.Fleet.Settle(now);
            var server = _state.Fleet.Find(id) ?? throw new KeyNotFoundException($"There is no server {id}.");
            _state.Fleet.SetStatus(server, status, now);
        }
    }

    /// <summary>Puts a text before the name of every server, so that what a client shows cannot have been prepared.</summary>
    /// <param name="prefix">The text; letters, digits and hyphens keep the names valid.</param>
    public void RenameServers(string prefix)
    {
        var now = _options.Clock.UtcNow;
        lock (_state.Gate)
        {
            foreach (var server in _state.Fleet.Servers)
            {
                _state.Fleet.Change(server, changed => changed.Name = prefix + changed.Name, now);
            }
        }
    }

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
    public int ReleaseHeld(string method, string pathPattern, int count = int.MaxValue)
    {
        var pattern = new PathPattern(pathPattern);
        return _held.Release(request => IsTo(method, pattern, request.Method, request.Path), count);
    }

    /// <summary>Takes back every fault that has not struck. What is held stays held.</summary>
    public void ClearFaults() => _faults.Clear();

    /// <summary>The account in a few words, without its token.</summary>
    /// <returns>The e-mail address and the number of servers.</returns>
    public override string ToString()
    {
        lock (_state.Gate)
        {
            return string.Format(CultureInfo.InvariantCulture, "VPS.org sandbox {0}: {1} servers", _options.AccountEmail, _state.Fleet.Servers.Count);
        }
    }

    private static bool IsTo(string method, PathPattern pattern, string actualMethod, string actualPath) =>
        string.Equals(actualMethod, method, StringComparison.OrdinalIgnoreCase) && pattern.Matches(actualPath);
}
