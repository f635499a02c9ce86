using System.Collections.ObjectModel;
using System.Globalization;

namespace VpsOrg.Sandbox;

/// <summary>How often each endpoint was asked.</summary>
internal static class RequestTally
{
    /// <summary>The endpoints of servers, snapshots and backups in the order of the API's documentation.</summary>
    private static readonly ReadOnlyCollection<string> ContractOrder = Array.AsReadOnly(
    [
        "GET servers/",
        "POST servers/",
        "GET servers/{id}/",
        "PUT servers/{id}/",
        "PATCH servers/{id}/",
        "DELETE servers/{id}/",
        "POST servers/{id}/start/",
        "POST servers/{id}/stop/",
        "POST servers/{id}/reboot/",
        "GET snapshots/",
        "POST snapshots/",
        "POST snapshots/{id}/restore/",
        "DELETE snapshots/{id}/",
        "GET backups/",
    ]);

    public static IReadOnlyList<string> Of(IEnumerable<SandboxRequest> requests) => requests
        .GroupBy(request => $"{request.Method} {PathPattern.Fold(request.Path)}")
        .OrderBy(group => RankOf(group.Key))
        .ThenBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => string.Format(CultureInfo.InvariantCulture, "{0}: {1}", group.Key, group.Count()))
        .ToArray();

    private static int RankOf(string endpoint)
    {
        for (var rank = 0; rank < ContractOrder.Count; rank++)
        {
            if (ContractOrder[rank] == endpoint)
            {
                return rank;
            }
        }

        return ContractOrder.Count;
    }
}
