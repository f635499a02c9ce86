using System.Management.Automation;

namespace VpsOrg.PowerShell.Double;

/// <summary>Makes objects of notes alone.</summary>
public static class Rows
{
    /// <summary>A row in the manner of <c>[pscustomobject]@{…}</c>.</summary>
    /// <param name="values">An object whose properties are the notes.</param>
    public static PSObject Of(object values)
    {
        var row = new PSObject();
        foreach (var property in values.GetType().GetProperties())
        {
            row.Properties.Add(new PSNoteProperty(property.Name, property.GetValue(values)));
        }

        return row;
    }
}
