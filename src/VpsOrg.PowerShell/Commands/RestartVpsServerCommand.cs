using System.Collections.Concurrent;

namespace VpsOrg.PowerShell.Commands;

/// <summary>Restarts running servers gracefully.</summary>
[Cmdlet(VerbsLifecycle.Restart, "VpsServer", DefaultParameterSetName = ByInputObject, SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Restart-VpsServer.md")]
[OutputType(typeof(VpsServer))]
public sealed class RestartVpsServerCommand : PowerCmdlet
{
    private readonly ConcurrentDictionary<ServerTarget, VpsServer> _before = new();

    /// <summary>With <c>-Wait</c>: the ports that are to be open as well, e.g. 22, which is to speak SSH.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ValidateRange(1, 65535)]
    [ArgumentCompleter(typeof(PortCompleter))]
    public int[]? TcpPort { get; set; }

    /// <summary>With <c>-TcpPort</c>: at which of the server's addresses; default the IPv4 address.</summary>
    [Parameter]
    public VpsAddressKind Address { get; set; }

    private protected override string ActionName => "Restart server";

    private protected override WriteVerb Verb => WriteVerb.Reboot;

    private protected override string Activity => "Restarting servers";

    private protected override WantedPorts? Ports => WantedPorts.Of(TcpPort, Address);

    private protected override bool IsThere(string? status) => VpsServerStatus.AreSame(status, VpsServerStatus.Rebooting);

    private protected override Task<VpsServerAction> SendAsync(VpsClient client, ServerIdentity server, ICallTrace trace, CancellationToken cancellationToken) =>
        client.Writes.RebootAsync(server, trace, cancellationToken);

    /// <summary>The end of a reboot is told by the server's last change before it: a fresh one, not a piped object's.</summary>
    private protected override void Note(ServerTarget target, VpsServer before) => _before[target] = before;

    /// <summary>A server that was rebooting already has left its status: its next <c>active</c> is the end.</summary>
    private protected override WaitGoal Goal(ServerTarget target, TimeSpan pollInterval) => _before.TryGetValue(target, out var before)
        ? new RebootGoal(target.Id, before.Updated, pollInterval) { WasAway = IsThere(before.Status) }
        : new RebootGoal(target.Id, updatedBefore: null, pollInterval);

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
