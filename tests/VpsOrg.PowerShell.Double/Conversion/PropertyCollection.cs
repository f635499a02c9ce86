using System.Reflection;

namespace System.Management.Automation;

/// <summary>An object's notes, then the properties of its .NET type.</summary>
internal sealed class PropertyCollection(List<PSPropertyInfo> notes, object? wrapped) : PSMemberInfoCollection<PSPropertyInfo>
{
    private const BindingFlags AnyCase = BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase;

    public override PSPropertyInfo? this[string name] =>
        notes.Find(note => string.Equals(note.Name, name, StringComparison.OrdinalIgnoreCase)) ?? Adapted(name);

    private PSNoteProperty? Adapted(string name) => wrapped?.GetType().GetProperty(name, AnyCase) is { } property
        ? new PSNoteProperty(property.Name, property.GetValue(wrapped))
        : null;
}
