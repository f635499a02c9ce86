namespace VpsOrg.Client;

/// <summary>A VPS plan as a server's answer carries it. Units are inferred: the vendor's page names none.</summary>
public sealed class VpsPlan : IEquatable<VpsPlan>
{
    internal VpsPlan()
    {
    }

    /// <summary>The API's <c>plan.id</c>, by which a server of this plan is ordered.</summary>
    public object? Id => Key?.Value;

    /// <summary>The plan's name.</summary>
    public string? Name { get; internal set; }

    /// <summary>The number of virtual processors.</summary>
    public long? VCpus { get; internal set; }

    /// <summary>Memory in MB.</summary>
    public long? MemoryMB { get; internal set; }

    /// <summary>Storage in GB.</summary>
    public long? StorageGB { get; internal set; }

    /// <summary>Bandwidth in GB a month; only in a server's detail.</summary>
    public long? BandwidthGB { get; internal set; }

    /// <summary>Fields of the answer that no property knows, by their wire names, as plain .NET values.</summary>
    public IReadOnlyDictionary<string, object?> AdditionalProperties { get; internal set; } = NoProperties.Instance;

    /// <summary><see cref="Id"/> as an order needs it.</summary>
    internal VpsId? Key { get; set; }

    /// <summary>Whether every known field is the same and neither has an unknown one.</summary>
    public bool Equals(VpsPlan? other) =>
        other is not null && Key == other.Key && Name == other.Name && VCpus == other.VCpus && MemoryMB == other.MemoryMB
        && StorageGB == other.StorageGB && BandwidthGB == other.BandwidthGB
        && AdditionalProperties.Count == 0 && other.AdditionalProperties.Count == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as VpsPlan);

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode();

    /// <summary>The plan's name, or its id where it has none.</summary>
    public override string ToString() => Name ?? Key?.ToString() ?? string.Empty;
}
