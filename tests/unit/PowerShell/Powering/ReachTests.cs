using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace VpsOrg.PowerShell.Tests;

/// <summary><c>-TcpPort</c>: a server is waited for until it can be reached, not only until it is active.</summary>
public abstract class ReachTests(SandboxServerIds ids)
{
    private const string Wait = nameof(WaitVpsServerCommand);
    private const string New = nameof(NewVpsServerCommand);
    private const string Start = nameof(StartVpsServerCommand);
    private const string Restart = nameof(RestartVpsServerCommand);

    private static readonly int[] Https = [443];

    [Theory]
    [InlineData(null)]
    [InlineData("active")]
    [InlineData("ACTIVE")]
    public async Task A_port_implies_the_status_and_is_waited_for_beyond_it(string? status)
    {
        var rehearsal = await StartAsync();
        rehearsal.AddPort(opensAfterSec: 6);
        rehearsal.Account.SetServerStatus(Web, "stopped");
        rehearsal.Account.SetServerStatus(Web, "active");

        var servers = (await rehearsal.ReachAsync<WaitVpsServerCommand>(
            status is null ? new { Id = Web, TcpPort = Https } : new { Id = Web, TcpPort = Https, Status = status })).Reached();

        Assert.Equal([Web], servers.Select(server => server.Id));
        Assert.True(Passed(rehearsal) >= TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task A_port_that_is_given_twice_is_one()
    {
        var rehearsal = await StartAsync();
        rehearsal.AddPort(kind: SandboxPortKind.Never);

        var record = (await rehearsal.ReachAsync<WaitVpsServerCommand>(new { Id = Web, TcpPort = new[] { 443, 443 }, TimeoutSec = 10 })).OnlyError("OperationTimeout");

        Assert.EndsWith($"or go on waiting with Wait-VpsServer {Web} -TcpPort 443.", Advice(record), StringComparison.Ordinal);
        Assert.Contains("within 10 s port 443 was not reached: the last attempt at port 443 of 203.0.113.10: the connection was refused.", record.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_error_holds_what_was_missing_for_scripts()
    {
        var rehearsal = await StartAsync();
        rehearsal.AddPort();
        rehearsal.AddPort(number: 80, kind: SandboxPortKind.Never);

        var record = (await rehearsal.ReachAsync<WaitVpsServerCommand>(new { Id = Web, TcpPort = new[] { 443, 80 }, TimeoutSec = 10 }, ports: 2)).OnlyError("OperationTimeout");

        Assert.Equal([80], Assert.IsType<VpsWaitException>(record.Exception).MissingPorts);
        Assert.Equal($"Look at it with Get-VpsServer {Web}, or go on waiting with Wait-VpsServer {Web} -TcpPort 443,80.", Advice(record));
    }

    [Fact]
    public async Task The_error_says_where_it_was_the_status_that_was_missing()
    {
        var rehearsal = await StartAsync();
        rehearsal.AddPort();
        rehearsal.Account.SetServerStatus(Web, "starting");

        var record = (await rehearsal.ReachAsync<WaitVpsServerCommand>(new { Id = Web, TcpPort = Https, TimeoutSec = 10 })).OnlyError("OperationTimeout");

        Assert.StartsWith($"Server {Web} did not reach status 'active' within 10 s; its last status was 'starting'.", record.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("-TcpPort 443.", Advice(record), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_the_server_has_not_got_is_named_and_no_other_is_tried()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var tried = 0;
        rehearsal.ProbeAtOnce(_ => Interlocked.Increment(ref tried));
        rehearsal.AddPort();
        var bare = rehearsal.Account.AddServer("bare");

        var record = (await rehearsal.ReachAsync<WaitVpsServerCommand>(
            new { Name = "bare", TcpPort = Https, Address = VpsAddressKind.Hostname, TimeoutSec = 10 })).OnlyError("OperationTimeout");

        Assert.Contains("it showed no host name at which port 443 could be tried", record.ToString(), StringComparison.Ordinal);
        Assert.EndsWith($"or go on waiting with Wait-VpsServer {bare} -TcpPort 443 -Address Hostname.", Advice(record), StringComparison.Ordinal);
        Assert.Equal(0, tried);
    }

    [Theory]
    [InlineData(VpsAddressKind.IPAddress, "203.0.113.12")]
    [InlineData(VpsAddressKind.IPv6Address, "2001:0db8:")]
    [InlineData(VpsAddressKind.Hostname, "web03.example.com")]
    public async Task The_address_that_is_asked_for_is_tried_and_no_other(VpsAddressKind address, string begin)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var tried = new ConcurrentQueue<string>();
        rehearsal.ProbeAtOnce(tried.Enqueue);
        rehearsal.AddPort();
        rehearsal.Account.AddServer("web-03", hostname: "web03.example.com");

        (await rehearsal.ReachAsync<WaitVpsServerCommand>(new { Name = "web-03", TcpPort = Https, Address = address })).Reached();

        Assert.StartsWith(begin, Assert.Single(tried), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Wait, new[] { "Id" }, "Wait-VpsServer waits for a status, for ports, or for both: give -Status, e.g. active, or -TcpPort, e.g. 22.")]
    [InlineData(Wait, new[] { "Id", "TcpPort", "Stopped" }, "-TcpPort waits for servers that are 'active': leave out -Status 'stopped', or leave out -TcpPort.")]
    [InlineData(Wait, new[] { "Id", "Active", "Address" }, "-Address has an effect only with -TcpPort: add -TcpPort, or leave out -Address.")]
    [InlineData(Start, new[] { "Id", "TcpPort" }, "-TcpPort has an effect only with -Wait: add -Wait, or leave out -TcpPort.")]
    [InlineData(Start, new[] { "Id", "Wait", "Address" }, "-Address has an effect only with -TcpPort: add -TcpPort, or leave out -Address.")]
    [InlineData(Restart, new[] { "Id", "TcpPort" }, "-TcpPort has an effect only with -Wait: add -Wait, or leave out -TcpPort.")]
    [InlineData(Restart, new[] { "Id", "Wait", "Address" }, "-Address has an effect only with -TcpPort: add -TcpPort, or leave out -Address.")]
    [InlineData(New, new[] { "Order", "TcpPort" }, "-TcpPort has an effect only with -Wait: add -Wait, or leave out -TcpPort.")]
    [InlineData(New, new[] { "Order", "Wait", "Address" }, "-Address has an effect only with -TcpPort: add -TcpPort, or leave out -Address.")]
    public async Task What_has_no_effect_or_contradicts_itself_is_refused_before_anything_is_sent(string command, string[] given, string text)
    {
        var rehearsal = await StartAsync();
        PSCmdlet cmdlet = command switch
        {
            Wait => new WaitVpsServerCommand(),
            New => new NewVpsServerCommand(),
            Start => new StartVpsServerCommand(),
            _ => new RestartVpsServerCommand(),
        };
        var run = rehearsal.Shell.Prepare(cmdlet, parameters: null);
        foreach (var (name, value) in given.SelectMany(Parameters))
        {
            run.Parameters.Add(name, value);
        }

        var record = (await run.RunAsync().Guarded()).Terminating("InvalidParameter");

        Assert.StartsWith(text, record.ToString(), StringComparison.Ordinal);
        Assert.Empty(rehearsal.Sent);
    }

    [Fact]
    public async Task A_start_of_a_server_that_runs_already_still_waits_for_its_port()
    {
        var rehearsal = await StartAsync();
        rehearsal.AddPort(opensAfterSec: 30);
        rehearsal.Account.SetServerStatus(Web, "stopped");
        rehearsal.Account.SetServerStatus(Web, "active");

        (await rehearsal.ReachAsync<StartVpsServerCommand>(new { Id = Web, Wait = true, TcpPort = Https })).Reached();

        Assert.True(Passed(rehearsal) >= TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task One_time_covers_the_transition_the_status_and_the_port()
    {
        var rehearsal = await StartAsync();
        rehearsal.AddPort(kind: SandboxPortKind.Never);
        rehearsal.Account.SetServerStatus(Web, "stopping");
        var ending = rehearsal.Shell.RunAsync<StartVpsServerCommand>(new { Id = Web, Wait = true, TcpPort = Https, TimeoutSec = 60 });
        await rehearsal.Clock.UntilAskedAsync(rehearsal.Poll);
        rehearsal.Account.SetServerStatus(Web, "stopped");
        await rehearsal.Clock.PassAsync(rehearsal.Poll);

        var record = (await rehearsal.PassUntilEndAsync(ending)).OnlyError("OperationTimeout");

        Assert.StartsWith($"Server {Web} has status 'active', but within 60 s port 443 was not reached", record.ToString(), StringComparison.Ordinal);
        Assert.Equal([$"POST servers/{Web}/start/"], rehearsal.Writes);
        Assert.Equal($"Look at it with Get-VpsServer {Web}, or go on waiting with Wait-VpsServer {Web} -TcpPort 443.", Advice(record));
        Assert.Equal(TimeSpan.FromSeconds(60), Passed(rehearsal));
    }

    [Fact]
    public async Task A_restart_waits_for_the_port_after_it()
    {
        var rehearsal = await StartAsync();
        rehearsal.AddPort(opensAfterSec: 6);

        (await rehearsal.ReachAsync<RestartVpsServerCommand>(new { Id = Web, Wait = true, TcpPort = Https })).Reached();

        Assert.True(Passed(rehearsal) >= TimeSpan.FromSeconds(26)); // The reboot takes 20 s.
    }

    [Fact]
    public async Task A_port_that_was_open_before_a_restart_does_not_show_that_it_is_over()
    {
        var rehearsal = await Rehearsal.StartAsync(delaySec: 0, ids: ids); // No look sees such a reboot, nor does an attempt.
        rehearsal.ProbeAtOnce();
        rehearsal.AddPort();

        var record = (await rehearsal.ReachAsync<RestartVpsServerCommand>(new { Id = Web, Wait = true, TcpPort = Https, TimeoutSec = 2 })).OnlyError("OperationTimeout");

        Assert.Contains("it was open, which does not show that the restart is over.", record.ToString(), StringComparison.Ordinal);
        Assert.Single(rehearsal.Writes);
    }

    [Fact]
    public async Task A_restart_that_finds_the_server_rebooting_takes_the_port_once_that_has_ended()
    {
        var rehearsal = await StartAsync();
        rehearsal.AddPort();
        rehearsal.Hold($"servers/{Web}/", "GET");
        rehearsal.Account.SetServerStatus(Web, "rebooting");
        var ending = rehearsal.Shell.RunAsync<RestartVpsServerCommand>(new { Id = Web, Wait = true, TcpPort = Https, TimeoutSec = 60 });
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();
        rehearsal.Hold($"servers/{Web}/", "GET");
        rehearsal.Account.ReleaseHeld();
        await rehearsal.Account.WaitForHeldAsync(1).Guarded(); // The first look saw the reboot, and none will see it any more.
        rehearsal.Account.SetServerStatus(Web, "active");
        rehearsal.Account.ReleaseHeld();

        (await rehearsal.PassUntilEndAsync(ending)).Reached();

        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task A_rolling_restart_goes_on_only_once_the_server_before_can_be_reached()
    {
        var rehearsal = await StartAsync();
        rehearsal.AddPort(opensAfterSec: 10);

        (await rehearsal.ReachAsync<RestartVpsServerCommand>(new { Wait = true, TcpPort = Https }, input: [Web, Db])).Reached();

        var writes = rehearsal.Account.Requests.Where(request => request.Method == "POST").ToArray();
        Assert.Equal(2, writes.Length);
        Assert.True(writes[1].Time - writes[0].Time >= TimeSpan.FromSeconds(30)); // 20 s for the reboot, 10 s for the port.
    }

    [Fact]
    public async Task Ctrl_C_ends_a_wait_at_once_though_an_attempt_hangs()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var connecting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        rehearsal.ProbeWith((_, _) =>
        {
            connecting.TrySetResult();
            return new TaskCompletionSource().Task;
        });
        rehearsal.AddPort();
        var run = rehearsal.Shell.Prepare<WaitVpsServerCommand>(new { Id = Web, TcpPort = Https });
        var ending = run.RunAsync();
        await connecting.Task.Guarded();

        run.Stop();

        Assert.Empty((await ending.Guarded()).Objects);
        Assert.Equal(ManualClock.Start, rehearsal.Clock.UtcNow);
    }

    [Fact]
    public async Task WhatIf_tries_no_port()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var tried = 0;
        rehearsal.ProbeAtOnce(_ => Interlocked.Increment(ref tried));
        rehearsal.AddPort();

        var result = await rehearsal.RunAsync<RestartVpsServerCommand>(new { Id = Web, Wait = true, TcpPort = Https, WhatIf = true });

        Assert.Empty(result.Errors);
        Assert.Empty(rehearsal.Writes);
        Assert.Equal(0, tried);
    }

    [Fact]
    public async Task A_sandbox_never_tries_a_real_address()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        using var real = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        real.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        real.Listen(1);
        var port = ((IPEndPoint)real.LocalEndPoint!).Port;
        rehearsal.Account.AddServer("here", hostname: "127.0.0.1");

        var record = (await rehearsal.ReachAsync<WaitVpsServerCommand>(
            new { Name = "here", TcpPort = new[] { port }, Address = VpsAddressKind.Hostname, TimeoutSec = 10 })).OnlyError("OperationTimeout");

        Assert.Contains("of 127.0.0.1: the connection was refused", record.ToString(), StringComparison.Ordinal);
        Assert.False(real.Poll(0, SelectMode.SelectRead)); // Nobody called.
    }

    [Fact]
    public async Task A_new_session_s_servers_have_SSH_some_time_after_they_are_active_and_no_other_port()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.SetServerStatus(Web, "stopped");
        rehearsal.Account.SetServerStatus(Web, "active");
        var server = await rehearsal.ServerAsync(Web);

        var early = rehearsal.Account.FindPort(server.IPAddress!, 22);
        rehearsal.Clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Null(early);
        Assert.NotNull(rehearsal.Account.FindPort(server.IPAddress!, 22));
        Assert.Null(rehearsal.Account.FindPort(server.IPAddress!, 443));
    }

    [Fact]
    public async Task Disconnect_closes_the_ports_of_a_sandbox()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var server = await rehearsal.ServerAsync(Web);
        using var caller = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await caller.ConnectAsync(rehearsal.Account.FindPort(server.IPAddress!, 22)!).Guarded();

        await rehearsal.Shell.RunAsync<DisconnectVpsCommand>();

        await UntilClosedAsync(caller).Guarded(); // A new caller might meet somebody else, who has the port's number by now.
        Assert.Null(rehearsal.Account.FindPort(server.IPAddress!, 22));
    }

    [Fact]
    public async Task The_bar_says_which_port_is_not_open_yet()
    {
        var rehearsal = await StartAsync();
        rehearsal.AddPort(kind: SandboxPortKind.Never);
        var shown = new TaskCompletionSource<ProgressRecord>(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = rehearsal.Shell.Prepare<WaitVpsServerCommand>(new { Id = Web, TcpPort = Https, TimeoutSec = 86400 }, shown: record =>
        {
            if (record.CurrentOperation?.Contains("not open yet", StringComparison.Ordinal) == true)
            {
                shown.TrySetResult(record);
            }
        });
        var ending = run.RunAsync();
        Task rests;
        while (await Task.WhenAny(shown.Task, rests = rehearsal.Clock.UntilAskedAsync(rehearsal.Poll)) == rests)
        {
            await rests;
            rehearsal.Clock.Advance(rehearsal.Poll); // The bar asks to be shown ten times; that it is each time is nobody's promise.
        }

        var record = await shown.Task.Guarded();
        run.Stop();
        await ending.Guarded();

        Assert.Equal("Waiting until active and port 443 is open", record.Activity);
        Assert.Equal("web-server-01: active, port 443 not open yet, waiting for status 'active' and an open port 443", record.CurrentOperation);
    }

    private static IEnumerable<KeyValuePair<string, object?>> Parameters(string given) => given switch
    {
        "Id" => [new("Id", new[] { 12345 })],
        "TcpPort" => [new("TcpPort", Https)],
        "Address" => [new("Address", VpsAddressKind.Hostname)],
        "Wait" => [new("Wait", true)],
        "Order" => [new("Name", "web-03"), new("PlanId", "1"), new("OsId", "1"), new("Location", "us-west")],
        _ => [new("Status", given.ToLowerInvariant())],
    };

    private static string Advice(ErrorRecord record) => record.ErrorDetails!.RecommendedAction!;

    /// <summary>Reads what is said until the other side closes.</summary>
    private static async Task UntilClosedAsync(Socket caller)
    {
        var ignored = new ArraySegment<byte>(new byte[256]);
        try
        {
            while (await caller.ReceiveAsync(ignored, SocketFlags.None) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // Closed with a reset.
        }
    }

    private static TimeSpan Passed(Rehearsal rehearsal) => rehearsal.Clock.UtcNow - ManualClock.Start;

    private object Web => TestIds.Of(ids, 1);

    private object Db => TestIds.Of(ids, 2);

    private async Task<Rehearsal> StartAsync()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.ProbeAtOnce();
        return rehearsal;
    }

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : ReachTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : ReachTests(SandboxServerIds.Uuid);
}
