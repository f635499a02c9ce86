namespace VpsOrg.PowerShell;

/// <summary>A server as it is written: with the fields that the API adds one day.</summary>
internal static class ServerNotes
{
    private static readonly FieldNotes OfServers = new(typeof(VpsServer), ServerTypeData.HiddenNames);

    /// <summary>The server itself where it has no such field, and costs nothing then.</summary>
    public static object Of(VpsServer server) => OfServers.Of(server, server.AdditionalProperties);
}
