using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VpsOrg.Sandbox.Tests;

/// <summary>The ports of the sandbox's servers: real ones on the loopback, open and closed by the account's clock.</summary>
public sealed class PortTests
{
    /// <summary>The address of the documentation's first server.</summary>
    private const string Address = "203.0.113.10";

    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(60);

    [Fact]
    public void Without_being_given_any_a_server_has_no_port()
    {
        using var sandbox = new SandboxFixture();

        Assert.Null(sandbox.Account.FindPort(Address, 22));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public async Task A_port_says_its_lines_and_then_that_it_speaks_SSH(int lines)
    {
        using var sandbox = new SandboxFixture();
        using var account = sandbox.Account;
        account.AddPort(new SandboxPort { Server = "12345", LinesBefore = lines });

        var said = await ReadLinesAsync(account.FindPort(Address, 22)!, lines + 1);

        Assert.Equal(lines, said.Count(line => line == "This server is simulated."));
        Assert.Equal("SSH-2.0-VpsOrgSandbox", said[^1]);
    }

    [Fact]
    public async Task A_port_may_be_silent_or_say_something_else_or_close_or_never_open()
    {
        using var sandbox = new SandboxFixture();
        using var account = sandbox.Account;
        account.AddPort(new SandboxPort { Number = 443, Kind = SandboxPortKind.Silent });
        account.AddPort(new SandboxPort { Number = 25, Kind = SandboxPortKind.NotSsh });
        account.AddPort(new SandboxPort { Number = 80, Kind = SandboxPortKind.Closing });
        account.AddPort(new SandboxPort { Number = 22, Kind = SandboxPortKind.Never });

        using var silent = await ConnectAsync(account.FindPort(Address, 443)!);
        using var closing = await ConnectAsync(account.FindPort(Address, 80)!);

        Assert.Equal(["220 sandbox.invalid ready"], await ReadLinesAsync(account.FindPort(Address, 25)!, 1));
        Assert.Equal(0, await closing.ReceiveAsync(new byte[1]).WaitAsync(Watchdog));
        Assert.Equal(0, silent.Available);
        Assert.Null(account.FindPort(Address, 22));
    }

    [Fact]
    public async Task A_port_opens_some_time_after_active_and_closes_with_a_reboot()
    {
        using var sandbox = new SandboxFixture();
        using var account = sandbox.Account;
        account.AddPort(new SandboxPort { OpensAfter = TimeSpan.FromSeconds(30) });
        var first = account.FindPort(Address, 22)!;
        using var connection = await ConnectAsync(first);

        await sandbox.Client.PostAsync("servers/12345/reboot/");

        await AssertClosesAsync(connection);
        Assert.Null(account.FindPort(Address, 22));
        await AssertRefusedAsync(first);
        sandbox.Clock.Advance(2);
        Assert.Equal("active", await sandbox.StatusOfAsync(12345));
        sandbox.Clock.Advance(29.9);
        Assert.Null(account.FindPort(Address, 22));
        sandbox.Clock.Advance(0.1);
        Assert.NotNull(account.FindPort(Address, 22));
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("delete")]
    [InlineData("suspend")]
    [InlineData("dispose")]
    [InlineData("add")]
    public async Task A_port_and_its_connections_close(string why)
    {
        using var sandbox = new SandboxFixture();
        using var account = sandbox.Account;
        account.AddPort(new SandboxPort());
        var end = account.FindPort(Address, 22)!;
        using var connection = await ConnectAsync(end);

        await (why switch
        {
            "stop" => sandbox.Client.PostAsync("servers/12345/stop/"),
            "delete" => sandbox.Client.DeleteAsync("servers/12345/"),
            _ => Task.CompletedTask,
        });
        (why switch
        {
            "suspend" => () => account.SetServerStatus(12345, "suspended"),
            "dispose" => account.Dispose,
            "add" => () => account.AddPort(new SandboxPort { Kind = SandboxPortKind.Never }),
            _ => (Action)(() => { }),
        })();

        await AssertClosesAsync(connection);
        await AssertRefusedAsync(end);
        Assert.Null(account.FindPort(Address, 22));
    }

    [Fact]
    public async Task A_server_that_is_ordered_later_gets_the_port_of_its_name_and_has_it_by_each_of_its_addresses()
    {
        using var sandbox = new SandboxFixture();
        using var account = sandbox.Account;
        account.AddPort(new SandboxPort { Server = "web-server-02", OpensAfter = TimeSpan.FromSeconds(5) });
        account.AddPort(new SandboxPort { Kind = SandboxPortKind.Never });
        var order = await sandbox.Client.PostAsync("servers/", SandboxFixture.Order.Replace("{", "{\"hostname\":\"web02.example.com\",", StringComparison.Ordinal));
        sandbox.Clock.Advance(7);

        var server = await sandbox.ShowAsync((long)order.Json["id"]!);

        var ends = new[] { "ip_address", "ipv6_address", "hostname" }.Select(name => account.FindPort((string)server[name]!, 22)).ToList();
        Assert.NotNull(ends[0]);
        Assert.Single(ends.Distinct());
        Assert.Null(account.FindPort(Address, 22));
        Assert.Null(account.FindPort("203.0.113.99", 22));
    }

    [Fact]
    public void A_port_without_sense_is_refused()
    {
        using var account = new SandboxAccount();

        Assert.Throws<ArgumentException>("StandIn", () => account.AddPort(new SandboxPort { StandIn = 0 }));
        Assert.Throws<ArgumentException>("Number", () => account.AddPort(new SandboxPort { Number = 0 }));
        Assert.Throws<ArgumentException>("Number", () => account.AddPort(new SandboxPort { Number = 65536 }));
        Assert.Throws<ArgumentException>("OpensAfter", () => account.AddPort(new SandboxPort { OpensAfter = -TimeSpan.FromTicks(1) }));
        Assert.Throws<ArgumentException>("LinesBefore", () => account.AddPort(new SandboxPort { LinesBefore = -1 }));
        Assert.Throws<ArgumentException>("Kind", () => account.AddPort(new SandboxPort { Kind = (SandboxPortKind)9 }));
    }

    private static async Task<Socket> ConnectAsync(IPEndPoint end)
    {
        var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(end).WaitAsync(Watchdog);
        return socket;
    }

    private static async Task<IReadOnlyList<string>> ReadLinesAsync(IPEndPoint end, int count)
    {
        using var stream = new NetworkStream(await ConnectAsync(end), ownsSocket: true);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var lines = new List<string>();
        while (lines.Count < count)
        {
            lines.Add((await reader.ReadLineAsync().WaitAsync(Watchdog))!);
        }

        return lines;
    }

    /// <summary>Whatever was still on its way is read first.</summary>
    private static async Task AssertClosesAsync(Socket connection)
    {
        try
        {
            while (await connection.ReceiveAsync(new byte[256]).WaitAsync(Watchdog) > 0)
            {
            }
        }
        catch (SocketException exception)
        {
            Assert.Equal(SocketError.ConnectionReset, exception.SocketErrorCode);
        }
    }

    private static async Task AssertRefusedAsync(IPEndPoint end) =>
        Assert.Equal(SocketError.ConnectionRefused, (await Assert.ThrowsAnyAsync<SocketException>(() => ConnectAsync(end))).SocketErrorCode);
}
