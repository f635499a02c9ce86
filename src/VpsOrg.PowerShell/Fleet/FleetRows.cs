namespace VpsOrg.PowerShell;

/// <summary>The rows of a file.</summary>
/// <param name="All">The rows, in the order of the file.</param>
/// <param name="Columns">What columns they give.</param>
internal sealed record FleetRows(IReadOnlyList<FleetRow> All, FleetColumns Columns);
