namespace VpsOrg.PowerShell;

/// <summary>
/// A cmdlet that acts on an account: the one given with <c>-Session</c>, else the one that the piped server came from,
/// else the runspace's default. The environment is never read here.
/// </summary>
public abstract class VpsSessionCmdlet : VpsCmdlet
{
    /// <summary>The session to act in, as <c>Connect-Vps</c> wrote it. Without it: the piped server's own, else the default.</summary>
    [Parameter]
    [ValidateNotNull]
    public VpsSession? Session { get; set; }

    /// <summary>The session for whatever brings none of its own.</summary>
    private protected VpsSession OwnSession => Live(Session ?? Sessions.Default ?? throw new NotConnectedException());

    /// <summary>The session for a server: its own, which an explicit other one must not contradict.</summary>
    /// <exception cref="SessionMismatchException">The server came from another session than <c>-Session</c> names.</exception>
    private protected VpsSession SessionOf(VpsServer server)
    {
        if (server.Session is not VpsSession origin)
        {
            return OwnSession;
        }

        return Session is null || ReferenceEquals(Session, origin)
            ? Live(origin)
            : throw new SessionMismatchException(server, origin, Session);
    }

    /// <summary>Writes a server that remembers where it came from.</summary>
    private protected void WriteServer(VpsServer server, VpsSession session)
    {
        server.Session = session;
        WriteObject(server);
    }

    private static VpsSession Live(VpsSession session) =>
        session.IsConnected ? session : throw new SessionClosedException(session);
}
