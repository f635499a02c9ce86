using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VpsOrg.Sandbox;

/// <summary>One open port on this machine's loopback. Disposing of it closes it, and every connection to it.</summary>
internal sealed class LoopbackPort : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly HashSet<Socket> _callers = [];
    private readonly byte[] _greeting;
    private readonly bool _isClosing;
    private bool _isClosed;

    /// <summary>Opens a port that does as a kind of port does.</summary>
    public LoopbackPort(SandboxPort port)
    {
        _greeting = Encoding.ASCII.GetBytes(Greeting(port));
        _isClosing = port.Kind == SandboxPortKind.Closing;
        _listener.Start();
        End = (IPEndPoint)_listener.LocalEndpoint;
        _ = AcceptAsync();
    }

    /// <summary>Where it is.</summary>
    public IPEndPoint End { get; }

    public void Dispose()
    {
        lock (_callers)
        {
            _isClosed = true;
            _listener.Stop();
            foreach (var caller in _callers)
            {
                caller.Dispose();
            }
        }
    }

    private static string Greeting(SandboxPort port) => port.Kind switch
    {
        SandboxPortKind.Ssh => string.Concat(Enumerable.Repeat("This server is simulated.\r\n", port.LinesBefore)) + "SSH-2.0-VpsOrgSandbox\r\n",
        SandboxPortKind.NotSsh => "220 sandbox.invalid ready\r\n",
        _ => "",
    };

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptSocketAsync().ConfigureAwait(false));
            }
        }
        catch (Exception exception) when (exception is SocketException or InvalidOperationException)
        {
            // Closed. A listener that was stopped says either.
        }
    }

    private async Task ServeAsync(Socket caller)
    {
        using (caller)
        {
            if (!Keep(caller))
            {
                return;
            }

            try
            {
                await ServeOpenAsync(caller).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // The caller has gone, or the port was closed.
            }

            lock (_callers)
            {
                _callers.Remove(caller);
            }
        }
    }

    /// <summary>Greets, and waits until the caller goes, whatever it says.</summary>
    private async Task ServeOpenAsync(Socket caller)
    {
        if (_greeting.Length > 0)
        {
            await caller.SendAsync(new ArraySegment<byte>(_greeting), SocketFlags.None).ConfigureAwait(false);
        }

        var ignored = new ArraySegment<byte>(new byte[256]);
        while (!_isClosing && await caller.ReceiveAsync(ignored, SocketFlags.None).ConfigureAwait(false) > 0)
        {
        }
    }

    private bool Keep(Socket caller)
    {
        lock (_callers)
        {
            return !_isClosed && _callers.Add(caller);
        }
    }
}
