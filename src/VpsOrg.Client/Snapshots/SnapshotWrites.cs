namespace VpsOrg.Client;

/// <summary>What takes a snapshot of a server, overwrites a server with one, and deletes one.</summary>
internal sealed class SnapshotWrites(SendFunnel funnel, SnapshotLister lister)
{
    /// <summary><c>POST snapshots/</c>.</summary>
    public Task<VpsSnapshot> CreateAsync(ServerIdentity server, string name, string? description, ICallTrace? trace, CancellationToken cancellationToken)
    {
        var body = new CreateSnapshotRequest(server.Id, name) { Description = description };
        return funnel.SendAsync(
            new ApiRequest<VpsSnapshot>(HttpMethod.Post, Routes.Snapshots, SnapshotReader.ReadCreated)
            {
                Verb = WriteVerb.Snapshot,
                Body = RequestWriter.Write(body),
                ServerId = server.Id,
                Expected = server,
            },
            trace,
            cancellationToken);
    }

    /// <summary><c>POST snapshots/{id}/restore/</c>, of the snapshot that a list, read for this, shows.</summary>
    public async Task<VpsServerAction> RestoreAsync(SnapshotIdentity snapshot, ICallTrace? trace, CancellationToken cancellationToken)
    {
        await FindAsync(snapshot, trace, cancellationToken).ConfigureAwait(false);
        return await funnel.SendAsync(
            new ApiRequest<VpsServerAction>(HttpMethod.Post, Routes.Restore(snapshot.Id), ActionReader.For(snapshot.Server.Id))
            {
                Verb = WriteVerb.Restore,
                Body = RequestWriter.Nothing,
                ServerId = snapshot.Server.Id,
                Expected = snapshot.Server,
            },
            trace,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary><c>DELETE snapshots/{id}/</c>, of the snapshot that a list, read for this, shows.</summary>
    public async Task DeleteAsync(SnapshotIdentity snapshot, ICallTrace? trace, CancellationToken cancellationToken)
    {
        await FindAsync(snapshot, trace, cancellationToken).ConfigureAwait(false);
        await funnel.SendAsync(
            new ApiRequest<object?>(HttpMethod.Delete, Routes.Snapshot(snapshot.Id), read: null)
            {
                Verb = WriteVerb.DeleteSnapshot,
                ServerId = snapshot.Server.Id,
                Expected = snapshot.Server,
            },
            trace,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Who a snapshot is, by a list that is read for this.</summary>
    /// <exception cref="VpsNotFoundException">There is no such snapshot.</exception>
    public async Task<SnapshotIdentity> IdentifyAsync(VpsId id, ICallTrace? trace, CancellationToken cancellationToken)
    {
        var all = await lister.ListAsync(serverId: null, trace, cancellationToken).ConfigureAwait(false);
        return all.FirstOrDefault(one => one.Key == id) is { ServerKey: { } server } snapshot
            ? new SnapshotIdentity(id, snapshot.Name, new ServerIdentity(server))
            : throw new VpsNotFoundException($"There is no snapshot {id}.", new FailureContext());
    }

    private async Task<VpsSnapshot> FindAsync(SnapshotIdentity wanted, ICallTrace? trace, CancellationToken cancellationToken)
    {
        var snapshots = await lister.ListAsync(wanted.Server.Id, trace, cancellationToken).ConfigureAwait(false);
        var found = snapshots.FirstOrDefault(one => one.Key == wanted.Id)
            ?? throw new VpsNotFoundException($"Server {wanted.Server.Id} has no snapshot {wanted.Id}.", new FailureContext());
        return wanted.Fits(found) ? found : throw VpsGuardException.OtherSnapshot(wanted, found);
    }
}
