namespace VpsOrg.Sandbox;

/// <summary>One server. Only the fleet that holds it changes it.</summary>
internal sealed class ServerRecord(ItemKey key, string name, Plan plan, Os os, string location)
{
    public string Id => key.Id;

    public string Name { get; set; } = name;

    public string? Hostname { get; set; }

    public string Status { get; set; } = ServerStatus.Active;

    /// <summary>Null while the server is provisioned.</summary>
    public string? IpAddress => IsReady ? Addresses.V4(key.Number) : null;

    /// <summary>Null while the server is provisioned.</summary>
    public string? Ipv6Address => IsReady ? Addresses.V6(key.Number) : null;

    public string Location { get; } = location;

    public Plan Plan { get; } = plan;

    public Os Os { get; } = os;

    public bool BackupsEnabled { get; set; }

    public ResourceUsage FullUsage { get; set; } = ResourceUsage.Imagine(key.Number, plan);

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>From when on it is in the list.</summary>
    public DateTimeOffset ListedAt { get; set; }

    /// <summary>From when on its detail is found.</summary>
    public DateTimeOffset ShownAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Since when it has its status.</summary>
    public DateTimeOffset StatusSince { get; set; }

    /// <summary>Those of its ports that are open: none, but while it is active.</summary>
    public OpenPorts Ports { get; } = new();

    /// <summary>The end of the change of status that is under way, if any.</summary>
    public Appointment? Pending { get; set; }

    /// <summary>The snapshot that overwrites it at the moment, if any.</summary>
    public SnapshotRecord? RestoredFrom { get; set; }

    public ResourceUsage Usage => Status == ServerStatus.Active ? FullUsage : FullUsage.Asleep();

    private bool IsReady => Status != ServerStatus.Provisioning;
}
