namespace VpsOrg.Client;

/// <summary>
/// Waits until a server can be acted on: until it is in no transition, whatever that ended in, or in one that leads to
/// where it should be. What to do with a suspended server is for whoever acts.
/// </summary>
/// <param name="serverId">The server.</param>
/// <param name="isThere">Statuses in which the server is where it should be, or on its way there.</param>
internal sealed class SettledGoal(VpsId serverId, Func<string?, bool> isThere) : WaitGoal(serverId)
{
    private bool _sawTransition;

    public override string Description => "the end of its transition";

    /// <summary>None: a transition may end in any.</summary>
    public override string? Status => null;

    /// <summary>Whether a transition brought the server where it should be, or is bringing it there: then nothing is left to do.</summary>
    public bool IsThere => _sawTransition && isThere(LastStatus);

    protected override bool IsReachedBy(VpsServer server, TimeSpan elapsed)
    {
        var isInTransition = Transitions.EndOf(server.Status) is not null;
        _sawTransition |= isInTransition;
        return !isInTransition || isThere(server.Status);
    }
}
