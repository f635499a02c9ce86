namespace VpsOrg.PowerShell.Commands;

/// <summary>Powers stopped servers on.</summary>
[Cmdlet(VerbsLifecycle.Start, "VpsServer", DefaultParameterSetName = ByInputObject, SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Start-VpsServer.md")]
[OutputType(typeof(VpsServer))]
public sealed class StartVpsServerCommand : PowerCmdlet
{
    private protected override string ActionName => "Start server";

    private protected override WriteVerb Verb => WriteVerb.Start;

    private protected override string Activity => "Starting servers";

    private protected override bool IsThere(string? status) =>
        VpsServerStatus.AreSame(status, VpsServerStatus.Active) || VpsServerStatus.AreSame(status, VpsServerStatus.Starting);

    private protected override Task<VpsServerAction> SendAsync(VpsClient client, ServerIdentity server, ICallTrace trace, CancellationToken cancellationToken) =>
        client.Writes.StartAsync(server, trace, cancellationToken);

    private protected override WaitGoal Goal(ServerTarget target, TimeSpan pollInterval) => new StatusGoal(target.Id, VpsServerStatus.Active);
}
