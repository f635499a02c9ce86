namespace VpsOrg.Sandbox;

/// <summary>One server. Only the fleet that holds it changes it.</summary>
internal sealed class ServerRecord(ServerKey key, string name, Plan plan, Os os, string location)
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

    /// <summary>The change of status that is under way, if any.</summary>
    public Transition? Pending { get; set; }

    public ResourceUsage Usage => Status == ServerStatus.Active ? FullUsage : FullUsage.Asleep();

    private bool IsReady => Status != ServerStatus.Provisioning;
}

/// <summary>A change of status that ends by itself.</summary>
internal sealed record Transition(ServerRecord Server, string Target, DateTimeOffset DueAt)
{
    /// <summary>False once something else happened to the server.</summary>
    public bool IsCurrent => ReferenceEquals(Server.Pending, this);
}
