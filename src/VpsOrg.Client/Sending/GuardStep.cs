namespace VpsOrg.Client;

/// <summary>
/// The guards of a session, before anything is sent: a read-only session lets GET through and nothing else; a server
/// whose name, read fresh by its id, is protected takes no write but start. A name that cannot be read is protected.
/// </summary>
internal sealed class GuardStep(ISendStep next, VpsClientOptions options) : ISendStep
{
    public async Task<ApiAnswer<T>> SendAsync<T>(ApiRequest<T> request, CallContext call)
    {
        if (request.Verb is { } verb)
        {
            if (options.ReadOnly)
            {
                throw Refusal(VpsGuard.ReadOnly, request, "this session is read-only");
            }

            if (options.IsProtected is not null && verb != WriteVerb.Start)
            {
                await RefuseProtectedAsync(request, call).ConfigureAwait(false);
            }
        }

        return await next.SendAsync(request, call).ConfigureAwait(false);
    }

    private async Task RefuseProtectedAsync(ApiRequest request, CallContext call)
    {
        if (request.ServerId is not { } id)
        {
            // The API may understand more spellings of an id than we do: '+12345' is 12345 to many a framework.
            if (ApiPath.IsBelowServers(request.Path))
            {
                throw Refusal(VpsGuard.Protected, request, "its path does not name a server by its id, so the server may be protected");
            }

            return;
        }

        var name = await ReadNameAsync(id, request, call).ConfigureAwait(false);
        if (string.IsNullOrEmpty(name))
        {
            throw Refusal(VpsGuard.Protected, request, $"the API gave no name for server {id}, so it may be protected");
        }

        if (options.IsProtected!(name!))
        {
            throw Refusal(VpsGuard.Protected, request, $"server {id} ('{name}') is protected in this session");
        }
    }

    /// <summary>Reads the server's name, on the time of the call that waits for it.</summary>
    private async Task<string?> ReadNameAsync(long id, ApiRequest request, CallContext call)
    {
        var reading = call.OnTheWay();
        try
        {
            var question = new ApiRequest<VpsServer>(HttpMethod.Get, Routes.Server(id), ServerReader.ReadAnswer) { ServerId = id };
            var server = (await next.SendAsync(question, reading).ConfigureAwait(false)).Value;
            return server.Id == id ? server.Name : null; // What describes another server says nothing of this one.
        }
        catch (VpsException exception) when (exception is not VpsNotFoundException and not VpsServerNotSeenException and not VpsUnauthorizedException and not VpsClientClosedException)
        {
            throw Refusal(VpsGuard.Protected, request, $"the name of server {id} could not be read, so it may be protected ({exception.Message})", exception);
        }
        finally
        {
            call.Spend(call.Remaining - reading.Remaining);
        }
    }

    private VpsGuardException Refusal(VpsGuard guard, ApiRequest request, string reason, VpsException? cause = null) => new(
        guard,
        $"{request.Method} {request.BarePath} was not sent: {reason}.",
        request.Failure(options.Clock.UtcNow),
        cause);
}
