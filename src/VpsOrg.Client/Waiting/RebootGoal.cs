namespace VpsOrg.Client;

/// <summary>
/// Waits for the end of a reboot. The server was active before, so active alone proves nothing: it is over at active
/// after a look that saw something else, or with a later <c>updated_at</c> than before, or after three looks that saw
/// active for as long as three poll intervals (15 s by default): then the reboot was too quick to be seen.
/// </summary>
internal sealed class RebootGoal(VpsId serverId, DateTime? updatedBefore, TimeSpan pollInterval) : WaitGoal(serverId)
{
    private const int LooksInDoubt = 3;

    private int _activeLooks;
    private bool _notObserved;

    /// <summary>Whether the server was seen to have left <c>active</c>; also, where the wait begins, by whoever waits.</summary>
    public bool WasAway { get; set; }

    public override string Description => "the end of its reboot";

    public override string Status => VpsServerStatus.Active;

    public override string? Remark => _notObserved
        ? $"Server {ServerId}: the reboot was not observed; the server was active at every check."
        : null;

    protected override bool IsReachedBy(VpsServer server, TimeSpan elapsed)
    {
        if (!VpsServerStatus.AreSame(server.Status, VpsServerStatus.Active))
        {
            WasAway = true;
            return false;
        }

        _activeLooks++;
        if (WasAway || (updatedBefore is { } before && server.Updated > before))
        {
            return true;
        }

        _notObserved = _activeLooks >= LooksInDoubt && elapsed.Ticks >= pollInterval.Ticks * LooksInDoubt;
        return _notObserved;
    }
}
