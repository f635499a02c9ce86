namespace VpsOrg.PowerShell;

/// <summary>
/// Which session a command acts in: the one given with <c>-Session</c>, else the one that the piped server came from,
/// else the runspace's default. The environment is never read here.
/// </summary>
/// <param name="given">The one given with <c>-Session</c>.</param>
/// <param name="use">Called with the session that is used, before it is.</param>
internal readonly struct SessionChoice(VpsSession? given, Action<VpsSession> use)
{
    /// <summary>The session for whatever brings none of its own.</summary>
    /// <exception cref="NotConnectedException">There is none.</exception>
    /// <exception cref="SessionClosedException">It was disconnected.</exception>
    /// <exception cref="SessionNotFoundException"><c>-Session</c> names none.</exception>
    public VpsSession Own => Live(given ?? RunspaceSessions.Current.Default ?? throw new NotConnectedException());

    /// <summary>The session for a server: its own, which an explicit other one must not contradict.</summary>
    /// <exception cref="SessionMismatchException">The server came from another session than <c>-Session</c> names.</exception>
    public VpsSession Of(VpsServer? server) => Of(server?.Session, () => $"Server {server!.Id} ('{server}')");

    /// <summary>The same for a snapshot.</summary>
    /// <exception cref="SessionMismatchException">The snapshot came from another session than <c>-Session</c> names.</exception>
    public VpsSession Of(VpsSnapshot? snapshot) => Of(snapshot?.Session, () => $"Snapshot {snapshot!.Id} ('{snapshot}')");

    private VpsSession Of(object? session, Func<string> piped)
    {
        if (session is not VpsSession home)
        {
            return Own;
        }

        return given is null || ReferenceEquals(given, home)
            ? Live(home)
            : throw given.Refusal ?? new SessionMismatchException(piped(), (home.Name, home.Place), (given.Name, given.Place));
    }

    private VpsSession Live(VpsSession session)
    {
        if (session.Refusal is { } refusal)
        {
            throw refusal;
        }

        if (!session.IsConnected)
        {
            throw new SessionClosedException(session.Place);
        }

        use(session);
        return session;
    }
}
