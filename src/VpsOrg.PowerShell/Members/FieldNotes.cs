using System.Reflection;

namespace VpsOrg.PowerShell;

/// <summary>
/// Fields that the API adds one day become note properties under their own names. A name that a member has already, in any case
/// of letters, stays among <c>AdditionalProperties</c> only.
/// </summary>
/// <param name="type">The type of what has them.</param>
/// <param name="hidden">The names of its hidden members.</param>
internal sealed class FieldNotes(Type type, IEnumerable<string> hidden)
{
    /// <summary>What scripts take for granted of every object, <c>(Get-VpsServer web-01).Count</c> for one.</summary>
    private static readonly string[] OfAnyObject = ["Count", "Length", "Where", "ForEach"];

    private readonly ILookup<string, string> _taken = type
        .GetMembers(BindingFlags.Public | BindingFlags.Instance).Select(member => member.Name)
        .Concat(hidden).Concat(PlainObjects.EngineMembers).Concat(OfAnyObject)
        .ToLookup(name => name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The object itself where it has no such field, and costs nothing then.</summary>
    /// <param name="item">The object.</param>
    /// <param name="fields">The fields that no property knows.</param>
    public object Of(object item, IReadOnlyDictionary<string, object?> fields) => fields.Count == 0 ? item : WithNotes(item, fields);

    private PSObject WithNotes(object item, IReadOnlyDictionary<string, object?> fields)
    {
        var noted = PSObject.AsPSObject(item);
        foreach (var field in fields.Where(field => field.Key.Length > 0 && !_taken.Contains(field.Key)))
        {
            var value = PlainObjects.ToPowerShell(field.Value);
            if (noted.Properties[field.Key] is not { } known)
            {
                noted.Properties.Add(new PSNoteProperty(field.Key, value));
            }
            else
            {
                known.Value ??= value; // Names that differ in the case of letters alone share a column.
            }
        }

        return noted;
    }
}
