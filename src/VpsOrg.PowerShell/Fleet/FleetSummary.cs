using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>Says in one line what a comparison found.</summary>
internal static class FleetSummary
{
    /// <summary>The line: <c>Compared 3 rows with 12 servers at api.example.com: 1 Missing, 2 Different.</c></summary>
    public static string Describe(int rows, int servers, AccountPlace place, IReadOnlyCollection<VpsServerDifference> differences)
    {
        var kinds = VpsDifferenceKind.Known.Select(kind => (kind, Count: differences.Count(one => one.Kind == kind))).Where(one => one.Count > 0)
            .Select(one => FormattableString.Invariant($"{one.Count:N0} {one.kind}"));
        var found = differences.Count == 0 ? "no difference" : string.Join(", ", kinds);
        return $"Compared {Counted(rows, "row")} with {Counted(servers, "server")} at {place}: {found}.";
    }

    private static string Counted(int count, string what) => count.ToString("N0", CultureInfo.InvariantCulture) + " " + what + (count == 1 ? string.Empty : "s");
}
