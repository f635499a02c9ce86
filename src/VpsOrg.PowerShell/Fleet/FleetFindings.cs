namespace VpsOrg.PowerShell;

/// <summary>What a comparison found.</summary>
/// <param name="Comparison">The rows, and the servers that a list showed.</param>
/// <param name="Looks">The details that the rows needed.</param>
internal sealed record FleetFindings(FleetComparison Comparison, IReadOnlyDictionary<VpsId, FleetLook> Looks)
{
    /// <summary>Each row with its differences, in the order of the rows.</summary>
    public IEnumerable<(FleetMatch Match, IReadOnlyList<VpsServerDifference> Differences)> Rows =>
        Comparison.Matches.Select(match => (match, Comparison.Judge(match, Looks)));

    /// <summary>The servers that would be changed by what only a list said of them.</summary>
    public IReadOnlyCollection<VpsId> Unconfirmed =>
    [
        .. from row in Rows
           let plan = new RowPlan(row.Match.Row, row.Differences)
           where row.Match.Id is { } id && !Looks.ContainsKey(id) && (plan.Status is not null || plan.Changes.Any())
           select row.Match.Id!.Value,
    ];

    /// <summary>The server of a row, as it was last seen.</summary>
    public VpsServer? ServerOf(FleetMatch match) => match.Id is { } id && Looks.TryGetValue(id, out var look) ? look.Server : match.Server;

    /// <summary>The same with more details.</summary>
    public FleetFindings With(IReadOnlyDictionary<VpsId, FleetLook> more) => this with { Looks = Looks.Concat(more).ToDictionary(look => look.Key, look => look.Value) };
}
