namespace VpsOrg.Floor;

/// <summary>A server of a list item, and nothing beyond it.</summary>
public sealed class FloorServer
{
    public long Id { get; internal set; }

    public string? Name { get; internal set; }

    public string? Hostname { get; internal set; }

    public string? Status { get; internal set; }

    public string? IPAddress { get; internal set; }

    public string? Location { get; internal set; }

    public FloorPart? Plan { get; internal set; }

    public FloorPart? OS { get; internal set; }

    public DateTime CreatedAt { get; internal set; }

    public DateTime UpdatedAt { get; internal set; }
}
