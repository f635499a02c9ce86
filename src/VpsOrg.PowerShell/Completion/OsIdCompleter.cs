using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>Completes ids of operating systems, learnt from the account's servers; shows their names.</summary>
public sealed class OsIdCompleter : ServerCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Suggestion> Suggest(IReadOnlyList<VpsServer> servers) =>
        servers.Select(server => server.OS).OfType<VpsOperatingSystem>().Where(system => system.Id is not null).Select(system =>
        {
            var id = system.Id!.Value.ToString(CultureInfo.InvariantCulture);
            return new Suggestion(id, system.ToString(), $"{id} {system}");
        });
}
