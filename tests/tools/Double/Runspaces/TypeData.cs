namespace System.Management.Automation.Runspaces;

/// <summary>What the engine is told of a type.</summary>
public sealed class TypeData(string? typeName)
{
    public string? TypeName { get; } = typeName;

    public Dictionary<string, TypeMemberData> Members { get; } = new(StringComparer.OrdinalIgnoreCase);

    public string? SerializationMethod { get; set; }

    public PropertySetData? PropertySerializationSet { get; set; }

    public PropertySetData? DefaultDisplayPropertySet { get; set; }
}
