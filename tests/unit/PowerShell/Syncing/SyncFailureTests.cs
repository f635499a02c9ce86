namespace VpsOrg.PowerShell.Tests;

/// <summary>What fails, is declined or is interrupted in one row is told, and nothing that was sent is thrown away.</summary>
public sealed class SyncFailureTests
{
    private static readonly PSObject Db = Rows.Of(new { Name = "db-server-01", Hostname = "db02.example.com" });

    [Fact]
    public async Task A_row_that_fails_goes_no_further_and_the_others_are_done()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.FailNext("PATCH", "servers/{id}/", SandboxFaultKind.Status, status: 403);

        var result = await rehearsal.SyncAsync(new { ApplyStatus = true }, Rows.Of(new { Name = "web-server-01", Hostname = "www.example.com", Status = "stopped" }), Db);

        result.OnlyError("PermissionDenied");
        Assert.Equal(["web-server-01 Failed", "db-server-01 Changed: hostname: db01.example.com -> db02.example.com"], result.Outcomes());
        Assert.Equal(["PATCH servers/12345/", "PATCH servers/12346/"], rehearsal.Writes);
    }

    [Fact]
    public async Task What_was_done_before_a_failure_stands_in_the_result()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.FailNext("POST", "servers/{id}/stop/", SandboxFaultKind.Status, status: 403);

        var result = await rehearsal.SyncAsync(new { ApplyStatus = true }, Rows.Of(new { Name = "web-server-01", Hostname = "www.example.com", Status = "stopped" }));

        result.OnlyError("PermissionDenied");
        Assert.Equal(["web-server-01 Failed: hostname: web01.example.com -> www.example.com"], result.Outcomes());
    }

    [Fact]
    public async Task An_order_that_is_refused_stops_no_other_row()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.FailNext("POST", "servers/", SandboxFaultKind.Status, status: 400);

        var result = await rehearsal.SyncAsync(null, Order("app-01"), Order("app-02"), Db);

        result.OnlyError("InvalidRequest");
        Assert.Equal(["app-01 Failed", "app-02 Ordered", "db-server-01 Changed"], result.Outcomes().Select(one => one.Split(':')[0]));
    }

    [Fact]
    public async Task Nothing_more_is_asked_about_a_server_that_is_not_to_be_ordered()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var run = rehearsal.Shell.Prepare<SyncVpsServerCommand>(new { ApplyStatus = true, Wait = true, AllNew = true }, [Order("spare-01", "stopped")], answer: _ => false);

        var result = await rehearsal.FinishAsync(run.RunAsync());

        Assert.Equal(["spare-01 Declined"], result.Results());
        Assert.Single(result.Questions);
    }

    [Fact]
    public async Task Without_a_wait_a_new_server_that_is_to_be_stopped_is_left_to_a_later_run()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var rows = new[] { Order("spare-01", "stopped"), Db };

        var first = await rehearsal.SyncAsync(new { ApplyStatus = true }, rows);
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await rehearsal.SyncAsync(new { ApplyStatus = true }, rows);

        Assert.Equal(["spare-01 Ordered", "db-server-01 Changed"], first.Results().Select(one => one.Split(':')[0]));
        Assert.Equal(["spare-01 Changed: status: active -> stopped", "db-server-01 Unchanged"], second.Results());
    }

    [Fact]
    public async Task What_is_waited_for_is_named_first_and_named_again_where_the_wait_ends_early()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var host = new RecordingHost();
        var run = rehearsal.Shell.Prepare<SyncVpsServerCommand>(new { Wait = true }, [Order("app-01"), Db], host: host);
        var ending = run.RunAsync();
        await rehearsal.Clock.UntilAskedAsync(rehearsal.Poll).Guarded();

        run.Stop();

        var result = await ending.Guarded();
        var made = Assert.Single(await rehearsal.ServersAsync<GetVpsServerCommand>(new { Name = "app-01" })).Id;
        Assert.Contains($"Server 'app-01' is ordered (id {made}); waiting until it is active.", result.Shown);
        Assert.Contains(host.Warnings, warning => warning.Contains($"Server 'app-01' was made: its id is {made}.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ctrl_C_while_an_order_has_no_answer_yet_says_so_and_the_next_run_orders_nothing()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.InjectFault(new SandboxFault { Method = "POST", Kind = SandboxFaultKind.HoldAfterActing });
        var host = new RecordingHost();
        var run = rehearsal.Shell.Prepare<SyncVpsServerCommand>(null, [Order("app-01"), Db], host: host);
        var ending = run.RunAsync();
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();

        run.Stop();

        await ending.Guarded();
        rehearsal.Account.ReleaseHeld();
        await rehearsal.Account.WaitUntilIdleAsync().Guarded();
        Assert.Contains(host.Warnings, warning => warning.StartsWith("The order of server 'app-01' was sent and has no answer yet", StringComparison.Ordinal));
        Assert.Equal(["db-server-01 Changed", "app-01 Unchanged"], (await rehearsal.SyncAsync(null, Order("app-01"), Db)).Results().Select(one => one.Split(':')[0]));
        Assert.Equal(1, rehearsal.Account.CountRequests("POST", "servers/"));
    }

    [Fact]
    public async Task What_another_command_of_this_process_orders_meanwhile_is_not_ordered_again()
    {
        var rehearsal = await Rehearsal.StartAsync();
        bool OrderFirst(Question question)
        {
            if (question.Text.StartsWith("Order", StringComparison.Ordinal))
            {
                rehearsal.Shell.RunAsync<NewVpsServerCommand>(input: [Order("app-01")]).Wait();
            }

            return true;
        }

        var run = rehearsal.Shell.Prepare<SyncVpsServerCommand>(null, [Order("app-01"), Db], OrderFirst);
        var result = await rehearsal.FinishAsync(run.RunAsync());

        Assert.Equal(["app-01 Unchanged", "db-server-01 Changed"], result.Results().Select(one => one.Split(':')[0]));
        Assert.Equal(1, rehearsal.Account.CountRequests("POST", "servers/"));
    }

    [Fact]
    public async Task What_is_held_back_is_not_sent_after_the_error_that_ended_the_command()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.SetServerStatus(12346, "starting");
        rehearsal.Account.InjectFault(new SandboxFault { Method = "POST", Kind = SandboxFaultKind.Hold, Status = 403, Body = "{}" });
        var rows = new[] { "web-server-01", "db-server-01" }.Select(name => Rows.Of(new { Name = name, Status = "stopped" }));
        var ending = rehearsal.Shell.RunAsync<SyncVpsServerCommand>(new { ApplyStatus = true, Wait = true, ThrottleLimit = 2, ErrorAction = "Stop" }, rows);
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();
        await rehearsal.Clock.UntilAskedAsync(rehearsal.Poll).Guarded();

        rehearsal.Account.SetServerStatus(12346, "active");
        rehearsal.Account.ReleaseHeld();
        await Task.WhenAny(ending, rehearsal.Clock.UntilDeadlineAsync(TimeSpan.FromSeconds(30))); // No time passes before the error has ended the command.
        var result = await rehearsal.FinishAsync(ending);

        Assert.Equal("PermissionDenied", Assert.Single(result.Errors).Id());
        Assert.Equal(["POST servers/12345/stop/"], rehearsal.Writes);
        Assert.Contains(result.Warnings, warning => warning.EndsWith(": nothing was done for it.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_order_that_is_under_way_is_waited_for_after_the_error_that_ended_the_command()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.InjectFault(new SandboxFault { Method = "POST", Kind = SandboxFaultKind.Hold, Status = 400, Body = "{}" });
        rehearsal.Account.InjectFault(new SandboxFault { Method = "POST", Kind = SandboxFaultKind.HoldAfterActing });
        var isSecond = false;
        bool InTheirOrder(Question question)
        {
            rehearsal.Account.WaitForHeldAsync(isSecond ? 1 : 0).Guarded().Wait();
            return isSecond = true;
        }

        var run = rehearsal.Shell.Prepare<SyncVpsServerCommand>(new { AllNew = true, ThrottleLimit = 2, ErrorAction = "Stop" }, [Order("app-01"), Order("app-02")], InTheirOrder);
        var ending = run.RunAsync();
        await rehearsal.Account.WaitForHeldAsync(2).Guarded();

        rehearsal.Account.ReleaseHeld(1);
        await rehearsal.Clock.UntilDeadlineAsync(TimeSpan.FromSeconds(30)).Guarded();
        rehearsal.Account.ReleaseHeld();

        Assert.StartsWith("Server 'app-02' was made", Assert.Single((await ending.Guarded()).Warnings), StringComparison.Ordinal);
        Assert.Equal(2, rehearsal.Writes.Count);
    }

    private static PSObject Order(string name, string? status = null) => Rows.Of(new { Name = name, PlanId = 1, OsId = 5, Location = "us-west", Status = status });
}
