namespace VpsOrg.Client;

/// <summary>What a server uses of its plan. Units are inferred: the vendor's page names none.</summary>
public sealed class VpsResourceUsage
{
    internal VpsResourceUsage()
    {
    }

    /// <summary>Processor load, 0 to 100.</summary>
    public double? CpuPercent { get; internal set; }

    /// <summary>Memory in use, in MB.</summary>
    public double? MemoryUsedMB { get; internal set; }

    /// <summary>Disk space in use, in GB.</summary>
    public double? DiskUsedGB { get; internal set; }

    /// <summary>Traffic of the month so far, in GB.</summary>
    public double? BandwidthUsedGB { get; internal set; }

    /// <summary>Fields of the answer that no property knows, by their wire names, as plain .NET values.</summary>
    public IReadOnlyDictionary<string, object?> AdditionalProperties { get; internal set; } = NoProperties.Instance;

    /// <summary>The four figures in one line, in the invariant culture.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"CPU {CpuPercent} %, memory {MemoryUsedMB} MB, disk {DiskUsedGB} GB, bandwidth {BandwidthUsedGB} GB");
}
