using System.Collections.Concurrent;

namespace VpsOrg.PowerShell;

/// <summary>Restarts a running server gracefully.</summary>
internal sealed class RebootAction : PowerAction
{
    private readonly ConcurrentDictionary<ServerTarget, VpsServer> _before = new();

    public override string Name => "Restart server";

    public override WriteVerb Verb => WriteVerb.Reboot;

    public override bool IsThere(string? status) => VpsServerStatus.AreSame(status, VpsServerStatus.Rebooting);

    public override Task<VpsServerAction> SendAsync(VpsClient client, ServerIdentity server, ICallTrace trace, CancellationToken cancellationToken) =>
        client.Writes.RebootAsync(server, trace, cancellationToken);

    /// <summary>The end of a reboot is told by the server's last change before it: a fresh one, not a piped object's.</summary>
    public override void Note(ServerTarget target, VpsServer before) => _before[target] = before;

    /// <summary>A server that was rebooting already has left its status: its next <c>active</c> is the end.</summary>
    public override WaitGoal Goal(ServerTarget target, TimeSpan pollInterval) => _before.TryGetValue(target, out var before)
        ? new RebootGoal(target.Id, before.Updated, pollInterval) { WasAway = IsThere(before.Status) }
        : new RebootGoal(target.Id, updatedBefore: null, pollInterval);

    /// <summary>A reboot whose answer was lost leaves no trace to judge it by: it is reported as unknown.</summary>
    public override Exception? Settle(VpsException exception, VpsServer current)
    {
        if (!IsRefusal(exception))
        {
            return exception;
        }

        if (VpsServerStatus.AreSame(current.Status, VpsServerStatus.Stopped) || VpsServerStatus.AreSame(current.Status, VpsServerStatus.Stopping))
        {
            return new ServerStoppedException(current);
        }

        return base.Settle(exception, current);
    }
}
