namespace VpsOrg.Client;

/// <summary>Lists servers: whole, filtered on both sides, and noted as seen.</summary>
internal sealed class ServerLister(SendFunnel funnel, Uri baseAddress, SeenServers seen, Clock clock)
{
    /// <summary>All servers that pass the filter.</summary>
    /// <exception cref="VpsIncompleteListException">Three reads gave no list that agrees with its count.</exception>
    public async Task<IReadOnlyList<VpsServer>> ListAsync(ServerFilter filter, ICallTrace? trace, CancellationToken cancellationToken)
    {
        var begun = clock.Elapsed;
        var servers = (await ReadAsync(filter, trace, cancellationToken).ConfigureAwait(false)).Items;
        seen.NoteAll(servers, Routes.ServerList(filter) == Routes.Servers ? begun : null);
        return servers.All(filter.Matches) ? servers : servers.Where(filter.Matches).ToArray();
    }

    /// <summary>All servers that the API gives for the filter, not yet noted as seen, and its time.</summary>
    /// <exception cref="VpsIncompleteListException">Three reads gave no list that agrees with its count.</exception>
    public async Task<WholeList<VpsServer>> ReadAsync(ServerFilter filter, ICallTrace? trace, CancellationToken cancellationToken)
    {
        var reader = new ListReader<VpsServer>(funnel, baseAddress, Routes.ServerList(filter), ReadServers, server => server.Key);
        var list = await reader.ReadAsync(trace, cancellationToken).ConfigureAwait(false);
        CommonFields.Share(list.Items);
        return list;
    }

    private void ReadServers(AnswerReader answer, List<VpsServer> servers)
    {
        ServerReader.ReadItems(answer, servers);
        servers.ForEach(server => server.Clock = clock);
    }
}
