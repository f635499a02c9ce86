namespace VpsOrg.Client;

/// <summary>What would bring the server of one row to what the row wants. Nothing is replaced, and what nobody knows is not touched.</summary>
/// <param name="Row">The row.</param>
/// <param name="Differences">How its server differs.</param>
internal sealed record RowPlan(FleetRow Row, IReadOnlyList<VpsServerDifference> Differences)
{
    /// <summary>The differences that keep the row from being touched at all.</summary>
    public IEnumerable<VpsServerDifference> Obstacles => Differences.Where(IsObstacle);

    /// <summary>Whether a server is to be ordered.</summary>
    public bool Orders => !Obstacles.Any() && Differences.Any(one => one.Kind == VpsDifferenceKind.Missing);

    /// <summary>The differences that a change of the server's fields ends.</summary>
    public IEnumerable<VpsServerDifference> Changes =>
        Obstacles.Any() ? [] : Differences.Where(one => one.Kind is VpsDifferenceKind.Different or VpsDifferenceKind.Renamed && one.Property != nameof(FleetRow.Status));

    /// <summary>The status that the server is to be brought to; null where it is there.</summary>
    public string? Status => Obstacles.Any() ? null : Differences.FirstOrDefault(one => one.Property == nameof(FleetRow.Status))?.Desired as string;

    /// <summary>Whether the row's server is there.</summary>
    public bool IsFound => Row.Fault is null && !Differences.Any(one => one.Kind == VpsDifferenceKind.Missing);

    private static bool IsObstacle(VpsServerDifference one) => one.Kind switch
    {
        VpsDifferenceKind.Missing => one.Key is not null || one.Perhaps is not null,
        VpsDifferenceKind.Renamed => one.Why is not null,
        VpsDifferenceKind.Different => false,
        _ => true,
    };
}
