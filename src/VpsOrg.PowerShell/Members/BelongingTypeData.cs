using System.Management.Automation.Runspaces;

namespace VpsOrg.PowerShell;

/// <summary>
/// What PowerShell is told of snapshots and backups, as <see cref="ServerTypeData"/> tells of servers: an age that changes by
/// itself is hidden, and Clixml keeps the flat properties alone. No line here looks at the client's types.
/// </summary>
internal static class BelongingTypeData
{
    private static readonly string[] OfSnapshots =
        ["Id", "Name", "ServerId", "ServerName", "Status", "SizeMB", "CreatedAt", "CreatedAtUtc", "Description"];

    private static readonly string[] OfBackups =
        ["Id", "ServerId", "ServerName", "Type", "Status", "SizeMB", "CreatedAt", "ExpiresAt", "CreatedAtUtc", "ExpiresAtUtc", "Description"];

    /// <summary>The names of the hidden members.</summary>
    public static IEnumerable<string> HiddenNames => Members().Select(member => member.Name);

    /// <summary>What the engine is told at each import.</summary>
    public static TypeData[] Make() => [Of("VpsOrg.Client.VpsSnapshot", OfSnapshots), Of("VpsOrg.Client.VpsBackup", OfBackups)];

    private static TypeData Of(string type, string[] flat)
    {
        var data = new TypeData(type) { SerializationMethod = "SpecificProperties", PropertySerializationSet = new PropertySetData(flat) };
        foreach (var member in Members())
        {
            data.Members.Add(member.Name, member);
        }

        return data;
    }

    private static IEnumerable<TypeMemberData> Members() =>
    [
        ServerTypeData.Hidden("AgeDays", new Func<PSObject, double?>(BelongingMembers.AgeDays)),
        ServerTypeData.Hidden("AdditionalProperties", new Func<PSObject, IReadOnlyDictionary<string, object?>?>(BelongingMembers.AdditionalProperties)),
    ];
}
