namespace VpsOrg.Client;

/// <summary>
/// Reads the server that a write is about, by its id: a name that is protected, or is not the expected one, refuses the
/// write. One read serves both. A name that cannot be read is no other than the wrong one.
/// </summary>
/// <param name="reads">Sends the reading.</param>
/// <param name="options">What is protected.</param>
internal sealed class ServerCheck(ISendStep reads, VpsClientOptions options)
{
    /// <summary>Whether a request is of those that are checked.</summary>
    public bool Minds(ApiRequest request) =>
        request.Expected?.Name is not null || (request.Verb is { } verb && !verb.IsHarmless() && options.IsProtected is not null);

    /// <exception cref="VpsGuardException">The request is not to be sent.</exception>
    /// <exception cref="VpsNotFoundException">There is no such server.</exception>
    public async Task CheckAsync(ApiRequest request, CallContext call)
    {
        if (request.ServerId is not { } id)
        {
            // The API may understand more spellings of an id than we do: '+12345' is 12345 to many a framework.
            throw Refusal(VpsGuard.Protected, request, call, "its path does not name a server by its id, so what it changes may be protected");
        }

        call.Guarded = await ReadAsync(id, request, call).ConfigureAwait(false);
        call.GuardedAt = options.Clock.Elapsed;
        var name = call.Guarded.Name;
        if (string.IsNullOrEmpty(name))
        {
            throw Refusal(GuardOf(request), request, call, $"the API gave no name for server {id}, so it may be {Fear(request)}");
        }

        if (request.Expected is { Name: { } claimed } expected && !expected.Fits(name))
        {
            throw VpsGuardException.OtherName(id, claimed, name!, request.Failure(options.Clock.UtcNow));
        }

        if (IsProtection(request) && options.IsProtected!(name!))
        {
            throw Refusal(VpsGuard.Protected, request, call, $"server {id} ('{name}') is protected in this session");
        }
    }

    private async Task<VpsServer> ReadAsync(VpsId id, ApiRequest request, CallContext call)
    {
        try
        {
            return await ServerLook.ReadAsync(reads, id, call).ConfigureAwait(false);
        }
        catch (VpsException exception) when (exception is not VpsNotFoundException and not VpsServerNotSeenException and not VpsUnauthorizedException and not VpsClientClosedException and not VpsRateLimitException)
        {
            throw Refusal(GuardOf(request), request, call, $"the name of server {id} could not be read, so it may be {Fear(request)} ({exception.Message})", exception);
        }
    }

    private VpsGuard GuardOf(ApiRequest request) => IsProtection(request) ? VpsGuard.Protected : VpsGuard.Identity;

    private string Fear(ApiRequest request) => IsProtection(request) ? "protected" : "another than the one that was meant";

    private bool IsProtection(ApiRequest request) => options.IsProtected is not null && request.Verb is { } verb && !verb.IsHarmless();

    private VpsGuardException Refusal(VpsGuard guard, ApiRequest request, CallContext call, string reason, VpsException? cause = null) => new(
        guard,
        $"{request.Method} {request.BarePath} was not sent{(call.Attempts > 0 ? " again" : string.Empty)}: {reason}.",
        request.Failure(options.Clock.UtcNow),
        cause);
}
