using System.Net;
using System.Net.Sockets;

namespace VpsOrg.PowerShell.Tests;

/// <summary>A shell that is waited for, until the server is active and speaks SSH. What stands in for the server is a port of another rehearsal.</summary>
public sealed class EnterWaitTests : IDisposable
{
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(2);

    private readonly StandInTerminal _terminal = new();
    private readonly SandboxAccount _machine = new(new SandboxOptions { FirstServerId = 12345 });

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task A_server_that_can_be_reached_is_entered_at_once()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var port = Listen(rehearsal);

        var result = await Prepare(rehearsal, new { Id = 12345, Wait = true }).RunAsync().Guarded();

        Assert.True(result.RanToEnd);
        Assert.Empty(result.Objects);
        Assert.Equal([$"{StandInTerminal.Ssh} -p {port} -l root -- 127.0.0.1"], _terminal.Started);
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task A_server_that_is_starting_is_entered_when_it_can_be_reached()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var port = Listen(rehearsal);
        rehearsal.Account.SetServerStatus(12345, "starting");
        var ending = Prepare(rehearsal, new { Id = 12345, Wait = true }).RunAsync();
        await rehearsal.Clock.UntilAskedAsync(rehearsal.Poll);
        Assert.Empty(_terminal.Started);

        rehearsal.Account.SetServerStatus(12345, "active");
        await rehearsal.Clock.PassAsync(rehearsal.Poll);

        Assert.True((await ending.Guarded()).RanToEnd);
        Assert.Equal([$"{StandInTerminal.Ssh} -p {port} -l root -- 127.0.0.1"], _terminal.Started);
    }

    [Theory]
    [InlineData(22)]
    [InlineData(2222)]
    public async Task A_port_that_accepts_and_speaks_no_SSH_is_not_enough_whatever_its_number(int number)
    {
        var rehearsal = await Rehearsal.StartAsync();
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        rehearsal.Account.AddPort(new SandboxPort { Number = number, StandIn = ((IPEndPoint)listener.LocalEndpoint).Port });
        var ending = Prepare(rehearsal, new { Id = 12345, Wait = true, Port = number, TimeoutSec = 7 }).RunAsync();
        using (await listener.AcceptSocketAsync().Guarded())
        {
            // Accepts, and closes without a word.
        }

        await Task.WhenAny(ending, rehearsal.Clock.UntilAskedAsync(BetweenAttempts)).Guarded();
        Assert.False(ending.IsCompleted);
        await rehearsal.Clock.PassAsync(TimeSpan.FromSeconds(7));

        var record = (await ending.Guarded()).Terminating("OperationTimeout");
        Assert.Contains($"within 7 s port {number} was not reached: ", record.ToString(), StringComparison.Ordinal);
        Assert.Contains($"Wait-VpsServer 12345 -TcpPort {number}", record.ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(_terminal.Started);
        listener.Stop();
    }

    [Fact]
    public async Task A_server_that_does_not_become_active_in_time_is_an_error_that_says_so()
    {
        var rehearsal = await Rehearsal.StartAsync();
        Listen(rehearsal);
        rehearsal.Account.SetServerStatus(12345, "stopped");
        var ending = Prepare(rehearsal, new { Id = 12345, Wait = true, TimeoutSec = 7 }).RunAsync();
        await rehearsal.Clock.UntilAskedAsync(rehearsal.Poll);

        await rehearsal.Clock.PassAsync(TimeSpan.FromSeconds(7));

        Assert.Contains("its last status was 'stopped'", (await ending.Guarded()).Terminating("OperationTimeout").ToString(), StringComparison.Ordinal);
        Assert.Empty(_terminal.Started);
    }

    [Fact]
    public async Task A_simulated_server_is_waited_for_and_then_has_no_shell()
    {
        var rehearsal = await Rehearsal.StartAsync();

        (await Prepare(rehearsal, new { Id = 12345, Wait = true }).RunAsync().Guarded()).Terminating("ServerSimulated");

        Assert.Empty(_terminal.Started);
    }

    [Fact]
    public async Task Another_server_than_the_one_that_was_meant_is_not_entered()
    {
        var rehearsal = await Rehearsal.StartAsync();
        Listen(rehearsal);

        var run = rehearsal.Shell.Prepare(_terminal.Serve(new EnterVpsServerCommand()), new { Wait = true }, input: [Rows.Of(new { Id = 12345, Name = "another" })]);

        (await run.RunAsync().Guarded()).Terminating("ServerMismatch");
        Assert.Empty(_terminal.Started);
    }

    [Fact]
    public async Task A_stop_ends_the_wait_at_once_and_starts_nothing()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.SetServerStatus(12345, "starting");
        var run = Prepare(rehearsal, new { Id = 12345, Wait = true });
        var ending = run.RunAsync();
        await rehearsal.Clock.UntilAskedAsync(rehearsal.Poll);

        run.Stop();

        var result = await ending.Guarded();
        Assert.False(result.RanToEnd);
        Assert.Null(result.TerminatingError);
        Assert.Empty(result.Variables);
        Assert.Empty(_terminal.Started);
    }

    [Fact]
    public async Task A_time_that_nothing_takes_is_refused_before_anything()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var record = (await Prepare(rehearsal, new { Id = 12345, TimeoutSec = 60 }).RunAsync().Guarded()).Terminating("InvalidParameter");

        Assert.Contains("-Wait", record.ToString(), StringComparison.Ordinal);
        Assert.Empty(rehearsal.Sent);
    }

    private CommandRun Prepare(Rehearsal rehearsal, object parameters) => rehearsal.Shell.Prepare(_terminal.Serve(new EnterVpsServerCommand()), parameters);

    /// <summary>Lets a real port that speaks SSH stand in for that of server 12345.</summary>
    private int Listen(Rehearsal rehearsal)
    {
        _machine.AddPort(new SandboxPort());
        var port = _machine.FindPort("203.0.113.10", 22)!.Port;
        rehearsal.Account.AddPort(new SandboxPort { Server = "12345", StandIn = port });
        return port;
    }
}
