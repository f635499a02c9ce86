namespace VpsOrg.PowerShell;

/// <summary>Completes statuses: the known ones, and whatever else the account's servers are in.</summary>
public sealed class StatusCompleter : ServerCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Suggestion> Suggest(IReadOnlyList<VpsServer> servers)
    {
        var counts = servers.Where(server => !string.IsNullOrEmpty(server.Status)).ToLookup(server => server.Status!);
        return VpsServerStatus.Known.Concat(counts.Select(status => status.Key))
            .Select(status => new Suggestion(status, FormattableString.Invariant($"{status}: {counts[status].Count()} servers")));
    }
}
