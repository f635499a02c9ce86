namespace VpsOrg.PowerShell.Commands;

/// <summary>Powers stopped servers on.</summary>
[Cmdlet(VerbsLifecycle.Start, "VpsServer", DefaultParameterSetName = ByInputObject, SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Start-VpsServer.md")]
[OutputType(typeof(VpsServer))]
public sealed class StartVpsServerCommand : PowerCmdlet
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

    private protected override PowerAction Action { get; } = new StartAction();

    private protected override string Activity => "Starting servers";

    private protected override WantedPorts? Ports => _ports.Wanted;
}
