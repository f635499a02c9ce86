using System.Net;
using System.Net.Sockets;

namespace VpsOrg.Client;

/// <summary>
/// Finds out whether a port accepts connections, and whether port 22 speaks SSH: a proxy, or a host that is half started,
/// accepts and says nothing. It never sends a byte.
/// </summary>
/// <param name="clock">The time by which an attempt is bounded.</param>
/// <param name="find">Finds where a port of a host is; a <see cref="SocketException"/> says why it is nowhere.</param>
/// <param name="connect">Connects a socket, which is closed where it takes too long.</param>
internal sealed class TcpPortProbe(
    Clock clock, Func<string, int, Task<IReadOnlyList<IPEndPoint>>> find, Func<Socket, IPEndPoint, Task> connect)
{
    /// <summary>The port of SSH, unless a server has it elsewhere.</summary>
    public const int Ssh = 22;

    private const int BufferSize = 1024;

    /// <summary>A probe whose hosts are found in a way of their own, as in a sandbox.</summary>
    public TcpPortProbe(Clock clock, Func<string, int, Task<IReadOnlyList<IPEndPoint>>> find)
        : this(clock, find, (socket, end) => socket.ConnectAsync(end))
    {
    }

    /// <summary>A probe of real hosts.</summary>
    public TcpPortProbe(Clock clock)
        : this(clock, new HostAddresses().FindAsync)
    {
    }

    /// <summary>The port that is to speak SSH.</summary>
    public int SshPort { get; init; } = Ssh;

    /// <summary>Tries once. Where a name leads to several addresses, all are tried at once, and one that is open suffices.</summary>
    /// <param name="host">An address, or a name.</param>
    /// <param name="port">The port.</param>
    /// <param name="bound">How long the attempt may take, with the resolving of the name.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <param name="met">Is told what it has met so far; null tells nobody.</param>
    /// <returns>What it met; of several addresses, what was nearest to open.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<PortReply> TryAsync(string host, int port, TimeSpan bound, CancellationToken cancellationToken, Action<PortReply>? met = null)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var deadline = clock.CancelAfter(bound, cancellationToken);
        try
        {
            var ends = await find(host, port).OrCancelled(deadline.Token).ConfigureAwait(false);
            met?.Invoke(PortReply.NoAnswer);
            return await TryAllAsync(ends, port, met, deadline.Token, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return PortReply.NotResolved;
        }
        catch (SocketException exception)
        {
            return PortReply.Of(exception.SocketErrorCode);
        }
    }

    private async Task<PortReply> TryAllAsync(
        IReadOnlyList<IPEndPoint> ends, int port, Action<PortReply>? met, CancellationToken bound, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(bound);
        var attempts = ends.Select(end => TryOneAsync(end, port, met, stop.Token)).ToList();
        var best = PortReply.NotResolved;
        while (attempts.Count > 0 && !best.IsOpen)
        {
            var ended = await Task.WhenAny(attempts).ConfigureAwait(false);
            attempts.Remove(ended);
            var reply = await ended.ConfigureAwait(false);
            best = reply.Finding > best.Finding ? reply : best;
        }

        stop.Cancel();
        cancellationToken.ThrowIfCancellationRequested();
        return best;
    }

    private async Task<PortReply> TryOneAsync(IPEndPoint end, int port, Action<PortReply>? met, CancellationToken stop)
    {
        try
        {
            using var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            using (stop.Register(socket.Dispose))
            {
                await connect(socket, end).OrCancelled(stop).ConfigureAwait(false);
                if (port != SshPort)
                {
                    return PortReply.Open;
                }

                met?.Invoke(PortReply.Silent);
                return await ListenAsync(socket, stop).ConfigureAwait(false);
            }
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            return PortReply.NoAnswer; // A socket that is closed while it connects fails in many ways: they all mean this.
        }
        catch (SocketException exception)
        {
            return PortReply.Of(exception.SocketErrorCode);
        }
    }

    /// <summary>Listens until it is clear whether a server speaks SSH.</summary>
    private static async Task<PortReply> ListenAsync(Socket socket, CancellationToken stop)
    {
        var greeting = new SshGreeting();
        var buffer = new byte[BufferSize];
        try
        {
            while (true)
            {
                var count = await socket.ReceiveAsync(new ArraySegment<byte>(buffer), SocketFlags.None).OrCancelled(stop).ConfigureAwait(false);
                if (count == 0)
                {
                    return PortReply.ClosedEarly;
                }

                if (greeting.Take(buffer, count) is { } isSsh)
                {
                    return isSsh ? PortReply.Open : PortReply.NotSsh;
                }
            }
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            return greeting.IsEmpty ? PortReply.Silent : PortReply.NotSsh;
        }
        catch (SocketException)
        {
            return PortReply.ClosedEarly;
        }
    }
}
