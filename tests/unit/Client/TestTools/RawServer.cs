using System.Net;
using System.Net.Sockets;

namespace VpsOrg.Client.Tests;

/// <summary>
/// An HTTP server written by hand, so that a mistake shared by client and sandbox is caught: it records the exact
/// requests and answers with whatever bytes, or none, that a test's script says.
/// </summary>
internal sealed class RawServer : IAsyncDisposable
{
    private const int MostConnections = 300;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new(Watchdog.Time);
    private readonly Func<RawRequest, RawAnswer> _answer;
    private readonly List<RawRequest> _requests = [];
    private readonly List<Task> _connections = [];
    private readonly Signal _changed = new();
    private readonly Task _accepting;
    private int _closed;

    /// <summary>Answers the requests one after another as scripted, and 599 when the script is over.</summary>
    public RawServer(params RawAnswer[] script)
        : this(new Queue<RawAnswer>(script))
    {
    }

    /// <summary>Answers each request as a function says.</summary>
    public RawServer(Func<RawRequest, RawAnswer> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    private RawServer(Queue<RawAnswer> script)
        : this(_ => script.TryDequeue(out var next) ? next : RawAnswer.Status(599, "the script is over"))
    {
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri BaseAddress => new($"http://127.0.0.1:{Port}/api/v1/");

    public IReadOnlyList<RawRequest> Requests
    {
        get
        {
            lock (_requests)
            {
                return _requests.ToArray();
            }
        }
    }

    /// <summary>Method and target of each request, e.g. <c>GET /api/v1/servers/</c>.</summary>
    public IReadOnlyList<string> Lines => Requests.Select(request => $"{request.Method} {request.Target}").ToArray();

    public int ConnectionsAccepted
    {
        get
        {
            lock (_requests)
            {
                return _connections.Count;
            }
        }
    }

    public int ConnectionsClosed => Volatile.Read(ref _closed);

    public Task UntilRequestsAsync(int count) => _changed.UntilAsync(() => Requests.Count >= count);

    public Task UntilClosedAsync(int count) => _changed.UntilAsync(() => ConnectionsClosed >= count);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        Task[] connections;
        lock (_requests)
        {
            connections = [.. _connections];
        }

        await Task.WhenAll(connections);
        _stop.Dispose();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            for (var number = 1; number <= MostConnections && !_stop.IsCancellationRequested; number++)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                lock (_requests)
                {
                    _connections.Add(ServeAsync(socket, number));
                }

                _changed.Raise();
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException && _stop.IsCancellationRequested)
        {
            // The test is over; a listener that is not listening any more says InvalidOperation.
        }
    }

    private async Task ServeAsync(Socket socket, int number)
    {
        using var connection = new RawConnection(socket, number, _stop.Token);
        try
        {
            while (await connection.ReadRequestAsync() is { } request)
            {
                RawAnswer answer;
                lock (_requests)
                {
                    _requests.Add(request);
                    answer = _answer(request);
                }

                _changed.Raise();
                if (!await answer.PlayAsync(connection).WaitAsync(_stop.Token))
                {
                    break;
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The client closed, or the test is over.
        }

        Interlocked.Increment(ref _closed);
        _changed.Raise();
    }
}
