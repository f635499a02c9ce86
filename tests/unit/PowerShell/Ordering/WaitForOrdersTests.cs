namespace VpsOrg.PowerShell.Tests;

/// <summary><c>New-VpsServer -Wait</c> sends all orders first, then waits for all servers together.</summary>
public abstract class WaitForOrdersTests(SandboxServerIds ids)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task All_is_sent_before_anything_is_waited_for(int throttle)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var begun = rehearsal.Clock.Elapsed;

        var servers = await rehearsal.ServersAsync<NewVpsServerCommand>(new { Wait = true, ThrottleLimit = throttle }, input: [Row("a"), Row("b"), Row("c")]);

        Assert.Equal(["a", "b", "c"], servers.Select(server => server.Name));
        Assert.All(servers, server => Assert.Equal("active", server.Status));
        Assert.Equal(["GET servers/", "POST servers/", "POST servers/", "POST servers/"], rehearsal.Sent.Take(4));
        Assert.InRange(rehearsal.Clock.Elapsed - begun, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(25)); // One server takes 20 s.
    }

    [Fact]
    public async Task All_is_answered_before_anything_is_waited_for()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Hold("servers/", "POST", times: 3);
        var answered = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var shown = 0;
        var run = rehearsal.Shell.Prepare<NewVpsServerCommand>(
            new { Wait = true, ThrottleLimit = 3 }, input: [Row("a"), Row("b"), Row("c")], said: _ =>
            {
                if (++shown == 2)
                {
                    answered.TrySetResult(true);
                }
            });
        var ending = run.RunAsync();
        await rehearsal.Account.WaitForHeldAsync(3).Guarded();

        rehearsal.Account.ReleaseHeld(2);
        await answered.Task.Guarded();

        Assert.Equal(["GET servers/", "POST servers/", "POST servers/", "POST servers/"], rehearsal.Sent);
        rehearsal.Account.ReleaseHeld();
        Assert.Equal(3, (await rehearsal.FinishAsync(ending)).Servers().Count);
    }

    [Fact]
    public async Task The_throttle_holds_for_the_orders()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Hold("servers/", "POST", times: 3);
        var ending = rehearsal.RunAsync<NewVpsServerCommand>(new { Wait = true, ThrottleLimit = 2 }, input: [Row("a"), Row("b"), Row("c")]);

        await rehearsal.Account.WaitForHeldAsync(2).Guarded();
        Assert.Equal(2, rehearsal.Writes.Count);
        rehearsal.Account.ReleaseHeld();
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();
        rehearsal.Account.ReleaseHeld();

        Assert.Equal(3, (await ending).Servers().Count);
    }

    [Fact]
    public async Task The_id_is_shown_before_the_wait_and_is_no_output()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var shown = new TaskCompletionSource<string>();
        var run = rehearsal.Shell.Prepare<NewVpsServerCommand>(Order(wait: true), said: line => shown.TrySetResult(line));
        var ending = run.RunAsync();

        var line = await shown.Task.Guarded();
        await rehearsal.Clock.UntilAskedAsync(rehearsal.Poll).Guarded();
        run.Stop();

        var result = await ending.Guarded();
        var made = Assert.Single(await rehearsal.ServersAsync<GetVpsServerCommand>(new { Name = "web-03" }));
        Assert.Equal($"Server 'web-03' is ordered (id {made.Id}); waiting until it is active.", line);
        Assert.Empty(result.Objects);
    }

    [Fact]
    public async Task Without_a_wait_nothing_is_shown()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        Assert.Empty((await rehearsal.RunAsync<NewVpsServerCommand>(Order(wait: false))).Shown);
    }

    [Fact]
    public async Task An_order_that_is_refused_is_told_at_once_and_the_others_are_waited_for()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var bad = Rows.Of(new { Name = "bad", PlanId = 99, OsId = 1, Location = "us-west" });

        var result = await rehearsal.RunAsync<NewVpsServerCommand>(new { Wait = true }, input: [Row("a"), bad, Row("c")]);

        result.OnlyError("InvalidRequest");
        Assert.Equal(["a", "c"], result.Servers().Select(server => server.Name));
    }

    [Fact]
    public async Task ErrorAction_Stop_orders_nothing_after_a_refusal_and_names_what_was_made()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var bad = Rows.Of(new { Name = "bad", PlanId = 99, OsId = 1, Location = "us-west" });

        var result = await rehearsal.RunAsync<NewVpsServerCommand>(new { Wait = true, ErrorAction = "Stop" }, input: [Row("a"), bad, Row("c")]);

        Assert.Equal(2, rehearsal.Writes.Count);
        Assert.Contains("Server 'a' was made: its id is", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_one_name_do_not_wait_for_each_others_server()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var servers = await rehearsal.ServersAsync<NewVpsServerCommand>(new { Wait = true, IfNotExists = true }, input: [Row("twin"), Row("twin")]);

        Assert.Equal(servers[0].Id, servers[1].Id);
        Assert.All(servers, server => Assert.Equal("active", server.Status));
    }

    private static PSObject Row(string name) => Rows.Of(new { Name = name, PlanId = 1, OsId = 1, Location = "us-west" });

    private static object Order(bool wait) => new { Name = "web-03", PlanId = 1, OsId = 1, Location = "us-west", Wait = wait };

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : WaitForOrdersTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : WaitForOrdersTests(SandboxServerIds.Uuid);
}
