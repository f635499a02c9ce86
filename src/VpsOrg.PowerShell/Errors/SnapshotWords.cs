namespace VpsOrg.PowerShell;

/// <summary>Snapshots as messages and prompts name them.</summary>
internal static class SnapshotWords
{
    /// <summary>Names and ids: <c>'web-01-20250116' (801), 'web-01-20250117' (802)</c>.</summary>
    public static string List(IEnumerable<VpsSnapshot> snapshots) =>
        string.Join(", ", snapshots.Select(one => FormattableString.Invariant($"'{one}' ({one.Id})")));
}
