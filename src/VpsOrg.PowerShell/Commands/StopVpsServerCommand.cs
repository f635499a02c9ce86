namespace VpsOrg.PowerShell.Commands;

/// <summary>Shuts running servers down gracefully.</summary>
[Cmdlet(VerbsLifecycle.Stop, "VpsServer", DefaultParameterSetName = ByInputObject, SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Stop-VpsServer.md")]
[OutputType(typeof(VpsServer))]
public sealed class StopVpsServerCommand : PowerCmdlet
{
    private protected override string ActionName => "Stop server";

    private protected override WriteVerb Verb => WriteVerb.Stop;

    private protected override string Activity => "Stopping servers";

    private protected override bool IsThere(string? status) =>
        VpsServerStatus.AreSame(status, VpsServerStatus.Stopped) || VpsServerStatus.AreSame(status, VpsServerStatus.Stopping);

    private protected override Task<VpsServerAction> SendAsync(VpsClient client, ServerIdentity server, ICallTrace trace, CancellationToken cancellationToken) =>
        client.Writes.StopAsync(server, trace, cancellationToken);

    private protected override WaitGoal Goal(ServerTarget target, TimeSpan pollInterval) => new StatusGoal(target.Id, VpsServerStatus.Stopped);
}
