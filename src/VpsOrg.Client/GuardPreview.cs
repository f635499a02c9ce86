namespace VpsOrg.Client;

/// <summary>What the guards of a session say of a write that is only thought of: the same as of the one that is sent.</summary>
internal sealed class GuardPreview(SendFunnel funnel)
{
    /// <summary>Refuses the order of a server, where the session would.</summary>
    /// <exception cref="VpsGuardException">It would not be sent.</exception>
    public Task CheckOrderAsync(ICallTrace? trace, CancellationToken cancellationToken) =>
        CheckAsync(HttpMethod.Post, Routes.Servers, WriteVerb.Create, serverId: null, trace, cancellationToken);

    /// <summary>Refuses a snapshot of a server, where the session would.</summary>
    /// <exception cref="VpsGuardException">It would not be sent.</exception>
    public Task CheckSnapshotAsync(VpsId serverId, ICallTrace? trace, CancellationToken cancellationToken) =>
        CheckAsync(HttpMethod.Post, Routes.Snapshots, WriteVerb.Snapshot, serverId, trace, cancellationToken);

    /// <summary>Refuses the restore of a snapshot, where the session would.</summary>
    /// <exception cref="VpsGuardException">It would not be sent.</exception>
    public Task CheckRestoreAsync(SnapshotIdentity snapshot, ICallTrace? trace, CancellationToken cancellationToken) =>
        CheckAsync(HttpMethod.Post, Routes.Restore(snapshot.Id), WriteVerb.Restore, snapshot.Server.Id, trace, cancellationToken);

    /// <summary>Refuses the deletion of a snapshot, where the session would.</summary>
    /// <exception cref="VpsGuardException">It would not be sent.</exception>
    public Task CheckDeleteAsync(SnapshotIdentity snapshot, ICallTrace? trace, CancellationToken cancellationToken) =>
        CheckAsync(HttpMethod.Delete, Routes.Snapshot(snapshot.Id), WriteVerb.DeleteSnapshot, snapshot.Server.Id, trace, cancellationToken);

    /// <summary>Refuses to delete any snapshot of a server, where the session would.</summary>
    /// <exception cref="VpsGuardException">It would not be sent.</exception>
    public Task CheckRotationAsync(VpsId serverId, ICallTrace? trace, CancellationToken cancellationToken) =>
        CheckAsync(HttpMethod.Delete, Routes.Snapshots, WriteVerb.DeleteSnapshot, serverId, trace, cancellationToken);

    /// <summary>Refuses a write of one server, where the session would; a protected name is read fresh.</summary>
    /// <exception cref="VpsGuardException">It would not be sent.</exception>
    public Task CheckAsync(WriteVerb verb, VpsId id, ICallTrace? trace, CancellationToken cancellationToken)
    {
        var (method, path) = verb switch
        {
            WriteVerb.Start => (HttpMethod.Post, Routes.Start(id)),
            WriteVerb.Stop => (HttpMethod.Post, Routes.Stop(id)),
            WriteVerb.Reboot => (HttpMethod.Post, Routes.Reboot(id)),
            WriteVerb.Replace => (HttpMethod.Put, Routes.Server(id)),
            WriteVerb.Update => (new HttpMethod("PATCH"), Routes.Server(id)),
            WriteVerb.Delete => (HttpMethod.Delete, Routes.Server(id)),
            _ => throw new ArgumentOutOfRangeException(nameof(verb), verb, "This is no write of one server."),
        };
        return CheckAsync(method, path, verb, id, trace, cancellationToken);
    }

    private Task CheckAsync(HttpMethod method, string path, WriteVerb verb, VpsId? serverId, ICallTrace? trace, CancellationToken cancellationToken) =>
        funnel.CheckAsync(new ApiRequest<object?>(method, path, read: null) { Verb = verb, ServerId = serverId }, trace, cancellationToken);
}
