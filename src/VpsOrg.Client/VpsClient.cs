namespace VpsOrg.Client;

/// <summary>
/// A client of the VPS.org servers API: one method an endpoint. Safe for many threads at once; keep one a session.
/// </summary>
/// <remarks>
/// Every method throws <see cref="VpsException"/> (a type a cause) where the call fails,
/// <see cref="OperationCanceledException"/> where the caller gives up, and <see cref="ArgumentException"/> for values
/// that the API's page does not allow, before anything is sent.
/// </remarks>
public sealed partial class VpsClient : IDisposable
{
    private readonly SendFunnel _funnel;
    private readonly ServerLister _lister;
    private readonly ServerOrders _orders;
    private readonly ApiInvoker _invoker;
    private readonly SeenServers _seen;
    private readonly RememberedServers _remembered;
    private readonly TakenNames _taken;
    private readonly string _token;

    /// <summary>A client with its own connections and rate gate.</summary>
    /// <param name="options">How to reach the API.</param>
    /// <exception cref="ArgumentException">The options cannot be used; the message says what is allowed.</exception>
    public VpsClient(VpsClientOptions options)
    {
        Options = options ?? throw new ArgumentNullException(nameof(options));
        if (options.Timeout <= TimeSpan.Zero || options.Timeout > TimeSpan.FromDays(1))
        {
            throw new ArgumentException("The time-out of a call must be more than 0 seconds and at most one day.");
        }

        if (options.MaximumRetryCount < 0)
        {
            throw new ArgumentException("The number of retries must be 0 or greater.");
        }

        BaseAddress = Origin.Checked(options.BaseAddress ?? throw new ArgumentException("The client needs an address."), options.AllowInsecure);
        Cleaner = new TextCleaner(options.Token?.Reveal());
        _token = options.Token?.Fingerprint() ?? "none";
        _funnel = new SendFunnel(options, BaseAddress, Cleaner, () => AccountEmail, () => AccountOrders);
        _seen = new SeenServers();
        _lister = new ServerLister(_funnel, BaseAddress, _seen, options.Clock);
        Writes = new ServerWrites(_funnel);
        _snapshotLister = new SnapshotLister(_funnel, BaseAddress, options.Clock);
        Debts = new StartDebts(_funnel, options.Clock);
        _invoker = new ApiInvoker(_funnel, BaseAddress, Cleaner, new SnapshotOwners(_snapshotLister, options, Cleaner));
        Snapshots = new SnapshotWrites(_funnel, _snapshotLister, options);
        Guards = new GuardPreview(_funnel);
        var elsewhere = new OrdersElsewhere(_funnel, options.Clock);
        var doubts = new OrderDoubts(_lister, elsewhere, options.Clock);
        _remembered = new RememberedServers(_funnel, doubts, () => AccountOrders, options);
        _taken = new TakenNames(_remembered, (server, trace, token) => GetServerAsync(server.Key, trace, token));
        _orders = new ServerOrders(new OrderPlacement(_funnel, _lister, _seen, doubts, elsewhere, _remembered, options));
    }

    /// <summary>The root of the API, with its last slash.</summary>
    public Uri BaseAddress { get; }

    internal VpsClientOptions Options { get; }

    /// <summary>What changes a server that is named by more than its id.</summary>
    internal ServerWrites Writes { get; }

    /// <summary>What the session would refuse.</summary>
    internal GuardPreview Guards { get; }

    /// <summary>Keeps the session's token out of texts.</summary>
    internal TextCleaner Cleaner { get; }

    /// <summary>The account, once <see cref="GetAccountAsync"/> has told it.</summary>
    internal string? AccountEmail { get; private set; }

    /// <summary>What became of the orders of this account.</summary>
    private AccountOrders AccountOrders => Options.Ledger.Of(BaseAddress.Authority, _token, AccountEmail);

    /// <summary><c>GET account/me/</c>: whose token this is and what it may do.</summary>
    /// <param name="trace">Where the call tells what it does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="VpsNotFoundException">This host has no such endpoint; the token may be good all the same.</exception>
    public async Task<VpsAccount> GetAccountAsync(ICallTrace? trace = null, CancellationToken cancellationToken = default)
    {
        var request = new ApiRequest<VpsAccount>(HttpMethod.Get, Routes.Account, AccountReader.ReadAnswer);
        var account = await _funnel.SendAsync(request, trace, cancellationToken).ConfigureAwait(false);
        AccountEmail = account.Email;
        return account;
    }

    /// <summary><c>GET servers/</c>: all servers that pass the filter, over all pages, each once.</summary>
    /// <param name="filter">Which servers; null for all.</param>
    /// <param name="trace">Where the call tells what it does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="VpsIncompleteListException">The API counts more or fewer servers than it gives.</exception>
    public Task<IReadOnlyList<VpsServer>> GetServersAsync(
        ServerFilter? filter = null, ICallTrace? trace = null, CancellationToken cancellationToken = default) =>
        _lister.ListAsync(filter ?? new ServerFilter(), trace, cancellationToken);

    /// <summary><c>GET servers/{id}/</c>: one server in detail.</summary>
    /// <param name="id">The server's id, 1 or greater.</param>
    /// <param name="trace">Where the call tells what it does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="VpsNotFoundException">There is no such server.</exception>
    public Task<VpsServer> GetServerAsync(VpsId id, ICallTrace? trace = null, CancellationToken cancellationToken = default) =>
        NotedAsync(ReadAsync(ServerLook.Question(RequestRules.Id(id, nameof(id))), _funnel.NewCall(trace, cancellationToken)));

    /// <summary>
    /// <c>POST servers/</c>: orders a server. Never sent twice where the first may have arrived: an order whose answer
    /// is lost is looked for in the list instead.
    /// </summary>
    /// <param name="request">The server to deploy.</param>
    /// <param name="trace">Where the call tells what it does; a server that had to be looked for is a warning.</param>
    /// <param name="cancellationToken">Gives up waiting; an order that was sent stays sent.</param>
    /// <exception cref="VpsCreateOutcomeUnknownException">The order may or may not have been placed.</exception>
    /// <exception cref="VpsInsufficientCreditsException">The credits do not cover it.</exception>
    public Task<VpsServer> CreateServerAsync(
        CreateServerRequest request, ICallTrace? trace = null, CancellationToken cancellationToken = default) =>
        CreateServerAsync(request, options: null, trace, cancellationToken);

    /// <summary><inheritdoc cref="CreateServerAsync(CreateServerRequest, ICallTrace?, CancellationToken)" path="/summary"/></summary>
    /// <param name="request">The server to deploy.</param>
    /// <param name="options">How to order it; null for the usual way.</param>
    /// <param name="trace">Where the call tells what it does; a server that had to be looked for is a warning.</param>
    /// <param name="cancellationToken">
    /// Gives up at once. An order that has not left is not sent. One that may have left goes on without the caller, also
    /// beyond <see cref="Dispose"/>: <see cref="OpenOrders"/> has it until its answer comes, then
    /// <see cref="TakeEndedOrders"/>.
    /// </param>
    /// <exception cref="VpsCreateOutcomeUnknownException">The order may or may not have been placed.</exception>
    /// <exception cref="VpsInsufficientCreditsException">The credits do not cover it.</exception>
    /// <exception cref="VpsOrderInDoubtException">Nobody knows yet what became of an earlier order of that name.</exception>
    public async Task<VpsServer> CreateServerAsync(
        CreateServerRequest request, VpsOrderOptions? options, ICallTrace? trace = null, CancellationToken cancellationToken = default) =>
        (await OrderServerAsync(request, options ?? new VpsOrderOptions(), trace, cancellationToken).ConfigureAwait(false)).Server;

    /// <summary>The same, and whether an earlier order made the server.</summary>
    internal Task<(VpsServer Server, bool WasThere)> OrderServerAsync(
        CreateServerRequest request, VpsOrderOptions options, ICallTrace? trace, CancellationToken cancellationToken) =>
        _orders.PlaceAsync(request ?? throw new ArgumentNullException(nameof(request)), options, trace, cancellationToken);

    /// <summary>The server of a name that an order of this process made, where it is still there; null where none is known.</summary>
    /// <exception cref="VpsOrderInDoubtException">Nobody knows yet what became of an order of that name.</exception>
    internal Task<VpsServer?> RememberedServerAsync(string name, bool despiteDoubt, ICallTrace trace, CancellationToken cancellationToken) =>
        _remembered.FindInTurnAsync(name, despiteDoubt, trace, cancellationToken);

    /// <inheritdoc cref="KnownServers.ReadAfreshAsync"/>
    internal Task<IReadOnlyList<VpsServer>> ListForOrdersAsync(ICallTrace trace, CancellationToken cancellationToken) => _orders.ListAsync(trace, cancellationToken);

    /// <inheritdoc cref="TakenNames.FindAsync"/>
    internal Task<VpsServer?> FindByTakenNameAsync(
        string name, IReadOnlyList<VpsServer> listed, bool despiteDoubt, ICallTrace trace, CancellationToken cancellationToken) =>
        _taken.FindAsync(name, listed, despiteDoubt, trace, cancellationToken);

    /// <summary>The orders that may have arrived and whose answers have not come, those included that nobody waits for.</summary>
    public IReadOnlyList<VpsOrder> OpenOrders => _orders.Open;

    /// <summary>The orders that have ended since the last call and whose caller had given up waiting: each is handed out once.</summary>
    public IReadOnlyList<VpsOrder> TakeEndedOrders() => _orders.TakeEnded();

    /// <inheritdoc cref="OrderBook.GiveBack"/>
    internal void GiveBackOrders(IEnumerable<VpsOrder> untold) => _orders.GiveBack(untold);

    /// <inheritdoc cref="OrderBook.TakeAll"/>
    internal IReadOnlyList<VpsOrder> TakeAllOrders() => _orders.TakeAll();

    /// <summary><c>PUT servers/{id}/</c>: replaces the whole configuration.</summary>
    /// <param name="id">The server's id, 1 or greater.</param>
    /// <param name="request">The whole configuration.</param>
    /// <param name="trace">Where the call tells what it does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<VpsServer> ReplaceServerAsync(
        VpsId id, ReplaceServerRequest request, ICallTrace? trace = null, CancellationToken cancellationToken = default) =>
        NotedAsync(Writes.ReplaceAsync(new ServerIdentity(id), request ?? throw new ArgumentNullException(nameof(request)), trace, cancellationToken));

    /// <summary><c>PATCH servers/{id}/</c>: changes only the fields that are set.</summary>
    /// <param name="id">The server's id, 1 or greater.</param>
    /// <param name="request">The fields to change, one at least.</param>
    /// <param name="trace">Where the call tells what it does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">No field is set.</exception>
    public Task<VpsServer> UpdateServerAsync(
        VpsId id, UpdateServerRequest request, ICallTrace? trace = null, CancellationToken cancellationToken = default) =>
        NotedAsync(Writes.UpdateAsync(new ServerIdentity(id), request ?? throw new ArgumentNullException(nameof(request)), trace, cancellationToken));

    /// <summary><c>DELETE servers/{id}/</c>: deletes for good.</summary>
    /// <param name="id">The server's id, 1 or greater.</param>
    /// <param name="trace">Where the call tells what it does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="VpsNotFoundException">There was no such server, and no earlier attempt of this call can have deleted it.</exception>
    public Task DeleteServerAsync(VpsId id, ICallTrace? trace = null, CancellationToken cancellationToken = default) =>
        Writes.DeleteAsync(new ServerIdentity(id), trace, cancellationToken);

    /// <summary><c>POST servers/{id}/start/</c>: powers a stopped server on.</summary>
    /// <param name="id">The server's id, 1 or greater.</param>
    /// <param name="trace">Where the call tells what it does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="VpsInvalidRequestException">It is running already.</exception>
    public Task<VpsServerAction> StartServerAsync(VpsId id, ICallTrace? trace = null, CancellationToken cancellationToken = default) =>
        Writes.StartAsync(new ServerIdentity(id), trace, cancellationToken);

    /// <summary><c>POST servers/{id}/stop/</c>: shuts a running server down gracefully.</summary>
    /// <param name="id">The server's id, 1 or greater.</param>
    /// <param name="trace">Where the call tells what it does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="VpsInvalidRequestException">It is not running.</exception>
    public Task<VpsServerAction> StopServerAsync(VpsId id, ICallTrace? trace = null, CancellationToken cancellationToken = default) =>
        Writes.StopAsync(new ServerIdentity(id), trace, cancellationToken);

    /// <summary><c>POST servers/{id}/reboot/</c>: restarts a running server gracefully.</summary>
    /// <param name="id">The server's id, 1 or greater.</param>
    /// <param name="trace">Where the call tells what it does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="VpsInvalidRequestException">It is not running.</exception>
    public Task<VpsServerAction> RebootServerAsync(VpsId id, ICallTrace? trace = null, CancellationToken cancellationToken = default) =>
        Writes.RebootAsync(new ServerIdentity(id), trace, cancellationToken);

    /// <summary>
    /// Any endpoint that has no method of its own, with the session's token, retries, guards and redaction. A list that
    /// a GET answers is read whole, unless the path asks for a page itself.
    /// </summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path below <see cref="BaseAddress"/>, with its query.</param>
    /// <param name="body">The body: plain .NET values (dictionaries, lists, texts, numbers, flags), JSON text, or null for none.</param>
    /// <param name="trace">Where the call tells what it does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer as plain .NET values; null where it has no body.</returns>
    /// <exception cref="ArgumentException">The path leads away from the API, or the body cannot be sent as JSON.</exception>
    public Task<object?> InvokeAsync(
        HttpMethod method, string path, object? body = null, ICallTrace? trace = null, CancellationToken cancellationToken = default) =>
        _invoker.InvokeAsync(method ?? throw new ArgumentNullException(nameof(method)), ApiPath.Of(BaseAddress, path ?? throw new ArgumentNullException(nameof(path))), body, trace, cancellationToken);

    /// <inheritdoc cref="InvokeAsync(HttpMethod, string, object?, ICallTrace?, CancellationToken)"/>
    internal Task<object?> InvokeAsync(string method, string path, object? body, ICallTrace? trace, CancellationToken cancellationToken) =>
        InvokeAsync(new HttpMethod(method), path, body, trace, cancellationToken);

    /// <summary>Refuses a write by its path as the guards would, and does not send it.</summary>
    internal Task CheckInvokeAsync(string method, string path, ICallTrace? trace, CancellationToken cancellationToken) =>
        _invoker.CheckAsync(new HttpMethod(method), ApiPath.Of(BaseAddress, path), trace, cancellationToken);

    /// <summary>Lets go of handlers and sockets; a call that is under way ends first.</summary>
    public void Dispose() => _funnel.Dispose();

    private async Task<VpsServer> ReadAsync(ApiRequest<VpsServer> question, CallContext call)
    {
        var answer = await _funnel.SendAsync(question, call).ConfigureAwait(false);
        answer.Value.ReadAt = answer.Date?.UtcDateTime;
        return answer.Value;
    }

    /// <summary>A server that the API described goes by the session's time, and has been seen.</summary>
    internal async Task<VpsServer> NotedAsync(Task<VpsServer> reading)
    {
        var server = await reading.ConfigureAwait(false);
        server.Clock = Options.Clock;
        _seen.Note(server.Key);
        return server;
    }
}
