namespace VpsOrg.Sandbox;

/// <summary>An operating system of the catalogue.</summary>
internal sealed class SystemImage(int id, string name)
{
    public int Id { get; } = id;

    public string Name { get; } = name;
}
