namespace VpsOrg.Client;

/// <summary>
/// The guards of a session, before anything is sent: a read-only session lets GET through and nothing else; a server
/// whose name, read fresh by its id, is protected takes no write but start, and one that is not the expected one none.
/// </summary>
internal sealed class GuardStep(ISendStep next, VpsClientOptions options) : ISendStep
{
    private readonly ServerCheck _check = new(next, options);

    public Task<ApiAnswer<T>> SendAsync<T>(ApiRequest<T> request, CallContext call) =>
        IsReadOnly(request) || Minds(request) ? SendCheckedAsync(request, call) : next.SendAsync(request, call);

    /// <summary>Refuses what the session does not let through, and sends no write.</summary>
    /// <exception cref="VpsGuardException">The request is not to be sent.</exception>
    public async Task CheckAsync(ApiRequest request, CallContext call)
    {
        if (IsReadOnly(request))
        {
            throw new VpsGuardException(
                VpsGuard.ReadOnly,
                $"{request.Method} {request.BarePath} was not sent: this session is read-only.",
                request.Failure(options.Clock.UtcNow),
                cause: null);
        }

        if (Minds(request))
        {
            await _check.CheckAsync(request, call).ConfigureAwait(false);
        }
    }

    private async Task<ApiAnswer<T>> SendCheckedAsync<T>(ApiRequest<T> request, CallContext call)
    {
        await CheckAsync(request, call).ConfigureAwait(false);
        return await next.SendAsync(request, call).ConfigureAwait(false);
    }

    private bool IsReadOnly(ApiRequest request) => request.Verb is not null && options.ReadOnly;

    /// <summary>An order names no server that there is; any other write that names none may be about any.</summary>
    private bool Minds(ApiRequest request) => _check.Minds(request) && request.Verb != WriteVerb.Create;
}
