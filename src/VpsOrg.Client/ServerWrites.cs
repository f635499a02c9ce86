namespace VpsOrg.Client;

/// <summary>
/// What changes a server that there is. An answer is believed where it is the one that the API documents, and about this
/// server; any other success is read back.
/// </summary>
internal sealed class ServerWrites(SendFunnel funnel)
{
    private static HttpMethod Patch { get; } = new("PATCH");

    /// <summary><c>PUT servers/{id}/</c>.</summary>
    public Task<VpsServer> ReplaceAsync(ServerIdentity server, ReplaceServerRequest request, ICallTrace? trace, CancellationToken cancellationToken) =>
        ChangeAsync(server, HttpMethod.Put, WriteVerb.Replace, RequestWriter.Write(request), seen => request.IsShownBy(seen), trace, cancellationToken);

    /// <summary><c>PATCH servers/{id}/</c>.</summary>
    public Task<VpsServer> UpdateAsync(ServerIdentity server, UpdateServerRequest request, ICallTrace? trace, CancellationToken cancellationToken) =>
        request.IsEmpty
            ? throw new ArgumentException("There is nothing to change: set a name, a host name or backups.", nameof(request))
            : ChangeAsync(server, Patch, WriteVerb.Update, RequestWriter.Write(request), seen => request.IsShownBy(seen), trace, cancellationToken);

    /// <summary><c>DELETE servers/{id}/</c>: done where it answers 204, or where the server is not found afterwards.</summary>
    public async Task DeleteAsync(ServerIdentity server, ICallTrace? trace, CancellationToken cancellationToken)
    {
        var path = Routes.Server(Checked(server.Id));
        var request = new ApiRequest<VpsServerAction>(HttpMethod.Delete, path, ActionReader.For(server.Id))
        {
            Verb = WriteVerb.Delete,
            ServerId = server.Id,
            Expected = server,
            ReadBack = new(server.Id, answer => answer.StatusCode == 204, (answered, seen) => seen is null ? answered ?? new VpsServerAction() : null),
        };
        try
        {
            await funnel.SendAsync(request, trace, cancellationToken).ConfigureAwait(false);
        }
        catch (VpsNotFoundException exception) when (exception.EarlierAttemptMayHaveActed)
        {
            trace?.Write(TraceLevel.Verbose, $"{path} is gone: an earlier attempt deleted it.");
        }
    }

    /// <summary><c>POST servers/{id}/start/</c>.</summary>
    public Task<VpsServerAction> StartAsync(ServerIdentity server, ICallTrace? trace, CancellationToken cancellationToken) =>
        ActAsync(WriteVerb.Start, server, Routes.Start(Checked(server.Id)), [VpsServerStatus.Active, VpsServerStatus.Starting], trace, cancellationToken);

    /// <summary><c>POST servers/{id}/stop/</c>.</summary>
    public Task<VpsServerAction> StopAsync(ServerIdentity server, ICallTrace? trace, CancellationToken cancellationToken) =>
        ActAsync(WriteVerb.Stop, server, Routes.Stop(Checked(server.Id)), [VpsServerStatus.Stopped, VpsServerStatus.Stopping], trace, cancellationToken);

    /// <summary><c>POST servers/{id}/reboot/</c>: it may be over before anybody looks, and then nothing shows it.</summary>
    public Task<VpsServerAction> RebootAsync(ServerIdentity server, ICallTrace? trace, CancellationToken cancellationToken) =>
        ActAsync(WriteVerb.Reboot, server, Routes.Reboot(Checked(server.Id)), [VpsServerStatus.Rebooting], trace, cancellationToken);

    private static VpsId Checked(VpsId id) => RequestRules.Id(id, nameof(id));

    private Task<VpsServerAction> ActAsync(
        WriteVerb verb, ServerIdentity server, string path, string[] done, ICallTrace? trace, CancellationToken cancellationToken)
    {
        var request = new ApiRequest<VpsServerAction>(HttpMethod.Post, path, ActionReader.For(server.Id))
        {
            Verb = verb,
            Body = RequestWriter.Nothing,
            ServerId = server.Id,
            Expected = server,
            ReadBack = new(
                server.Id,
                answer => ActionReader.IsDocumented(answer.StatusCode, answer.Value, done),
                (answered, seen) => seen is not null && Array.Exists(done, one => VpsServerStatus.AreSame(one, seen.Status)) ? Shown(answered, seen) : null)
            { MayLeaveNoTrace = verb == WriteVerb.Reboot },
        };
        return funnel.SendAsync(request, trace, cancellationToken);
    }

    /// <summary>What the server shows, with the API's own words where it said any.</summary>
    private static VpsServerAction Shown(VpsServerAction? answered, VpsServer seen)
    {
        var action = answered ?? new VpsServerAction();
        (action.ServerKey, action.ServerName, action.ServerStatus) = (seen.Key, seen.Name, seen.Status);
        return action;
    }

    private Task<VpsServer> ChangeAsync(
        ServerIdentity server, HttpMethod method, WriteVerb verb, byte[] body, Func<VpsServer, bool> isShown, ICallTrace? trace, CancellationToken cancellationToken)
    {
        var request = new ApiRequest<VpsServer>(method, Routes.Server(Checked(server.Id)), ServerReader.For(server.Id, isWrite: true))
        {
            Verb = verb,
            Body = body,
            ServerId = server.Id,
            Expected = server,
            ReadBack = new(server.Id, answer => answer.StatusCode == 200 && answer.Value.Name is not null, (_, seen) => seen is not null && isShown(seen) ? seen : null),
        };
        return funnel.SendAsync(request, trace, cancellationToken);
    }
}
