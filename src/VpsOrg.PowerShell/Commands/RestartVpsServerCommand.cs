using System.Collections.Concurrent;

namespace VpsOrg.PowerShell.Commands;

/// <summary>Restarts running servers gracefully.</summary>
[Cmdlet(VerbsLifecycle.Restart, "VpsServer", DefaultParameterSetName = ByInputObject, SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Restart-VpsServer.md")]
[OutputType(typeof(VpsServer))]
public sealed class RestartVpsServerCommand : PowerCmdlet
{
    private readonly ConcurrentDictionary<ServerTarget, DateTime?> _updatedBefore = new();

    private protected override string ActionName => "Restart server";

    private protected override WriteVerb Verb => WriteVerb.Reboot;

    private protected override string Activity => "Restarting servers";

    private protected override bool IsThere(string? status) => VpsServerStatus.AreSame(status, VpsServerStatus.Rebooting);

    private protected override Task<VpsServerAction> SendAsync(VpsClient client, ServerIdentity server, ICallTrace trace, CancellationToken cancellationToken) =>
        client.Writes.RebootAsync(server, trace, cancellationToken);

    /// <summary>The end of a reboot is told by the server's last change before it: a fresh one, not a piped object's.</summary>
    private protected override void Note(ServerTarget target, VpsServer before) => _updatedBefore[target] = before.Updated;

    private protected override WaitGoal Goal(ServerTarget target, TimeSpan pollInterval) =>
        new RebootGoal(target.Id, _updatedBefore.TryGetValue(target, out var before) ? before : null, pollInterval);

    /// <summary>A reboot whose answer was lost leaves no trace to judge it by: it is reported as unknown.</summary>
    private protected override Exception? Settle(VpsException exception, VpsServer current)
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
