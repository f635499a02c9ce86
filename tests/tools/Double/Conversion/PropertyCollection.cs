using System.Reflection;

namespace System.Management.Automation;

/// <summary>An object's notes, then the properties of its .NET type.</summary>
internal sealed class PropertyCollection(object wrapped) : PSMemberInfoCollection<PSPropertyInfo>
{
    private readonly List<PSPropertyInfo> _notes = [];

    public override PSPropertyInfo? this[string name] =>
        this.FirstOrDefault(property => string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase));

    public override void Add(PSPropertyInfo member) => _notes.Add(member);

    public override IEnumerator<PSPropertyInfo> GetEnumerator() => _notes.Concat(Adapted()).GetEnumerator();

    private IEnumerable<PSPropertyInfo> Adapted() => wrapped.GetType()
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.GetIndexParameters().Length == 0)
        .Select(property => new PSNoteProperty(property.Name, property.GetValue(wrapped)));
}
