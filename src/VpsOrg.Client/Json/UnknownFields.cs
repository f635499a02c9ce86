using System.Collections.ObjectModel;

namespace VpsOrg.Client;

/// <summary>Gathers the fields that no property knows; costs nothing where there are none.</summary>
internal struct UnknownFields
{
    private Dictionary<string, object?>? _values;

    public readonly bool Any => _values is not null;

    public void Add(string name, object? value) =>
        (_values ??= new Dictionary<string, object?>(StringComparer.Ordinal))[name] = value;

    public readonly IReadOnlyDictionary<string, object?> Build() =>
        _values is null ? NoProperties.Instance : new ReadOnlyDictionary<string, object?>(_values);
}
