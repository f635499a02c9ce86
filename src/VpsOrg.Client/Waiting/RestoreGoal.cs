namespace VpsOrg.Client;

/// <summary>
/// Waits for the end of a restore that the API has begun. It stops the server first, so that a transition is no end of it. It
/// is over in any other status after a look that saw <c>restoring</c>, or after three looks over three poll intervals that did
/// not: then it was too quick to be seen. In which status a server is then, no page says.
/// </summary>
internal sealed class RestoreGoal(VpsId serverId, TimeSpan pollInterval) : WaitGoal(serverId)
{
    private const int LooksInDoubt = 3;

    private bool _wasRestoring;
    private int _otherLooks;
    private bool _notObserved;

    public override string Description => "the end of its restore";

    /// <summary>None: nobody says in which it ends.</summary>
    public override string? Status => null;

    public override string? Remark => _notObserved ? $"Server {ServerId}: the restore was not observed; the server was not '{VpsServerStatus.Restoring}' at any check." : null;

    /// <summary>Whether a status after a restore says that the server can be used, or started.</summary>
    public static bool IsGood(string? status) => VpsServerStatus.AreSame(status, VpsServerStatus.Active) || VpsServerStatus.AreSame(status, VpsServerStatus.Stopped);

    protected override bool IsReachedBy(VpsServer server, TimeSpan elapsed)
    {
        var isRestoring = VpsServerStatus.AreSame(server.Status, VpsServerStatus.Restoring);
        _wasRestoring |= isRestoring;
        if (isRestoring || Transitions.EndOf(server.Status) is not null)
        {
            return false;
        }

        _otherLooks++;
        _notObserved = !_wasRestoring && _otherLooks >= LooksInDoubt && elapsed.Ticks >= pollInterval.Ticks * LooksInDoubt;
        return _wasRestoring || _notObserved;
    }
}
