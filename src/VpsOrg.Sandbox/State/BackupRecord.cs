namespace VpsOrg.Sandbox;

/// <summary>One backup of a server.</summary>
internal sealed record BackupRecord(ItemKey Key, ServerRecord Server, string Type, DateTimeOffset CreatedAt)
{
    public string Status { get; init; } = SnapshotStatus.Completed;

    public int? SizeMB { get; init; }

    /// <summary>Null for a backup that never expires by itself.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public string? Description { get; init; }

    /// <summary>Invented, but near the documentation's figures.</summary>
    public static int UsualSizeMB(ServerRecord server) => server.FullUsage.DiskUsed * 129;
}

/// <summary>The types of a backup, as documented.</summary>
internal static class BackupType
{
    public const string Automatic = "automatic";
    public const string Manual = "manual";
}
