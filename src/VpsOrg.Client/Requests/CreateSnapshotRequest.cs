namespace VpsOrg.Client;

/// <summary>The body of <c>POST snapshots/</c>: a snapshot to take.</summary>
public sealed class CreateSnapshotRequest
{
    /// <summary>A snapshot to take.</summary>
    /// <param name="serverId">The server's id.</param>
    /// <param name="name">Letters, digits, hyphens and underscores.</param>
    /// <exception cref="ArgumentException">A value is outside what the API documents; the message says what is allowed.</exception>
    public CreateSnapshotRequest(VpsId serverId, string name)
    {
        ServerId = RequestRules.Id(serverId, nameof(serverId));
        Name = RequestRules.SnapshotName(name, nameof(name));
    }

    /// <summary>The server's id.</summary>
    public VpsId ServerId { get; }

    /// <summary>Letters, digits, hyphens and underscores.</summary>
    public string Name { get; }

    /// <summary>What to write beside it; null leaves the field out.</summary>
    public string? Description { get; init; }
}
