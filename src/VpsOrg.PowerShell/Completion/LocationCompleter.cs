namespace VpsOrg.PowerShell;

/// <summary>Completes the locations that the account's servers are in.</summary>
public sealed class LocationCompleter : ServerCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Suggestion> Suggest(IReadOnlyList<VpsServer> servers) =>
        servers.Where(server => !string.IsNullOrEmpty(server.Location))
            .GroupBy(server => server.Location!)
            .Select(there => new Suggestion(there.Key, FormattableString.Invariant($"{there.Count()} of the account's servers are here")));
}
