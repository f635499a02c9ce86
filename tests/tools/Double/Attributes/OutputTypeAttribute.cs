namespace System.Management.Automation;

[AttributeUsage(AttributeTargets.Class)]
public sealed class OutputTypeAttribute(params Type[] type) : Attribute
{
    /// <summary>The types that a cmdlet writes; the engine shows names in their place.</summary>
    public Type[] Type { get; } = type;
}
