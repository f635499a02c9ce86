namespace VpsOrg.Sandbox;

/// <summary>One snapshot of a server. Only the snapshots that hold it change it.</summary>
internal sealed class SnapshotRecord(ItemKey key, ServerRecord server, string name, string? description, DateTimeOffset createdAt)
{
    public string Id => key.Id;

    public ServerRecord Server { get; } = server;

    public string Name { get; } = name;

    public string? Description { get; } = description;

    public string Status { get; set; } = SnapshotStatus.InProgress;

    /// <summary>Null until the snapshot is completed. Of 35 GB that are in use the documentation makes 5,120 MB; the rest follows from that.</summary>
    public int? SizeMB => Status == SnapshotStatus.Completed ? Server.FullUsage.DiskUsed * 1024 / 7 : null;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    /// <summary>From when on it is in the list.</summary>
    public DateTimeOffset ListedAt { get; set; }

    /// <summary>The end of its making, while it is made.</summary>
    public Appointment? Pending { get; set; }
}

/// <summary>The statuses of a snapshot that the documentation shows.</summary>
internal static class SnapshotStatus
{
    public const string InProgress = "in_progress";
    public const string Completed = "completed";
}
