namespace VpsOrg.Sandbox;

/// <summary>What kind of ids servers get. The documentation says integers; the vendor's own tool shows UUIDs.</summary>
public enum SandboxServerIds
{
    /// <summary>Integers, one after the other: JSON numbers.</summary>
    Integer,

    /// <summary>UUIDs: JSON strings. The same ones every time.</summary>
    Uuid,
}
