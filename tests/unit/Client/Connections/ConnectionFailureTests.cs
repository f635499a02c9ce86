using System.Net;
using System.Net.Sockets;

namespace VpsOrg.Client.Tests;

public sealed class ConnectionFailureTests
{
    [Fact]
    public async Task A_refused_connection_says_so_and_that_nothing_was_sent()
    {
        using var closed = new ClosedPort();
        using var client = Clients.For(closed.BaseAddress);

        var exception = await Assert.ThrowsAsync<VpsConnectionException>(() => client.StartServerAsync(12345).Guarded());

        Assert.Contains("the connection was refused", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.WasSent);
        Assert.False(exception.MayHaveActed);
    }

    [Fact]
    public async Task A_host_name_that_is_not_resolved_says_so_and_that_nothing_was_sent()
    {
        var handler = new StubHandler((_, _) => throw new HttpRequestException(
            "Name or service not known (nowhere.invalid:443)", new SocketException((int)SocketError.HostNotFound)));
        using var client = Clients.For(handler);

        var exception = await Assert.ThrowsAsync<VpsConnectionException>(() => client.StartServerAsync(12345).Guarded());

        Assert.Contains("the host name was not resolved", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.MayHaveActed);
    }

    [Theory]
    [InlineData(WebExceptionStatus.ConnectFailure, "connecting failed", false)]
    [InlineData(WebExceptionStatus.NameResolutionFailure, "the host name was not resolved", false)]
    [InlineData(WebExceptionStatus.TrustFailure, "no secure connection", false)]
    [InlineData(WebExceptionStatus.ReceiveFailure, "the connection was lost", true)]
    [InlineData(WebExceptionStatus.KeepAliveFailure, "the connection was lost", true)]
    public async Task The_causes_of_NET_Framework_are_told_by_their_own_words(WebExceptionStatus status, string words, bool wasSent)
    {
        var handler = new StubHandler((_, _) => throw new HttpRequestException(
            "An error occurred while sending the request.", new WebException("x", new IOException("y"), status, null)));
        using var client = Clients.For(handler);

        var exception = await Assert.ThrowsAsync<VpsConnectionException>(() => client.StartServerAsync(12345).Guarded());

        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.Equal(wasSent, exception.WasSent);
    }

    [Fact]
    public async Task A_server_that_speaks_no_TLS_is_no_secure_connection_and_is_not_tried_again()
    {
        await using var plain = new PlainListener();
        using var client = Clients.For(new Uri($"https://127.0.0.1:{plain.Port}/api/v1/"), retries: 4);

        var exception = await Assert.ThrowsAsync<VpsConnectionException>(() => client.GetServerAsync(1).Guarded());

        Assert.Contains("no secure connection", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.WasSent);
        Assert.Equal(1, exception.Attempts);
    }

    [Fact]
    public async Task A_connection_that_is_lost_in_a_body_keeps_what_its_head_said()
    {
        await using var server = new RawServer(
            RawAnswer.BytesThenClose(RawAnswer.Head(200, 500, ("X-Request-Id", "r-7"), ("Date", "Thu, 16 Jan 2025 12:00:00 GMT")) + "{\"id\":"),
            RawAnswer.Close(),
            RawAnswer.Status(400));
        using var client = Clients.For(server, retries: 2);
        var trace = new RecordingTrace();

        await Assert.ThrowsAsync<VpsInvalidRequestException>(() => client.GetServerAsync(1, trace).Guarded());

        Assert.Equal(
            [
                "GET servers/1/ -> 200, then the connection was lost in 0 ms, attempt 1, request id r-7",
                "GET servers/1/: answered 200, then the connection was lost; retry 1 of 2 in 0.5 s",
                "GET servers/1/ -> connection lost in 0 ms, attempt 2",
                "GET servers/1/: connection lost; retry 2 of 2 in 1.0 s",
                "GET servers/1/ -> 400 in 0 ms, attempt 3",
            ],
            trace.Verbose);
    }

    [Fact]
    public async Task The_context_of_a_lost_body_is_that_of_its_answer()
    {
        await using var server = new RawServer(
            RawAnswer.BytesThenClose(RawAnswer.Head(201, 500, ("X-Request-Id", "r-7"), ("Date", "Thu, 16 Jan 2025 12:00:00 GMT")) + "{\"id\":"));
        using var client = Clients.For(server);

        var exception = await Assert.ThrowsAsync<VpsConnectionException>(() => client.StartServerAsync(1).Guarded());

        Assert.Equal(201, exception.Context.StatusCode);
        Assert.Equal("r-7", exception.Context.RequestId);
        Assert.Equal(new DateTimeOffset(2025, 1, 16, 12, 0, 0, TimeSpan.Zero), exception.Context.Time);
        Assert.True(exception.Context.MayHaveActed);
    }

    [Theory]
    [InlineData("close")]
    [InlineData("reset")]
    [InlineData("head")]
    [InlineData("body")]
    [InlineData("chunk")]
    public async Task A_connection_that_is_lost_after_sending_leaves_open_what_happened(string when)
    {
        await using var server = new RawServer(when switch
        {
            "close" => RawAnswer.Close(),
            "reset" => RawAnswer.Reset(),
            "head" => RawAnswer.BytesThenClose("HTTP/1.1 200 OK\r\nContent-Le"),
            "body" => RawAnswer.BytesThenClose(RawAnswer.Head(200, 500) + "{\"status\":"),
            _ => RawAnswer.BytesThenClose("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"st"),
        });
        using var client = Clients.For(server);

        var exception = await Assert.ThrowsAsync<VpsConnectionException>(() => client.StartServerAsync(12345).Guarded());

        Assert.True(exception.WasSent);
        Assert.True(exception.MayHaveActed);
        Assert.Single(server.Requests);
    }

    /// <summary>Answers whatever comes, a TLS greeting too, with plain HTTP.</summary>
    private sealed class PlainListener : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new(Watchdog.Time);
        private readonly Task _serving;

        public PlainListener()
        {
            _listener.Start();
            _serving = ServeAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            _listener.Stop();
            await _serving;
            _stop.Dispose();
            _listener.Dispose();
        }

        private async Task ServeAsync()
        {
            try
            {
                for (var connection = 0; connection < 10; connection++)
                {
                    using var socket = await _listener.AcceptSocketAsync(_stop.Token);
                    await socket.ReceiveAsync(new byte[4096], _stop.Token);
                    await socket.SendAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), _stop.Token);
                    await socket.ReceiveAsync(new byte[4096], _stop.Token);
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                // The test is over.
            }
        }
    }
}
