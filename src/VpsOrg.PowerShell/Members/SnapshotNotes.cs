namespace VpsOrg.PowerShell;

/// <summary>Snapshots and backups as they are written: with the fields that the API adds one day, as servers are.</summary>
internal static class SnapshotNotes
{
    private static readonly FieldNotes OfSnapshots = new(typeof(VpsSnapshot), BelongingTypeData.HiddenNames);

    private static readonly FieldNotes OfBackups = new(typeof(VpsBackup), BelongingTypeData.HiddenNames);

    /// <summary>The snapshot itself where it has no such field.</summary>
    public static object Of(VpsSnapshot snapshot) => OfSnapshots.Of(snapshot, snapshot.AdditionalProperties);

    /// <summary>The backup itself where it has no such field.</summary>
    public static object Of(VpsBackup backup) => OfBackups.Of(backup, backup.AdditionalProperties);
}
