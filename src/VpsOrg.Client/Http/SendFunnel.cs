namespace VpsOrg.Client;

/// <summary>
/// The one way out: every request of a session goes retry → rate limit → attempt (time, trace) → transport.
/// </summary>
internal sealed class SendFunnel : IDisposable
{
    private readonly VpsClientOptions _options;
    private readonly TransportStep _transport;
    private readonly RetryStep _first;

    public SendFunnel(VpsClientOptions options, Uri baseAddress, TextCleaner cleaner)
    {
        _options = options;
        _transport = new TransportStep(options, baseAddress, cleaner);
        _first = new RetryStep(new RateLimitStep(new AttemptStep(_transport, options.Clock), options), options);
    }

    /// <summary>Sends a request and gives what its reader made of the answer.</summary>
    /// <exception cref="VpsException">The request failed.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<T> SendAsync<T>(ApiRequest request, ICallTrace? trace, CancellationToken cancellationToken) =>
        (T)(await SendAsync(request, NewCall(trace, cancellationToken)).ConfigureAwait(false)).Value!;

    /// <summary>Sends a request as part of a call whose course the caller wants to know.</summary>
    public Task<ApiAnswer> SendAsync(ApiRequest request, Call call) => _first.SendAsync(request, call);

    /// <summary>A call with the session's time-out.</summary>
    public Call NewCall(ICallTrace? trace, CancellationToken cancellationToken) => new(trace, _options.Timeout, cancellationToken);

    public void Dispose() => _transport.Dispose();
}
