using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>Completes ids of servers; shows their names.</summary>
public sealed class ServerIdCompleter : ServerCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Suggestion> Suggest(IReadOnlyList<VpsServer> servers) => servers.Select(server =>
    {
        var id = server.Id.ToString(CultureInfo.InvariantCulture);
        return new Suggestion(id, $"{server}, {server.Status}", $"{id} {server}");
    });
}
