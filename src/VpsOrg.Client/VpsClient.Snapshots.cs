namespace VpsOrg.Client;

/// <content>Snapshots and backups.</content>
public sealed partial class VpsClient
{
    private readonly SnapshotLister _snapshotLister;

    /// <summary>What takes, restores and deletes snapshots that are named by more than their ids.</summary>
    internal SnapshotWrites Snapshots { get; }

    /// <summary>Which servers are owed a start.</summary>
    internal StartDebts Debts { get; }

    /// <summary><c>GET snapshots/</c>: all snapshots of a server, or of the account, over all pages, each once.</summary>
    /// <param name="serverId">The server; null for all.</param>
    /// <param name="trace">Where the call tells what it does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="VpsIncompleteListException">The API counts more or fewer snapshots than it gives.</exception>
    public Task<IReadOnlyList<VpsSnapshot>> GetSnapshotsAsync(
        VpsId? serverId = null, ICallTrace? trace = null, CancellationToken cancellationToken = default) =>
        _snapshotLister.ListAsync(Checked(serverId), trace, cancellationToken);

    /// <summary><c>GET backups/</c>: all backups of a server, or of the account, over all pages, each once.</summary>
    /// <param name="serverId">The server; null for all.</param>
    /// <param name="type"><c>manual</c> or <c>automatic</c>; null for both.</param>
    /// <param name="trace">Where the call tells what it does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="VpsIncompleteListException">The API counts more or fewer backups than it gives.</exception>
    public Task<IReadOnlyList<VpsBackup>> GetBackupsAsync(
        VpsId? serverId = null, string? type = null, ICallTrace? trace = null, CancellationToken cancellationToken = default) =>
        _snapshotLister.ListBackupsAsync(Checked(serverId), type, trace, cancellationToken);

    /// <summary>
    /// <c>POST snapshots/</c>: begins to take a snapshot. Never sent twice where the first may have arrived: a snapshot whose
    /// answer is lost is looked for in the list instead.
    /// </summary>
    /// <param name="request">The snapshot to take.</param>
    /// <param name="trace">Where the call tells what it does; a snapshot that had to be looked for is a warning.</param>
    /// <param name="cancellationToken">Gives up waiting; a request that was sent stays sent.</param>
    /// <returns>The snapshot, which is in progress.</returns>
    /// <exception cref="VpsSnapshotOutcomeUnknownException">It may or may not have been begun.</exception>
    /// <exception cref="VpsInvalidRequestException">The API refuses it, e.g. because the server has as many as it may.</exception>
    public Task<VpsSnapshot> CreateSnapshotAsync(
        CreateSnapshotRequest request, ICallTrace? trace = null, CancellationToken cancellationToken = default)
    {
        var wanted = request ?? throw new ArgumentNullException(nameof(request));
        return Snapshots.CreateAsync(new ServerIdentity(wanted.ServerId), wanted.Name, wanted.Description, trace, cancellationToken);
    }

    /// <summary>
    /// <c>POST snapshots/{id}/restore/</c>: overwrites all data of the snapshot's server with the snapshot, for good. Never sent
    /// twice where the first may have arrived.
    /// </summary>
    /// <param name="snapshotId">The snapshot's id.</param>
    /// <param name="trace">Where the call tells what it does.</param>
    /// <param name="cancellationToken">Gives up waiting; a request that was sent stays sent.</param>
    /// <exception cref="VpsNotFoundException">There is no such snapshot.</exception>
    /// <exception cref="VpsRestoreOutcomeUnknownException">It may or may not have been begun.</exception>
    public async Task<VpsServerAction> RestoreSnapshotAsync(
        VpsId snapshotId, ICallTrace? trace = null, CancellationToken cancellationToken = default)
    {
        var snapshot = await Snapshots.IdentifyAsync(RequestRules.Id(snapshotId, nameof(snapshotId)), trace, cancellationToken).ConfigureAwait(false);
        return await Snapshots.RestoreAsync(snapshot, trace, cancellationToken).ConfigureAwait(false);
    }

    /// <summary><c>DELETE snapshots/{id}/</c>: deletes a snapshot for good.</summary>
    /// <param name="snapshotId">The snapshot's id.</param>
    /// <param name="trace">Where the call tells what it does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="VpsNotFoundException">There is no such snapshot.</exception>
    public async Task DeleteSnapshotAsync(VpsId snapshotId, ICallTrace? trace = null, CancellationToken cancellationToken = default)
    {
        var snapshot = await Snapshots.IdentifyAsync(RequestRules.Id(snapshotId, nameof(snapshotId)), trace, cancellationToken).ConfigureAwait(false);
        await Snapshots.DeleteAsync(snapshot, trace, cancellationToken).ConfigureAwait(false);
    }

    private static VpsId? Checked(VpsId? serverId) => serverId is { } id ? RequestRules.Id(id, nameof(serverId)) : null;
}
