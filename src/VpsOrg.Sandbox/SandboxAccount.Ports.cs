using System.Net;

namespace VpsOrg.Sandbox;

/// <content>The ports of the servers: real ones, on this machine's loopback.</content>
public sealed partial class SandboxAccount : IDisposable
{
    private readonly List<SandboxPort> _ports = [];
    private bool _portsAreClosed;

    /// <summary>
    /// Gives a server, or every server, a port. Of several that are the same port of a server, the one that names the server counts,
    /// and of these the last.
    /// </summary>
    /// <param name="port">The port. A copy is taken.</param>
    /// <exception cref="ArgumentException">A value of the port makes no sense.</exception>
    public void AddPort(SandboxPort port)
    {
        var copy = port.CheckedCopy();
        lock (_state.Gate)
        {
            _ports.Add(copy);
            ClosePorts(); // What is open may be another port from now on; it opens again when it is asked for.
        }
    }

    /// <summary>
    /// Where a port of a server is now. A port opens when its time has come and somebody asks for it, so that no socket is there that
    /// nobody wants; each time it has been closed, it opens somewhere else.
    /// </summary>
    /// <param name="host">The server's IPv4 address, IPv6 address or host name.</param>
    /// <param name="number">The port's number on the server.</param>
    /// <returns>An address on this machine's loopback; null while the port is closed, and where there is no such server.</returns>
    public IPEndPoint? FindPort(string host, int number)
    {
        lock (_state.Gate)
        {
            var now = _state.Now;
            _state.Settle(now);
            var server = _state.Fleet.Servers.FirstOrDefault(one => IsAt(one, host));
            return server is { Status: ServerStatus.Active } && !_portsAreClosed && PortOf(server, number) is { Kind: not SandboxPortKind.Never } port
                && server.StatusSince + port.OpensAfter <= now
                ? StandInOf(port) ?? server.Ports.Open(port)
                : null;
        }
    }

    /// <summary>Where a program of your own stands in for a port of a server: <see cref="SandboxPort.StandIn"/>.</summary>
    /// <param name="id">The server's id, as it stands in a path.</param>
    /// <param name="number">The port's number on the server.</param>
    /// <returns>An address on this machine's loopback; null where nothing stands in, and where there is no such server.</returns>
    public IPEndPoint? FindStandIn(string id, int number)
    {
        lock (_state.Gate)
        {
            return _state.Fleet.Find(id) is { } server && PortOf(server, number) is { } port ? StandInOf(port) : null;
        }
    }

    /// <summary>Closes the ports of all servers for good, and every connection to them. The account itself answers as before.</summary>
    public void Dispose()
    {
        lock (_state.Gate)
        {
            _portsAreClosed = true;
            ClosePorts();
        }
    }

    private static IPEndPoint? StandInOf(SandboxPort port) => port.StandIn is { } standIn ? new IPEndPoint(IPAddress.Loopback, standIn) : null;

    private static bool IsAt(ServerRecord server, string host) =>
        server.IpAddress == host || server.Ipv6Address == host || string.Equals(server.Hostname, host, StringComparison.OrdinalIgnoreCase);

    private SandboxPort? PortOf(ServerRecord server, int number) => _ports
        .Where(port => port.Number == number && (port.Server is null || port.Server == server.Id || port.Server == server.Name))
        .OrderBy(port => port.Server is not null)
        .LastOrDefault();

    private void ClosePorts()
    {
        foreach (var server in _state.Fleet.Servers)
        {
            server.Ports.Close();
        }
    }
}
