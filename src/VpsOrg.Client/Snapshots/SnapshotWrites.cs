namespace VpsOrg.Client;

/// <summary>
/// What takes a snapshot of a server, overwrites a server with one, and deletes one. Before each the list is read: what is to be
/// restored or deleted must be in it as it was named, and what is taken is told by not having been in it.
/// </summary>
internal sealed class SnapshotWrites(SendFunnel funnel, SnapshotLister lister, VpsClientOptions options)
{
    private readonly ClaimedIds _claimed = new();

    /// <summary><c>POST snapshots/</c>: never sent again; looked for where its answer is lost.</summary>
    /// <exception cref="VpsSnapshotOutcomeUnknownException">It may or may not have been begun.</exception>
    public async Task<VpsSnapshot> CreateAsync(ServerIdentity server, string name, string? description, ICallTrace? trace, CancellationToken cancellationToken)
    {
        var wanted = new CreateSnapshotRequest(server.Id, name) { Description = description };
        var (known, date) = await BeforeAsync(server.Id, trace, cancellationToken).ConfigureAwait(false);
        var request = new ApiRequest<VpsSnapshot>(HttpMethod.Post, Routes.Snapshots, SnapshotReader.ReadCreated)
        {
            Verb = WriteVerb.Snapshot,
            Body = RequestWriter.Write(wanted),
            ServerId = server.Id,
            Expected = server,
            SnapshotName = name,
            Search = new SnapshotSearch(lister, wanted, known, date, _claimed),
        };
        var snapshot = await funnel.SendAsync(request, trace, cancellationToken).ConfigureAwait(false);
        snapshot.Clock = options.Clock;
        return snapshot;
    }

    /// <summary><c>POST snapshots/{id}/restore/</c>: never sent again; judged by the server where its answer is lost.</summary>
    /// <exception cref="VpsNotFoundException">There is no such snapshot, or no such server.</exception>
    /// <exception cref="VpsGuardException">The snapshot has another name.</exception>
    /// <exception cref="VpsRestoreOutcomeUnknownException">It may or may not have been begun.</exception>
    public async Task<VpsServerAction> RestoreAsync(SnapshotIdentity snapshot, ICallTrace? trace, CancellationToken cancellationToken)
    {
        await FindAsync(snapshot, trace, cancellationToken).ConfigureAwait(false);
        var before = options.ReadOnly ? null : await funnel.SendAsync(ServerLook.Question(snapshot.Server.Id), trace, cancellationToken).ConfigureAwait(false);
        var request = new ApiRequest<VpsServerAction>(HttpMethod.Post, Routes.Restore(snapshot.Id), ActionReader.ForRestore(snapshot))
        {
            Verb = WriteVerb.Restore,
            Body = RequestWriter.Nothing,
            ServerId = snapshot.Server.Id,
            Expected = snapshot.Server,
            SnapshotId = snapshot.Id,
            SnapshotName = snapshot.Name,
            Search = new RestoreSearch(funnel, snapshot, VpsServerStatus.AreSame(before?.Status, VpsServerStatus.Restoring)),
        };
        return await funnel.SendAsync(request, trace, cancellationToken).ConfigureAwait(false);
    }

    /// <summary><c>DELETE snapshots/{id}/</c>: done where it answers 204, or where a whole list does not show it any more.</summary>
    /// <exception cref="VpsNotFoundException">There is no such snapshot, and no earlier attempt of this call can have deleted it.</exception>
    /// <exception cref="VpsGuardException">The snapshot has another name.</exception>
    public async Task DeleteAsync(SnapshotIdentity snapshot, ICallTrace? trace, CancellationToken cancellationToken)
    {
        await FindAsync(snapshot, trace, cancellationToken).ConfigureAwait(false);
        var request = new ApiRequest<VpsServerAction>(HttpMethod.Delete, Routes.Snapshot(snapshot.Id), ActionReader.ForDeletion)
        {
            Verb = WriteVerb.DeleteSnapshot,
            ServerId = snapshot.Server.Id,
            Expected = snapshot.Server,
            SnapshotId = snapshot.Id,
            SnapshotName = snapshot.Name,
            Search = new DeletionSearch(lister, snapshot),
        };
        await funnel.SendAsync(request, trace, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Who a snapshot is, by a list that is read for this.</summary>
    /// <exception cref="VpsNotFoundException">There is no such snapshot, or the list does not say whose it is.</exception>
    public async Task<SnapshotIdentity> IdentifyAsync(VpsId id, ICallTrace? trace, CancellationToken cancellationToken)
    {
        var all = await lister.ListAsync(serverId: null, trace, cancellationToken).ConfigureAwait(false);
        return all.FirstOrDefault(one => one.Key == id) switch
        {
            { ServerKey: { } server } snapshot => new SnapshotIdentity(id, snapshot.Name, new ServerIdentity(server)),
            null => throw Missing($"There is no snapshot {id}."),
            _ => throw Missing($"The list of snapshots does not say to which server snapshot {id} belongs."),
        };
    }

    /// <summary>The snapshots before a new one. The guard refuses a read-only session before anything is read for it.</summary>
    private async Task<(IReadOnlyList<VpsSnapshot> Known, DateTimeOffset? Date)> BeforeAsync(VpsId server, ICallTrace? trace, CancellationToken cancellationToken) =>
        options.ReadOnly ? ([], null) : await lister.ReadAsync(server, trace, cancellationToken).ConfigureAwait(false);

    private static VpsNotFoundException Missing(string message) => new(message, new FailureContext());

    /// <exception cref="VpsNotFoundException">The server has no such snapshot.</exception>
    /// <exception cref="VpsGuardException">Its name is another.</exception>
    private async Task FindAsync(SnapshotIdentity wanted, ICallTrace? trace, CancellationToken cancellationToken)
    {
        if (options.ReadOnly)
        {
            return; // See BeforeAsync.
        }

        var snapshots = await lister.ListAsync(wanted.Server.Id, trace, cancellationToken).ConfigureAwait(false);
        var found = snapshots.FirstOrDefault(one => one.Key == wanted.Id) ?? throw Missing($"Server {wanted.Server.Id} has no snapshot {wanted.Id}.");
        if (!wanted.Fits(found))
        {
            throw VpsGuardException.OtherSnapshot(wanted, found);
        }
    }
}
