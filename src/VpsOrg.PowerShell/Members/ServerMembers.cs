namespace VpsOrg.PowerShell;

/// <summary>
/// How the engine reads a server's hidden members: what is computed, nested, or changes by itself. Public methods of this
/// shape, because the engine takes no others. What they give is no type of the client, which an import would have to load.
/// </summary>
internal static class ServerMembers
{
    public static double? AgeDays(PSObject server) => Of(server)?.AgeDays;

    public static double? CpuPercent(PSObject server) => Of(server)?.ResourceUsage?.CpuPercent;

    public static double? MemoryPercent(PSObject server) => Percent(Of(server)?.ResourceUsage?.MemoryUsedMB, Of(server)?.MemoryMB);

    public static double? DiskPercent(PSObject server) => Of(server) is { } one ? DiskPercent(one) : null;

    /// <summary>How full the disk is, 0 to 100; null where either figure is not known.</summary>
    public static double? DiskPercent(VpsServer server) => Percent(server.ResourceUsage?.DiskUsedGB, server.StorageGB);

    public static double? BandwidthPercent(PSObject server) => Percent(Of(server)?.ResourceUsage?.BandwidthUsedGB, Of(server)?.BandwidthGB);

    public static string? ComputerName(PSObject server) => Of(server)?.ComputerName;

    public static object? PlanDetail(PSObject server) => Of(server)?.PlanDetail;

    public static object? OSDetail(PSObject server) => Of(server)?.OSDetail;

    public static object? ResourceUsage(PSObject server) => Of(server)?.ResourceUsage;

    public static IReadOnlyDictionary<string, object?>? AdditionalProperties(PSObject server) => Of(server)?.AdditionalProperties;

    private static VpsServer? Of(PSObject server) => server.BaseObject as VpsServer;

    private static double? Percent(double? used, long? limit) => limit > 0 ? 100 * used / limit : null;
}
