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

    public static PSObject AsPSObject(object obj) => obj as PSObject ?? new PSObject(obj);

    public override string? ToString() => BaseObject is PSCustomObject
        ? "@{" + string.Join("; ", Properties.Select(note => $"{note.Name}={note.Value}")) + "}"
        : BaseObject.ToString();
}
