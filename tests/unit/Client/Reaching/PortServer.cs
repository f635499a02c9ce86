using System.Net;
using System.Net.Sockets;

namespace VpsOrg.Client.Tests;

/// <summary>A loopback port that does to its callers what a test's script says, and keeps what they send.</summary>
internal sealed class PortServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new(Watchdog.Time);
    private readonly Func<Socket, Task> _script;
    private readonly List<Task> _callers = [];
    private readonly Signal _changed = new();
    private readonly Task _accepting;
    private int _received;
    private int _gone;

    /// <summary>Accepts callers, and plays the script to each; then it waits until the caller goes.</summary>
    public PortServer(Func<Socket, Task> script, IPAddress? address = null)
    {
        _script = script;
        _listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Accepts callers and says some bytes.</summary>
    public PortServer(byte[] greeting)
        : this(socket =>
        {
            socket.Send(greeting);
            return Task.CompletedTask;
        })
    {
    }

    public IPEndPoint End => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>How many bytes all callers have sent.</summary>
    public int BytesReceived => Volatile.Read(ref _received);

    /// <summary>Waits until so many callers have gone.</summary>
    public Task UntilGoneAsync(int count) => _changed.UntilAsync(() => Volatile.Read(ref _gone) >= count);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_callers);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _callers.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException && _stop.IsCancellationRequested)
        {
            // The test is over; a listener that is not listening any more says InvalidOperation.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                await _script(socket).WaitAsync(_stop.Token);
                var buffer = new byte[64];
                for (int count; (count = await socket.ReceiveAsync(buffer, _stop.Token)) > 0;)
                {
                    Interlocked.Add(ref _received, count);
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The caller, or the script, closed; or the test is over.
            }
        }

        Interlocked.Increment(ref _gone);
        _changed.Raise();
    }
}
