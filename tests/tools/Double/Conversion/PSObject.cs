using System.Collections.ObjectModel;

namespace System.Management.Automation;

/// <summary>Wraps an object, or is one made of notes alone, as <c>[pscustomobject]</c> and CSV rows are.</summary>
public class PSObject(object obj)
{
    public PSObject()
        : this(PSCustomObject.Instance)
    {
    }

    public object BaseObject { get; } = obj;

    public PSMemberInfoCollection<PSPropertyInfo> Properties { get; } = new PropertyCollection(obj);

    public Collection<string> TypeNames { get; } = [.. Ancestry(obj.GetType())];

    public static PSObject AsPSObject(object obj) => obj as PSObject ?? new PSObject(obj);

    public override string? ToString() => BaseObject is PSCustomObject
        ? "@{" + string.Join("; ", Properties.Select(note => $"{note.Name}={note.Value}")) + "}"
        : BaseObject.ToString();

    private static IEnumerable<string> Ancestry(Type type)
    {
        for (var one = type; one is not null; one = one.BaseType)
        {
            yield return one.FullName!;
        }
    }
}
