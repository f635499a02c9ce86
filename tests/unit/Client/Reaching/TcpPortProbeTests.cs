using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VpsOrg.Client.Tests;

/// <summary>One attempt at a port: what it met, over real sockets, in a bound of five seconds that only the test lets pass.</summary>
public sealed class TcpPortProbeTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    private readonly ManualClock _clock = new();

    public static TheoryData<string> SshGreetings => new(
        "SSH-2.0-OpenSSH_9.2p1\r\n",
        "SSH-",
        "SSH-1.99-old\n",
        "Welcome.\r\nSSH-2.0-x\r\n",
        "\n\n\nSSH-2.0-x\r\n",
        "S\nSS\nSSH\nSSSH-\nssh-2.0\nSSH-2.0-x\n",
        string.Concat(Enumerable.Repeat("All that you do here is recorded.\r\n", 20)) + "SSH-2.0-x\r\n",
        new string('x', 8187) + "\nSSH-");

    public static TheoryData<string> OtherGreetings => new(
        new string('x', 8192),
        new string('\n', 8192),
        new string('x', 8188) + "\nSSH-",
        new string('x', 20000) + "\nSSH-2.0-x\r\n");

    [Theory]
    [MemberData(nameof(SshGreetings))]
    public async Task A_line_that_begins_with_SSH_opens_port_22(string greeting)
    {
        await using var server = new PortServer(Encoding.ASCII.GetBytes(greeting));

        Assert.Equal(PortReply.Open, await ProbeOf(server.End).TryAsync("web-01", 22, Bound, CancellationToken.None).Guarded());

        await server.UntilGoneAsync(1);
        Assert.Equal(0, server.BytesReceived);
    }

    [Fact]
    public async Task A_greeting_may_come_in_single_bytes()
    {
        await using var server = new PortServer(socket =>
        {
            socket.NoDelay = true;
            Array.ForEach(Encoding.ASCII.GetBytes("Hello.\r\nSSH-2.0-x\r\n"), one => socket.Send([one]));
            return Task.CompletedTask;
        });

        Assert.Equal(PortReply.Open, await ProbeOf(server.End).TryAsync("web-01", 22, Bound, CancellationToken.None).Guarded());
    }

    [Theory]
    [MemberData(nameof(OtherGreetings))]
    public async Task Eight_kilobytes_without_such_a_line_are_something_else(string greeting)
    {
        await using var server = new PortServer(Encoding.ASCII.GetBytes(greeting));

        Assert.Equal(PortReply.NotSsh, await ProbeOf(server.End).TryAsync("web-01", 22, Bound, CancellationToken.None).Guarded());
    }

    [Theory]
    [InlineData("", nameof(PortFinding.Silent))]
    [InlineData("220 mail ready\r\n", nameof(PortFinding.NotSsh))]
    [InlineData("SSH", nameof(PortFinding.NotSsh))]
    [InlineData("  SSH-2.0-x\r\n", nameof(PortFinding.NotSsh))]
    public async Task Who_says_no_more_than_this_until_the_time_is_over_is_not_open(string greeting, string finding)
    {
        await using var server = new PortServer(Encoding.ASCII.GetBytes(greeting));

        // All of it runs up to where the probe waits for more than the greeting, before the call comes back.
        var attempt = ProbeOf(server.End, connect: (socket, end) =>
        {
            socket.Connect(end);
            Assert.True(greeting.Length == 0 || socket.Poll(-1, SelectMode.SelectRead));
            return Task.CompletedTask;
        }).TryAsync("web-01", 22, Bound, CancellationToken.None);
        await _clock.ExpireAsync(Bound);

        Assert.Equal(finding, (await attempt.Guarded()).Finding.ToString());
        await server.UntilGoneAsync(1);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("", true)]
    [InlineData("220 mail ready\r\n", false)]
    [InlineData("SSH", true)]
    public async Task Who_closes_before_saying_so_is_told_from_who_is_silent(string greeting, bool isReset)
    {
        await using var server = new PortServer(socket =>
        {
            socket.Send(Encoding.ASCII.GetBytes(greeting));
            socket.LingerState = new LingerOption(isReset, 0);
            socket.Close();
            return Task.CompletedTask;
        });

        Assert.Equal(PortReply.ClosedEarly, await ProbeOf(server.End).TryAsync("web-01", 22, Bound, CancellationToken.None).Guarded());
    }

    [Fact]
    public async Task An_attempt_tells_how_far_it_has_come()
    {
        await using var server = new PortServer([]);
        var met = new List<PortReply>();

        var attempt = ProbeOf(server.End, connect: (socket, end) =>
        {
            socket.Connect(end);
            return Task.CompletedTask;
        }).TryAsync("web-01", 22, Bound, CancellationToken.None, met.Add);

        Assert.Equal([PortReply.NoAnswer, PortReply.Silent], met); // All of it before the call comes back.
        await _clock.ExpireAsync(Bound);
        await attempt.Guarded();
    }

    [Fact]
    public async Task Any_other_port_is_open_once_it_accepts_and_nothing_is_said()
    {
        await using var server = new PortServer([]);

        Assert.Equal(PortReply.Open, await ProbeOf(server.End).TryAsync("web-01", 443, Bound, CancellationToken.None).Guarded());

        await server.UntilGoneAsync(1);
        Assert.Equal(0, server.BytesReceived);
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_is_refused()
    {
        using var closed = new ClosedPort();

        Assert.Equal(PortReply.Refused, await new TcpPortProbe(_clock).TryAsync("127.0.0.1", closed.BaseAddress.Port, Bound, CancellationToken.None).Guarded());
    }

    [IPv6Fact]
    public async Task A_port_of_an_IPv6_address_is_reached()
    {
        await using var server = new PortServer(_ => Task.CompletedTask, IPAddress.IPv6Loopback);

        Assert.Equal(PortReply.Open, await new TcpPortProbe(_clock).TryAsync("::1", server.End.Port, Bound, CancellationToken.None).Guarded());
    }

    [Fact]
    public async Task A_name_is_resolved()
    {
        await using var server = new PortServer([]);
        var hosts = new HostAddresses(host => host == "web01.example.com" ? [IPAddress.Loopback] : throw new SocketException((int)SocketError.HostNotFound));
        var probe = new TcpPortProbe(_clock, hosts.FindAsync);

        Assert.Equal(PortReply.Open, await probe.TryAsync("web01.example.com", server.End.Port, Bound, CancellationToken.None).Guarded());
        Assert.Equal(PortReply.NotResolved, await probe.TryAsync("web02.example.com", server.End.Port, Bound, CancellationToken.None).Guarded());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("0.0.0.0")]
    [InlineData("0.0.0.0 ")]
    [InlineData("::")]
    [InlineData("::%1")]
    [InlineData("::ffff:0.0.0.0")]
    [InlineData("0")]
    [InlineData("here.example.com")]
    [InlineData("-oProxyCommand=x")]
    [InlineData("a b")]
    public async Task What_would_be_this_machine_or_no_host_at_all_is_not_resolved(string host)
    {
        await using var server = new PortServer([]);
        var probe = new TcpPortProbe(_clock, new HostAddresses(name => name == "here.example.com" ? [IPAddress.Any, IPAddress.IPv6Any] : [IPAddress.Loopback]).FindAsync);

        Assert.Equal(PortReply.NotResolved, await probe.TryAsync(host, server.End.Port, Bound, CancellationToken.None).Guarded());
    }

    [Fact]
    public async Task One_address_of_several_that_is_open_suffices_and_the_others_hold_up_nothing()
    {
        await using var server = new PortServer([]);
        using var closed = new ClosedPort();
        var hole = new IPEndPoint(IPAddress.Parse("192.0.2.1"), 443);
        var probe = new TcpPortProbe(
            _clock,
            (_, _) => Ends(hole, new IPEndPoint(IPAddress.Loopback, closed.BaseAddress.Port), server.End),
            (socket, end) => end.Equals(hole) ? Never : socket.ConnectAsync(end));

        Assert.Equal(PortReply.Open, await probe.TryAsync("web-01", 443, Bound, CancellationToken.None).Guarded());
    }

    [Fact]
    public async Task Of_several_addresses_that_are_closed_the_nearest_to_open_is_told()
    {
        using var closed = new ClosedPort();
        var hole = new IPEndPoint(IPAddress.Parse("192.0.2.1"), 443);
        var attempt = new TcpPortProbe(
            _clock,
            (_, _) => Ends(new IPEndPoint(IPAddress.Loopback, closed.BaseAddress.Port), hole),
            (socket, end) =>
            {
                if (!end.Equals(hole))
                {
                    socket.Connect(end); // Refused before the call comes back.
                }

                return Never;
            }).TryAsync("web-01", 443, Bound, CancellationToken.None);

        await _clock.ExpireAsync(Bound);

        Assert.Equal(PortReply.Refused, await attempt.Guarded());
    }

    [Fact]
    public async Task A_black_hole_is_given_up_when_the_time_is_over_and_its_socket_is_closed()
    {
        Socket? used = null;
        var attempt = ProbeOf(new IPEndPoint(IPAddress.Loopback, 1), connect: (socket, _) =>
        {
            used = socket;
            return Never;
        }).TryAsync("web-01", 22, Bound, CancellationToken.None);

        await _clock.ExpireAsync(Bound);

        Assert.Equal(PortReply.NoAnswer, await attempt.Guarded());
        Assert.Throws<ObjectDisposedException>(() => used!.Available);
    }

    [Theory]
    [InlineData(SocketError.ConnectionReset, nameof(PortFinding.ClosedEarly))]
    [InlineData(SocketError.TimedOut, nameof(PortFinding.NoAnswer))]
    [InlineData(SocketError.NetworkUnreachable, nameof(PortFinding.NoRoute))]
    [InlineData(SocketError.HostUnreachable, nameof(PortFinding.NoRoute))]
    [InlineData(SocketError.AddressFamilyNotSupported, nameof(PortFinding.NoRoute))]
    [InlineData(SocketError.TryAgain, nameof(PortFinding.NotResolved))]
    [InlineData(SocketError.AccessDenied, nameof(PortFinding.Failed))]
    public async Task What_the_platform_says_is_told(SocketError error, string finding)
    {
        var probe = ProbeOf(new IPEndPoint(IPAddress.Loopback, 1), connect: (_, _) => Task.FromException(new SocketException((int)error)));

        Assert.Equal(finding, (await probe.TryAsync("web-01", 443, Bound, CancellationToken.None).Guarded()).Finding.ToString());
    }

    [Fact]
    public async Task A_name_that_takes_for_ever_holds_up_nothing()
    {
        using var release = new ManualResetEventSlim();
        var probe = new TcpPortProbe(_clock, new HostAddresses(_ =>
        {
            release.Wait();
            return [];
        }).FindAsync);

        for (var attempts = 0; attempts < 3; attempts++)
        {
            var attempt = probe.TryAsync("web01.example.com", 22, Bound, CancellationToken.None);
            await _clock.ExpireAsync(Bound);
            Assert.Equal(PortReply.NotResolved, await attempt.Guarded());
        }

        release.Set();
    }

    [Fact]
    public async Task A_name_that_is_being_resolved_is_not_asked_for_again_meanwhile()
    {
        using var release = new ManualResetEventSlim();
        var asked = 0;
        var addresses = new HostAddresses(_ =>
        {
            var number = (byte)Interlocked.Increment(ref asked);
            release.Wait();
            return [new IPAddress([203, 0, 113, number])];
        });
        var finds = Enumerable.Range(0, 3).Select(_ => addresses.FindAsync("web01.example.com", 22)).ToList();

        release.Set();

        Assert.All(await Task.WhenAll(finds).Guarded(), ends => Assert.Equal("203.0.113.1:22", Assert.Single(ends).ToString()));
        Assert.Equal("203.0.113.2:22", Assert.Single(await addresses.FindAsync("web01.example.com", 22).Guarded()).ToString());
    }

    [Theory]
    [InlineData("resolving")]
    [InlineData("connecting")]
    [InlineData("listening")]
    public async Task A_cancellation_ends_an_attempt_at_once_wherever_it_is(string step)
    {
        await using var server = new PortServer([]);
        using var stop = new CancellationTokenSource();
        var probe = new TcpPortProbe(
            _clock,
            (_, _) => step == "resolving" ? new TaskCompletionSource<IReadOnlyList<IPEndPoint>>().Task : Ends(server.End),
            (socket, end) =>
            {
                socket.Connect(end);
                return step == "connecting" ? Never : Task.CompletedTask;
            });
        var attempt = probe.TryAsync("web-01", 22, Bound, stop.Token);
        Assert.False(attempt.IsCompleted);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => attempt.Guarded());
        Assert.Equal(0, server.BytesReceived);
    }

    private static Task Never => new TaskCompletionSource().Task;

    private static Task<IReadOnlyList<IPEndPoint>> Ends(params IPEndPoint[] ends) => Task.FromResult<IReadOnlyList<IPEndPoint>>(ends);

    private TcpPortProbe ProbeOf(IPEndPoint end, Func<Socket, IPEndPoint, Task>? connect = null) =>
        new(_clock, (_, _) => Ends(end), connect ?? ((socket, to) => socket.ConnectAsync(to)));
}
