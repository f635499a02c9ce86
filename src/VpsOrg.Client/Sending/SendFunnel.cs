namespace VpsOrg.Client;

/// <summary>
/// The one way out: every request of a session goes through guard, own order, trail, search, read-back, retry, proof of the
/// token, rate limit, guard again, attempt (time, trace) and transport, in this order.
/// </summary>
internal sealed class SendFunnel : IDisposable
{
    private readonly VpsClientOptions _options;
    private readonly TransportStep _transport;
    private readonly GuardStep _first;

    /// <summary>The funnel of one session.</summary>
    /// <param name="options">How to reach the API.</param>
    /// <param name="baseAddress">The checked root of the API.</param>
    /// <param name="cleaner">Makes texts harmless.</param>
    /// <param name="account">The account, where it is known by now.</param>
    /// <param name="orders">What became of the orders of the account.</param>
    /// <exception cref="ArgumentException">The proxy's address is none.</exception>
    public SendFunnel(VpsClientOptions options, Uri baseAddress, TextCleaner cleaner, Func<string?> account, Func<AccountOrders> orders)
    {
        _options = options;
        if (options.Proxy is { } proxy)
        {
            ProxyAddress.Of(proxy); // Told now, and not with the first request.
        }

        _transport = new TransportStep(options, baseAddress, cleaner);
        var guarded = new GuardAgainStep(new AttemptStep(_transport, options.Clock), options);
        var sure = new ReadBackStep(new RetryStep(new TokenProofStep(new RateLimitStep(guarded, options), options.Clock), options), options);
        Trail = options.LogPath is { } path ? new Trail(path, options.Clock, baseAddress.Authority, account, cleaner) : null;
        var kept = new TrailStep(new SearchStep(sure, options.Clock), Trail, options.Clock);
        _first = new GuardStep(new OwnOrderStep(kept, options.Clock, orders), options);
    }

    /// <summary>The audit trail; null where none is kept.</summary>
    public Trail? Trail { get; }

    /// <summary>Sends a request and gives what its reader made of the answer.</summary>
    /// <exception cref="VpsException">The request failed.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<T> SendAsync<T>(ApiRequest<T> request, ICallTrace? trace, CancellationToken cancellationToken) =>
        (await SendAsync(request, NewCall(trace, cancellationToken)).ConfigureAwait(false)).Value;

    /// <summary>Sends a request as part of a call whose course the caller wants to know.</summary>
    public Task<ApiAnswer<T>> SendAsync<T>(ApiRequest<T> request, CallContext call) => _first.SendAsync(request, call);

    /// <summary>Refuses a request as the guards would, and does not send it.</summary>
    /// <exception cref="VpsGuardException">The request would not be sent.</exception>
    public Task CheckAsync(ApiRequest request, ICallTrace? trace, CancellationToken cancellationToken) =>
        _first.CheckAsync(request, NewCall(trace, cancellationToken));

    /// <summary>A call with the session's time-out.</summary>
    public CallContext NewCall(ICallTrace? trace, CancellationToken cancellationToken) => new(trace, _options.Timeout, cancellationToken);

    /// <summary>A call that can be halted: its cancellation is not its caller's.</summary>
    public CallContext NewCall(ICallTrace? trace, Departure departure, CancellationToken recalled) =>
        new(trace, _options.Timeout, recalled) { Departure = departure };

    /// <summary>What one whole list may have in bytes.</summary>
    public ByteBudget NewListBudget() => new(_options.LongestList);

    public void Dispose() => _transport.Dispose();
}
