
namespace VpsOrg.PowerShell;

/// <summary>One server that a cmdlet shall work on: found by id, by name, or piped.</summary>
internal sealed class ServerTarget(VpsSession session, VpsId id, VpsServer? server, object reference)
{
    /// <summary>The session to work in.</summary>
    public VpsSession Session { get; } = session;

    /// <summary>The server's id.</summary>
    public VpsId Id { get; } = id;

    /// <summary>The server as it was piped or last read; null where only its id is known.</summary>
    public VpsServer? Server { get; set; } = server;

    /// <summary>What the user gave: the target of an error.</summary>
    public object Reference { get; } = reference;

    /// <summary>The status that is waited for; null where nothing is.</summary>
    public string? Awaited { get; set; }

    /// <summary>The ports that are waited for beside it, as a command line says them; null where none is.</summary>
    public string? AwaitedPorts { get; set; }

    /// <summary>Whether it is there because this command ordered it.</summary>
    public bool IsOrdered { get; init; }

    /// <summary>Whether a write waits until the server can be acted on: nothing was done by then.</summary>
    public bool IsHeldBack { get; set; }

    /// <summary>The transition that refused a write; null where none did.</summary>
    public string? Transition { get; set; }

    /// <summary>The name that the server must have for a write, where the user gave one besides the id; else null.</summary>
    public string? ClaimedName { get; init; }

    /// <summary>The name that a write gives it, where it gives one.</summary>
    public string? NewName { get; set; }

    /// <summary>The name that the server was found by, and when that was read, by the session's clock; null where its id was given.</summary>
    public (string Name, TimeSpan ReadAt)? FoundBy { get; init; }

    /// <summary>
    /// What a write must find: the id, and the name where the user gave both, or where the name led to the id so long ago
    /// that it may lead to another by now.
    /// </summary>
    public ServerIdentity Identity => new(
        Id, ClaimedName ?? (FoundBy is { } found && Session.Clock.Elapsed - found.ReadAt > ServerFinder.Fresh ? found.Name : null))
    {
        NewName = NewName,
    };

    /// <summary>The server as the subject of an error.</summary>
    public ErrorSubject Subject => new ErrorSubject(Reference, Session.Place, Awaited: Awaited, Transition: Transition)
    {
        AwaitedPorts = AwaitedPorts,
        IsOrdered = IsOrdered,
    }.WithServer(Id, Server?.Name ?? ClaimedName);

    /// <summary>Whether the user piped the server itself.</summary>
    public bool WasPiped => Reference is VpsServer;

    /// <summary>Refuses a server that is not the one that was meant, before anybody is asked about it.</summary>
    /// <exception cref="VpsGuardException">It has another name.</exception>
    public void RefuseOther(VpsServer server)
    {
        if (Identity is { Name: { } claimed } expected && !expected.Fits(server.Name))
        {
            throw VpsGuardException.OtherName(Id, claimed, server.Name, new FailureContext());
        }
    }

    /// <summary>A whole server after the API took a request for it: the piped one's fields where one was piped, else read.</summary>
    /// <param name="status">The status that the API's answer gives it; null where it gives none.</param>
    /// <param name="trace">Is told where it cannot be read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<VpsServer> ReadAfterAsync(string? status, ICallTrace trace, CancellationToken cancellationToken)
    {
        if (WasPiped)
        {
            return Server!.WithStatus(status ?? Server!.Status);
        }

        try
        {
            return await Session.Client.GetServerAsync(Id, trace, cancellationToken).ConfigureAwait(false);
        }
        catch (VpsException exception)
        {
            // It is done all the same: an error would invite to do it again.
            trace.Write(TraceLevel.Warning, $"The API took the request for {this}. The server could not be read afterwards, so what is written of it is not complete: {exception.Message}");
            return (Server ?? new VpsServer { Key = Id }).WithStatus(status);
        }
    }

    /// <summary>For prompts: name, id, host and account.</summary>
    public override string ToString()
    {
        return Server?.Name is { Length: > 0 } name ? $"{name} (id {Id}) at {Session.Place}" : $"server {Id} at {Session.Place}";
    }
}
