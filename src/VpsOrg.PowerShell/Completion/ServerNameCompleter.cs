using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>Completes names of servers.</summary>
public sealed class ServerNameCompleter : ServerCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Suggestion> Suggest(IReadOnlyList<VpsServer> servers) =>
        servers.Where(server => !string.IsNullOrEmpty(server.Name)).Select(server => new Suggestion(
            server.Name!, string.Format(CultureInfo.InvariantCulture, "{0}, {1}, {2}", server.Id, server.Status, server.Location)));
}
