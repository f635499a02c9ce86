namespace System.Management.Automation;

/// <summary>Wraps an object, or is one made of notes alone, as <c>[pscustomobject]</c> and CSV rows are.</summary>
public class PSObject
{
    private readonly List<PSPropertyInfo> _notes = [];
    private readonly object? _base;

    public PSObject()
    {
    }

    public PSObject(object obj) => _base = obj;

    public object BaseObject => _base ?? this;

    public PSMemberInfoCollection<PSPropertyInfo> Properties => new PropertyCollection(_notes, _base);

    public static PSObject AsPSObject(object obj) => obj as PSObject ?? new PSObject(obj);

    /// <summary>A row with these notes, in the manner of <c>[pscustomobject]@{…}</c>.</summary>
    /// <param name="values">An object whose properties are the notes.</param>
    public static PSObject Row(object values)
    {
        var row = new PSObject();
        foreach (var property in values.GetType().GetProperties())
        {
            row._notes.Add(new PSNoteProperty(property.Name, property.GetValue(values)));
        }

        return row;
    }

    public override string ToString() => _base?.ToString() ?? "@{" + string.Join("; ", _notes.Select(note => $"{note.Name}={note.Value}")) + "}";
}
