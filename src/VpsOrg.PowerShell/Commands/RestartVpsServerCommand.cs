namespace VpsOrg.PowerShell.Commands;

/// <summary>Restarts running servers gracefully.</summary>
[Cmdlet(VerbsLifecycle.Restart, "VpsServer", DefaultParameterSetName = ByInputObject, SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Restart-VpsServer.md")]
[OutputType(typeof(VpsServer))]
public sealed class RestartVpsServerCommand : PowerCmdlet
{
    private int _address; // As a number: a field of the client's type would load the client with the module.

    /// <summary>With <c>-Wait</c>: the ports that are to be open as well, e.g. 22, which is to speak SSH.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ValidateRange(1, 65535)]
    [ArgumentCompleter(typeof(PortCompleter))]
    public int[]? TcpPort { get; set; }

    /// <summary>With <c>-TcpPort</c>: at which of the server's addresses; default the IPv4 address.</summary>
    [Parameter]
    public VpsAddressKind Address
    {
        get => (VpsAddressKind)_address;
        set => _address = (int)value;
    }

    private protected override PowerAction Action { get; } = new RebootAction();

    private protected override string Activity => "Restarting servers";

    private protected override WantedPorts? Ports => WantedPorts.Of(TcpPort, Address);
}
