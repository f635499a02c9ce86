namespace VpsOrg.Client;

/// <summary>
/// Lists snapshots and backups: whole, and of the server that was asked for alone, whatever the API makes of the filter.
/// </summary>
internal sealed class SnapshotLister(SendFunnel funnel, Uri baseAddress, Clock clock)
{
    /// <summary>The snapshots of a server, or of all.</summary>
    /// <exception cref="VpsIncompleteListException">Three reads gave no list that agrees with its count.</exception>
    public async Task<IReadOnlyList<VpsSnapshot>> ListAsync(VpsId? serverId, ICallTrace? trace, CancellationToken cancellationToken) =>
        (await ReadAsync(serverId, trace, cancellationToken).ConfigureAwait(false)).Items;

    /// <summary>The same, and the API's time.</summary>
    public async Task<(IReadOnlyList<VpsSnapshot> Items, DateTimeOffset? Date)> ReadAsync(VpsId? serverId, ICallTrace? trace, CancellationToken cancellationToken)
    {
        var reader = new ListReader<VpsSnapshot>(funnel, baseAddress, Routes.SnapshotList(serverId), ReadItems, snapshot => snapshot.Key);
        var (all, date) = await reader.ReadAsync(trace, cancellationToken).ConfigureAwait(false);
        var snapshots = Of(serverId, all, snapshot => snapshot.ServerKey);
        CommonFields.Share(snapshots);
        return (snapshots, date);

        void ReadItems(AnswerReader answer, List<VpsSnapshot> items)
        {
            SnapshotReader.ReadItems(answer, items);
            items.ForEach(item => item.Clock = clock);
            items.ForEach(item => RefuseOtherKind(serverId, item.ServerKey));
        }
    }

    /// <summary>The backups of a server, or of all, of one type or of any.</summary>
    /// <exception cref="VpsIncompleteListException">Three reads gave no list that agrees with its count.</exception>
    public async Task<IReadOnlyList<VpsBackup>> ListBackupsAsync(VpsId? serverId, string? type, ICallTrace? trace, CancellationToken cancellationToken)
    {
        var reader = new ListReader<VpsBackup>(funnel, baseAddress, Routes.BackupList(serverId, type), ReadItems, backup => backup.Key);
        var all = (await reader.ReadAsync(trace, cancellationToken).ConfigureAwait(false)).Items;
        var backups = Of(serverId, all, backup => backup.ServerKey)
            .Where(backup => type is null || string.Equals(type, backup.Type, StringComparison.OrdinalIgnoreCase)).ToArray();
        CommonFields.Share(backups);
        return backups;

        void ReadItems(AnswerReader answer, List<VpsBackup> items)
        {
            BackupReader.ReadItems(answer, items);
            items.ForEach(item => item.Clock = clock);
            items.ForEach(item => RefuseOtherKind(serverId, item.ServerKey));
        }
    }

    private static IReadOnlyList<T> Of<T>(VpsId? serverId, IReadOnlyList<T> items, Func<T, VpsId?> serverOf) =>
        serverId is null ? items : items.Where(item => serverOf(item) == serverId).ToArray();

    /// <summary>Text, where ids are numbers, or a number where they are text, does not tell whether it is the same server: nothing is left out on such a word.</summary>
    private static void RefuseOtherKind(VpsId? asked, VpsId? found)
    {
        if (asked is { } wanted && found is { } other && wanted.Number is null != other.Number is null)
        {
            throw new UnreadableBodyException($"it names a server by the id '{other}', so it cannot be told what belongs to server {wanted}");
        }
    }
}
