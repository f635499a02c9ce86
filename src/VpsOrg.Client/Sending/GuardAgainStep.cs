namespace VpsOrg.Client;

/// <summary>
/// The guards once more, before each attempt that comes later than the first look: after a back-off, a 429, or a wait
/// for the session's gate the server may have another name. It reads on the place at the gate that the write has.
/// </summary>
internal sealed class GuardAgainStep(ISendStep next, VpsClientOptions options) : ISendStep
{
    /// <summary>What was read so long ago counts as just read: the time between the look and the first attempt.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly ServerCheck _check = new(new RetryStep(next, options), options);

    public Task<ApiAnswer<T>> SendAsync<T>(ApiRequest<T> request, CallContext call) =>
        call.GuardedAt is { } then && (call.Attempts > 0 || options.Clock.Elapsed - then > Fresh)
            ? SendCheckedAsync(request, call)
            : next.SendAsync(request, call);

    private async Task<ApiAnswer<T>> SendCheckedAsync<T>(ApiRequest<T> request, CallContext call)
    {
        await _check.CheckAsync(request, call).ConfigureAwait(false);
        return await next.SendAsync(request, call).ConfigureAwait(false);
    }
}
