using System.Collections.ObjectModel;

namespace System.Management.Automation.Runspaces;

public sealed class PropertySetData(IEnumerable<string> referencedProperties)
{
    public Collection<string> ReferencedProperties { get; } = [.. referencedProperties];
}
