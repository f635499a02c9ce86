namespace VpsOrg.PowerShell;

/// <summary>
/// What <c>-TcpPort</c> and <c>-Address</c> say on a command line. Cmdlets keep it here: a field of the client's type in one of
/// them would load the client with the module.
/// </summary>
internal sealed class PortChoice
{
    /// <summary>The ports; null where none is given.</summary>
    public int[]? Numbers { get; set; }

    /// <summary>At which of a server's addresses.</summary>
    public VpsAddressKind Address { get; set; }

    /// <summary>What is to be waited for; null where no port is given.</summary>
    public WantedPorts? Wanted => Numbers is null ? null : new WantedPorts(Numbers, Address);
}
