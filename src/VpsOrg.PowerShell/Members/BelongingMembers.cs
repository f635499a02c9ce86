namespace VpsOrg.PowerShell;

/// <summary>How the engine reads the hidden members of snapshots and backups. Public methods of this shape, because it takes no others.</summary>
internal static class BelongingMembers
{
    public static double? AgeDays(PSObject item) => item.BaseObject switch
    {
        VpsSnapshot snapshot => snapshot.AgeDays,
        VpsBackup backup => backup.AgeDays,
        _ => null,
    };

    public static IReadOnlyDictionary<string, object?>? AdditionalProperties(PSObject item) => item.BaseObject switch
    {
        VpsSnapshot snapshot => snapshot.AdditionalProperties,
        VpsBackup backup => backup.AdditionalProperties,
        _ => null,
    };
}
