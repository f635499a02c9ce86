namespace VpsOrg.PowerShell;

/// <summary>What a comparison found.</summary>
/// <param name="Comparison">The rows, and the servers that a list showed.</param>
/// <param name="Looks">The details that the rows needed.</param>
internal sealed record FleetFindings(FleetComparison Comparison, IReadOnlyDictionary<VpsId, FleetLook> Looks)
{
    /// <summary>Each row with its differences, in the order of the rows.</summary>
    public IEnumerable<(FleetMatch Match, IReadOnlyList<VpsServerDifference> Differences)> Rows =>
        Comparison.Matches.Select(match => (match, Comparison.Judge(match, Looks)));
}
