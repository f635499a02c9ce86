namespace VpsOrg.PowerShell.Commands;

/// <summary>Restarts running servers gracefully.</summary>
[Cmdlet(VerbsLifecycle.Restart, "VpsServer", DefaultParameterSetName = ByInputObject, SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Restart-VpsServer.md")]
[OutputType(typeof(VpsServer))]
public sealed class RestartVpsServerCommand : PowerCmdlet
{
    private readonly PortChoice _ports = new();

    /// <summary>With <c>-Wait</c>: the ports that are to be open as well, e.g. 22, which is to speak SSH.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ValidateRange(1, 65535)]
    [ArgumentCompleter(typeof(PortCompleter))]
    public int[]? TcpPort
    {
        get => _ports.Numbers;
        set => _ports.Numbers = value;
    }

    /// <summary>With <c>-TcpPort</c>: at which of the server's addresses; default the IPv4 address.</summary>
    [Parameter]
    public VpsAddressKind Address
    {
        get => _ports.Address;
        set => _ports.Address = value;
    }

    private protected override PowerAction Action { get; } = new RebootAction();

    private protected override string Activity => "Restarting servers";

    private protected override WantedPorts? Ports => _ports.Wanted;
}
