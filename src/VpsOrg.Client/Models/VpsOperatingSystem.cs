namespace VpsOrg.Client;

/// <summary>An operating system as a server's answer carries it.</summary>
public sealed class VpsOperatingSystem : IEquatable<VpsOperatingSystem>
{
    internal VpsOperatingSystem()
    {
    }

    /// <summary>The API's <c>os.id</c>, by which a server with it is ordered.</summary>
    public object? Id => Key?.Value;

    /// <summary>Its name and version, e.g. <c>Debian 12</c>.</summary>
    public string? Name { get; internal set; }

    /// <summary>Fields of the answer that no property knows, by their wire names, as plain .NET values.</summary>
    public IReadOnlyDictionary<string, object?> AdditionalProperties { get; internal set; } = NoProperties.Instance;

    /// <summary><see cref="Id"/> as an order needs it.</summary>
    internal VpsId? Key { get; set; }

    /// <summary>Whether every known field is the same and neither has an unknown one.</summary>
    public bool Equals(VpsOperatingSystem? other) =>
        other is not null && Key == other.Key && Name == other.Name
        && AdditionalProperties.Count == 0 && other.AdditionalProperties.Count == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as VpsOperatingSystem);

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode();

    /// <summary>Its name, or its id where it has none.</summary>
    public override string ToString() => Name ?? Key?.ToString() ?? string.Empty;
}
