using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>One server that a cmdlet shall work on: found by id, by name, or piped.</summary>
internal sealed class ServerTarget(VpsSession session, long id, VpsServer? server, object reference)
{
    /// <summary>The session to work in.</summary>
    public VpsSession Session { get; } = session;

    /// <summary>The server's id.</summary>
    public long Id { get; } = id;

    /// <summary>The server as it was piped or last read; null where only its id is known.</summary>
    public VpsServer? Server { get; set; } = server;

    /// <summary>What the user gave: the target of an error.</summary>
    public object Reference { get; } = reference;

    /// <summary>The status that is waited for; null where nothing is.</summary>
    public string? Awaited { get; set; }

    /// <summary>The server as the subject of an error.</summary>
    public ErrorSubject Subject => new ErrorSubject(Reference, Session.Place, Awaited: Awaited).WithServer(Id);

    /// <summary>Whether the user piped the server itself.</summary>
    public bool WasPiped => Reference is VpsServer;

    /// <summary>For prompts: name, id, host and account.</summary>
    public override string ToString()
    {
        var id = Id.ToString(CultureInfo.InvariantCulture);
        return Server?.Name is { Length: > 0 } name ? $"{name} (id {id}) at {Session.Place}" : $"server {id} at {Session.Place}";
    }
}
