namespace VpsOrg.Sandbox;

/// <summary>One server. Only the fleet that holds it changes it.</summary>
internal sealed class ServerRecord(long id, string name, Plan plan, SystemImage system, string location)
{
    public long Id { get; } = id;

    public string Name { get; set; } = name;

    public string? Hostname { get; set; }

    public string Status { get; set; } = ServerStatus.Active;

    public string? IpAddress { get; set; }

    public string? Ipv6Address { get; set; }

    public string Location { get; } = location;

    public Plan Plan { get; } = plan;

    public SystemImage System { get; } = system;

    public bool BackupsEnabled { get; set; }

    public ResourceUsage FullUsage { get; set; } = ResourceUsage.Imagine(id, plan);

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>The change of status that is under way, if any.</summary>
    public Transition? Pending { get; set; }

    public ResourceUsage Usage => Status == ServerStatus.Active ? FullUsage : FullUsage.Asleep();
}
