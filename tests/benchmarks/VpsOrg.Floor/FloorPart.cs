namespace VpsOrg.Floor;

/// <summary>A plan or an operating system.</summary>
public sealed class FloorPart
{
    public long Id { get; internal set; }

    public string? Name { get; internal set; }

    public long VCpus { get; internal set; }

    public long Memory { get; internal set; }

    public long Storage { get; internal set; }
}
