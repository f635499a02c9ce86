using System.Reflection;

namespace VpsOrg.PowerShell;

/// <summary>
/// A server as it is written: fields that the API adds one day are note properties under their own names. A name that a
/// server's member has already, in any case of letters, stays among <c>AdditionalProperties</c> only.
/// </summary>
internal static class ServerNotes
{
    /// <summary>What scripts take for granted of every object, <c>(Get-VpsServer web-01).Count</c> for one.</summary>
    private static readonly string[] OfAnyObject = ["Count", "Length", "Where", "ForEach"];

    private static readonly ILookup<string, string> Taken = typeof(VpsServer)
        .GetMembers(BindingFlags.Public | BindingFlags.Instance).Select(member => member.Name)
        .Concat(ServerTypeData.HiddenNames).Concat(PlainObjects.EngineMembers).Concat(OfAnyObject)
        .ToLookup(name => name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The server itself where it has no such field, and costs nothing then.</summary>
    public static object Of(VpsServer server) => server.AdditionalProperties.Count == 0 ? server : WithNotes(server);

    private static PSObject WithNotes(VpsServer server)
    {
        var noted = PSObject.AsPSObject(server);
        foreach (var field in server.AdditionalProperties.Where(field => field.Key.Length > 0 && !Taken.Contains(field.Key)))
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
