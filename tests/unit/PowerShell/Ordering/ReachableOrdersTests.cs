namespace VpsOrg.PowerShell.Tests;

/// <summary><c>New-VpsServer -Wait -TcpPort</c>: a fleet that is ready for SSH, where one server never is and one only seems to be.</summary>
public abstract class ReachableOrdersTests(SandboxServerIds ids)
{
    private const double OpensAfterSec = 3;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(900);
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);
    private static readonly int[] Ssh = [22];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public async Task A_fleet_is_written_as_each_gets_there_and_what_cannot_be_reached_is_an_error_that_says_why(int throttle)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var calls = 0;
        var changed = new Signal();
        rehearsal.ProbeWith((socket, end) =>
        {
            socket.Connect(end);
            Interlocked.Increment(ref calls);
            changed.Raise();
            return Task.CompletedTask;
        });
        rehearsal.AddPort(OpensAfterSec, kind: SandboxPortKind.Ssh, number: 22);
        rehearsal.AddPort(server: "web-01", kind: SandboxPortKind.Never, number: 22);
        rehearsal.AddPort(OpensAfterSec, server: "web-02", kind: SandboxPortKind.Silent, number: 22);
        var written = 0;
        var run = rehearsal.Shell.Prepare<NewVpsServerCommand>(
            new { IfNotExists = true, Wait = true, TcpPort = Ssh, TimeoutSec = 900, ThrottleLimit = throttle },
            input: Enumerable.Range(1, 5).Select(number => Row($"web-0{number}")),
            written: _ =>
            {
                Interlocked.Increment(ref written);
                changed.Raise();
            });
        var begun = rehearsal.Clock.UtcNow;
        var ending = run.RunAsync();

        for (var seconds = 0; seconds < 24; seconds += 2)
        {
            await rehearsal.Clock.UntilWaitingAsync(11).Guarded(); // Five limits, five pauses, and the rest between two looks: nobody is at work.
            rehearsal.Clock.Advance(TimeSpan.FromSeconds(2));
        }

        await changed.UntilAsync(() => Volatile.Read(ref written) == 3);
        for (var expected = 4; ; expected++)
        {
            await changed.UntilAsync(() => Volatile.Read(ref calls) == expected); // The silent one is tried, and tried again.
            if (rehearsal.Clock.UtcNow - begun > Limit - Bound)
            {
                break;
            }

            rehearsal.Clock.Advance(Bound);
        }

        await rehearsal.Clock.PassAsync(Limit);

        var result = await ending.Guarded();
        Assert.Equal(["web-03", "web-04", "web-05"], result.Servers().Select(server => server.Name).Order(StringComparer.Ordinal));
        Assert.All(result.Servers(), server => Assert.NotNull(server.IPAddress));
        Assert.Equal(2, result.Errors.Count);
        AssertSays(result, "web-01", "the connection was refused");
        AssertSays(result, "web-02", "it accepted the connection and said nothing");
        Assert.Equal(5, rehearsal.Writes.Count);
        Assert.Equal(Limit, rehearsal.Clock.UtcNow - begun);
    }

    [Fact]
    public async Task What_was_ordered_is_waited_for_and_not_ordered_again()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.ProbeAtOnce();
        rehearsal.AddPort(opensAfterSec: 40);
        var parameters = new { IfNotExists = true, Wait = true, TcpPort = new[] { 443 }, TimeoutSec = 40 };
        var early = await rehearsal.ReachAsync<NewVpsServerCommand>(parameters, [Row("web-01"), Row("web-02")], waits: 2);

        var again = (await rehearsal.ReachAsync<NewVpsServerCommand>(parameters, [Row("web-01"), Row("web-02")], waits: 2)).Reached();

        Assert.Empty(early.Objects);
        Assert.Equal(2, early.Errors.Count);
        Assert.Equal(["web-01", "web-02"], again.Select(server => server.Name).Order(StringComparer.Ordinal));
        Assert.Equal(2, rehearsal.Writes.Count);
    }

    [Fact]
    public async Task The_host_shows_what_is_waited_for()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.ProbeAtOnce();
        rehearsal.AddPort();
        rehearsal.AddPort(number: 80);

        var result = await rehearsal.ReachAsync<NewVpsServerCommand>(new { Wait = true, TcpPort = new[] { 80, 443 } }, [Row("web-01")], ports: 2);

        Assert.EndsWith("waiting until it is active and ports 80, 443 are open.", Assert.Single(result.Shown), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_stopped_is_not_written_as_if_it_could_be_reached()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.SetServerStatus(rehearsal.Account.AddServer("web-01", planId: 1, osId: 1), "stopped");

        var result = await rehearsal.RunAsync<NewVpsServerCommand>(new { IfNotExists = true, Wait = true, TcpPort = Ssh }, [Row("web-01")]);

        result.OnlyError("ServerStopped");
        Assert.Empty(result.Objects);
    }

    [Fact]
    public async Task WhatIf_orders_nothing_and_tries_no_port()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var tried = 0;
        rehearsal.ProbeAtOnce(_ => Interlocked.Increment(ref tried));

        var result = await rehearsal.RunAsync<NewVpsServerCommand>(new { Wait = true, TcpPort = Ssh, WhatIf = true }, [Row("web-01")]);

        Assert.Empty(result.Errors);
        Assert.Empty(rehearsal.Writes);
        Assert.Equal(0, tried);
    }

    private static void AssertSays(CommandResult result, string name, string why)
    {
        var record = Assert.Single(result.Errors, error => ((VpsServer)error.TargetObject!).Name == name);
        var id = ((VpsServer)record.TargetObject!).Id;
        Assert.Equal("OperationTimeout", record.Id());
        Assert.StartsWith($"Server {id} has status 'active', but within 900 s port 22 was not reached: the last attempt at port 22 of ", record.ToString(), StringComparison.Ordinal);
        Assert.Contains($": {why}.", record.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            $"The order stands: do not order this server again. Look at it with Get-VpsServer {id}, or go on waiting with Wait-VpsServer {id} -TcpPort 22.",
            record.ErrorDetails!.RecommendedAction);
    }

    private static PSObject Row(string name) => Rows.Of(new { Name = name, PlanId = 1, OsId = 1, Location = "us-west" });

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : ReachableOrdersTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : ReachableOrdersTests(SandboxServerIds.Uuid);
}
