namespace VpsOrg.Sandbox;

/// <summary>What a running server uses: processor in percent, memory in MB, disk and bandwidth in GB.</summary>
internal sealed record ResourceUsage(double CpuPercent, int MemoryUsed, int DiskUsed, int BandwidthUsed)
{
    /// <summary>Figures that look alive and are always the same for the same number.</summary>
    public static ResourceUsage Imagine(long number, Plan plan) => new(
        ((number * 37) % 900 / 10d) + 1,
        (int)(plan.Memory * (10 + (number % 80)) / 100),
        (int)(plan.Storage * (5 + (number % 70)) / 100),
        (int)(plan.Bandwidth * (number % 60) / 100));

    /// <summary>A server that is not running keeps its disk and the traffic of the month; nothing else.</summary>
    public ResourceUsage Asleep() => this with { CpuPercent = 0, MemoryUsed = 0 };
}
