namespace VpsOrg.Client;

/// <summary>
/// Whose a snapshot is that a path names: in a session that protects servers, a list that is read for this must tell. What it
/// does not tell may be a protected server's.
/// </summary>
internal sealed class SnapshotOwners(SnapshotLister lister, VpsClientOptions options, TextCleaner cleaner)
{
    /// <summary>As long as <c>{}</c>: a body that says no more names no other server.</summary>
    private const int LongestEmptyBody = 2;

    /// <summary>The server of the snapshot that a write is about; null where it is about none, or where nothing is protected.</summary>
    /// <exception cref="VpsGuardException">It cannot be told.</exception>
    public async Task<VpsId?> OfAsync(HttpMethod method, ApiPath path, byte[]? body, ICallTrace? trace, CancellationToken cancellationToken)
    {
        if (options.IsProtected is null || options.ReadOnly || path.SnapshotId is not { } id)
        {
            return null; // A read-only session refuses it before anything is read for it.
        }

        if (body?.Length > LongestEmptyBody)
        {
            throw Refusal(method, path, $"what its body says may be about another server than that of snapshot {id}, and that may be protected");
        }

        return await FindAsync(id, method, path, trace, cancellationToken).ConfigureAwait(false)
            ?? throw Refusal(method, path, $"the list of snapshots does not tell which server snapshot {id} is of, so it may be protected");
    }

    private async Task<VpsId?> FindAsync(VpsId id, HttpMethod method, ApiPath path, ICallTrace? trace, CancellationToken cancellationToken)
    {
        try
        {
            var all = await lister.ListAsync(serverId: null, trace, cancellationToken).ConfigureAwait(false);
            return all.FirstOrDefault(one => one.Key == id)?.ServerKey;
        }
        catch (VpsException exception) when (exception is not VpsUnauthorizedException and not VpsClientClosedException and not VpsRateLimitException)
        {
            throw Refusal(method, path, $"which server snapshot {id} is of could not be read, so it may be protected ({exception.Message})", exception);
        }
    }

    private VpsGuardException Refusal(HttpMethod method, ApiPath path, string reason, VpsException? cause = null)
    {
        var failure = new ApiRequest<object?>(method, path.Path, read: null) { ShownPath = cleaner.RedactAddress(path.Path) }.Failure(options.Clock.UtcNow);
        return new VpsGuardException(VpsGuard.Protected, $"{failure.Method} {failure.Path} was not sent: {reason}.", failure, cause);
    }
}
