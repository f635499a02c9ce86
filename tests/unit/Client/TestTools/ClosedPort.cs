using System.Net;
using System.Net.Sockets;

namespace VpsOrg.Client.Tests;

/// <summary>A loopback port that is taken, so that nobody else gets it, and on which nobody listens: it refuses connections.</summary>
internal sealed class ClosedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ClosedPort() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public Uri BaseAddress => new($"http://127.0.0.1:{((IPEndPoint)_socket.LocalEndPoint!).Port}/api/v1/");

    public void Dispose() => _socket.Dispose();
}
