namespace VpsOrg.Sandbox;

/// <summary>What a running server uses: processor in percent, memory in MB, disk and bandwidth in GB.</summary>
internal sealed class ResourceUsage(double cpuPercent, int memoryUsed, int diskUsed, int bandwidthUsed)
{
    public double CpuPercent { get; } = cpuPercent;

    public int MemoryUsed { get; } = memoryUsed;

    public int DiskUsed { get; } = diskUsed;

    public int BandwidthUsed { get; } = bandwidthUsed;

    /// <summary>Figures that look alive and are always the same for the same id.</summary>
    public static ResourceUsage Imagine(long id, Plan plan) => new(
        ((id * 37) % 900 / 10d) + 1,
        (int)(plan.Memory * (10 + (id % 80)) / 100),
        (int)(plan.Storage * (5 + (id % 70)) / 100),
        (int)(plan.Bandwidth * (id % 60) / 100));

    /// <summary>A server that is not running keeps its disk and the traffic of the month; nothing else.</summary>
    public ResourceUsage Asleep() => new(0, 0, DiskUsed, BandwidthUsed);
}
