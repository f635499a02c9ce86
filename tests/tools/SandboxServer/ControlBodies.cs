namespace VpsOrg.Sandbox.Hosting;

/// <summary>The body of a control request about servers.</summary>
internal sealed record ServerWish(int? Count = null, string? Name = null, string? Status = null);

/// <summary>The body of a control request that names a status.</summary>
internal sealed record StatusWish(string Status);

/// <summary>The body of a control request for a snapshot.</summary>
internal sealed record SnapshotWish(string ServerId, string Name, string? Status = null, DateTimeOffset? CreatedAt = null, string? Description = null);

/// <summary>The body of a control request for a backup.</summary>
internal sealed record BackupWish(
    string ServerId, string? Type = null, string? Status = null, DateTimeOffset? CreatedAt = null, DateTimeOffset? ExpiresAt = null, string? Description = null);

/// <summary>The body of a control request about the time.</summary>
internal sealed record ClockWish(TimeSpan? Advance = null);
