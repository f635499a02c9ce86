namespace VpsOrg.PowerShell.Commands;

/// <summary>Shuts running servers down gracefully.</summary>
[Cmdlet(VerbsLifecycle.Stop, "VpsServer", DefaultParameterSetName = ByInputObject, SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Stop-VpsServer.md")]
[OutputType(typeof(VpsServer))]
public sealed class StopVpsServerCommand : PowerCmdlet
{
    private protected override PowerAction Action { get; } = new StopAction();

    private protected override string Activity => "Stopping servers";
}
