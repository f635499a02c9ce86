using System.Management.Automation.Runspaces;

namespace VpsOrg.PowerShell;

/// <summary>
/// What PowerShell is told of servers: the hidden members, which <c>Where-Object</c>, <c>Sort-Object</c>,
/// <c>Select-Object</c>, completion and views see and no export shows, and what Clixml keeps: the flat properties alone, because
/// it would write hidden members as well. An import makes it, and must not load the client: no line here looks at its types.
/// </summary>
internal static class ServerTypeData
{
    private const string TypeName = "VpsOrg.Client.VpsServer";

    private static IReadOnlyList<string> Flat { get; } =
    [
        "Id", "Name", "Status", "IPAddress", "IPv6Address", "Hostname", "Location", "PlanId", "Plan", "OsId", "OS", "VCpus", "MemoryMB",
        "StorageGB", "BandwidthGB", "BackupsEnabled", "IsDetailed", "CreatedAt", "UpdatedAt", "CreatedAtUtc", "UpdatedAtUtc", "Message",
    ];

    private static IReadOnlyList<TypeMemberData> Members { get; } =
    [
        Hidden("AgeDays", new Func<PSObject, double?>(ServerMembers.AgeDays)),
        Hidden("CpuPercent", new Func<PSObject, double?>(ServerMembers.CpuPercent)),
        Hidden("MemoryPercent", new Func<PSObject, double?>(ServerMembers.MemoryPercent)),
        Hidden("DiskPercent", new Func<PSObject, double?>(ServerMembers.DiskPercent)),
        Hidden("BandwidthPercent", new Func<PSObject, double?>(ServerMembers.BandwidthPercent)),
        Hidden("ComputerName", new Func<PSObject, string?>(ServerMembers.ComputerName)),
        Hidden("PlanDetail", new Func<PSObject, object?>(ServerMembers.PlanDetail)),
        Hidden("OSDetail", new Func<PSObject, object?>(ServerMembers.OSDetail)),
        Hidden("ResourceUsage", new Func<PSObject, object?>(ServerMembers.ResourceUsage)),
        Hidden("AdditionalProperties", new Func<PSObject, IReadOnlyDictionary<string, object?>?>(ServerMembers.AdditionalProperties)),
        new AliasPropertyData("ServerId", "Id") { IsHidden = true },
    ];

    /// <summary>The names of the hidden members.</summary>
    public static IEnumerable<string> HiddenNames => Members.Select(member => member.Name);

    /// <summary>The names of all members, hidden or not.</summary>
    public static IEnumerable<string> Names => Flat.Concat(HiddenNames);

    /// <summary>What the engine is told at each import.</summary>
    public static TypeData Make()
    {
        var data = new TypeData(TypeName)
        {
            SerializationMethod = "SpecificProperties",
            PropertySerializationSet = new PropertySetData(Flat),
            DefaultDisplayPropertySet = new PropertySetData(["Id", "Name", "Status", "IPAddress", "Location"]),
        };
        foreach (var member in Members)
        {
            data.Members.Add(member.Name, member);
        }

        return data;
    }

    /// <summary>A member that a method reads and no export shows.</summary>
    public static CodePropertyData Hidden(string name, Delegate read) => new(name, read.Method) { IsHidden = true };
}
