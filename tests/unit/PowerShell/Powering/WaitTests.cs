namespace VpsOrg.PowerShell.Tests;

public abstract class WaitTests(SandboxServerIds ids)
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Servers_are_written_in_order_of_arrival()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.SetServerStatus(Web, "stopping");
        var written = new TaskCompletionSource();
        var run = rehearsal.Shell.Prepare<WaitVpsServerCommand>(
            new { Status = "active" },
            input: [Web, Db],
            written: _ => written.TrySetResult());
        var ending = run.RunAsync();

        await written.Task.Guarded();
        await rehearsal.Clock.UntilAskedAsync(Poll); // The other one was looked at, and is not there yet.
        rehearsal.Account.SetServerStatus(Web, "active");
        await rehearsal.Clock.PassAsync(Poll);

        Assert.Equal([Db, Web], (await ending.Guarded()).Ids());
    }

    [Theory]
    [InlineData(true, 0, 1)]
    [InlineData(true, 3, 3)]
    [InlineData(true, 0.5, 0.5)]
    [InlineData(false, 0, 5)]
    public async Task A_wait_on_an_account_looks_again_soon_unless_it_is_told_when(bool isAccount, double intervalSec, double firstPauseSec)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.SetServerStatus(Web, "starting");
        var session = isAccount ? rehearsal.AsAccount : rehearsal.Session;
        var ending = rehearsal.Shell.RunAsync<WaitVpsServerCommand>(intervalSec > 0
            ? new { Id = Web, Status = "active", Session = session, PollIntervalSec = intervalSec }
            : (object)new { Id = Web, Status = "active", Session = session });

        await rehearsal.Clock.UntilAskedAsync(TimeSpan.FromSeconds(firstPauseSec));
        rehearsal.Account.SetServerStatus(Web, "active");
        await rehearsal.Clock.PassAsync(TimeSpan.FromSeconds(firstPauseSec));

        Assert.Equal([Web], (await ending.Guarded()).Ids());
    }

    [Fact]
    public async Task A_pipeline_that_brings_nothing_is_an_error_and_not_a_wait_that_ended_well()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var record = (await rehearsal.RunAsync<WaitVpsServerCommand>(new { Status = "stopped" }, input: [])).OnlyError("NothingToWaitFor");

        Assert.Equal(ErrorCategory.ObjectNotFound, record.CategoryInfo.Category);
        Assert.StartsWith("No server came down the pipeline, so nothing was waited for.", record.ToString(), StringComparison.Ordinal);
        Assert.Contains("-PassThru", record.ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(rehearsal.Sent);
    }

    [Fact]
    public async Task What_comes_and_cannot_be_found_has_its_own_error_and_no_second()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        (await rehearsal.RunAsync<WaitVpsServerCommand>(new { Status = "stopped" }, input: ["nobody"])).OnlyError("ServerNotFound");
    }

    [Fact]
    public async Task A_rehearsal_with_WhatIfPreference_brings_nothing_to_wait_for_and_is_no_error()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Shell.Variables["WhatIfPreference"] = true;

        Assert.Empty((await rehearsal.RunAsync<WaitVpsServerCommand>(new { Status = "stopped" }, input: [])).Errors);
    }

    [Fact]
    public async Task A_time_out_names_the_last_status()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var clock = rehearsal.Clock;
        rehearsal.Account.SetServerStatus(Web, "stopping");
        var waiting = rehearsal.Shell.Prepare<WaitVpsServerCommand>(new { Id = Web, Status = "active", TimeoutSec = 7 }).RunAsync();
        await clock.UntilAskedAsync(Poll);

        await clock.PassAsync(TimeSpan.FromSeconds(7));

        var record = (await waiting.Guarded()).OnlyError("OperationTimeout");
        Assert.Equal(ErrorCategory.OperationTimeout, record.CategoryInfo.Category);
        Assert.Equal(Web, record.TargetObject);
        Assert.Contains("'stopping'", record.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Polls_come_every_five_seconds_unless_told_otherwise()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var clock = rehearsal.Clock;
        rehearsal.Account.SetServerStatus(Web, "stopping");
        var waiting = rehearsal.Shell.Prepare<WaitVpsServerCommand>(new { Id = Web, Status = "stopped" }).RunAsync();

        await clock.PassAsync(Poll);
        await clock.UntilAskedAsync(Poll);
        rehearsal.Account.SetServerStatus(Web, "stopped");
        await clock.PassAsync(Poll);

        Assert.Equal([Web], (await waiting.Guarded()).Ids());
        Assert.Equal(3, rehearsal.Sent.Count);
    }

    [Fact]
    public async Task All_are_gathered_before_the_first_look()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 0, ids: ids);
        var added = Enumerable.Range(0, 40).Select(number => rehearsal.Account.AddServer($"web-{number}", "active")).ToArray();
        var sentBeforeTheEnd = -1;

        var servers = await rehearsal.ServersAsync<WaitVpsServerCommand>(new { Status = "active" }, Input());

        Assert.Equal(added.Length, servers.Count);
        Assert.Equal(0, sentBeforeTheEnd);

        IEnumerable<object?> Input()
        {
            foreach (var id in added)
            {
                yield return id;
            }

            for (var i = 0; i < 3; i++)
            {
                // Behind what was queued so far, and behind what that queued: a wait that had begun by now would have looked.
                Task.Factory.StartNew(() => { }, CancellationToken.None, TaskCreationOptions.PreferFairness, TaskScheduler.Default).Guarded().Wait();
            }

            sentBeforeTheEnd = rehearsal.Sent.Count;
        }
    }

    [Fact]
    public async Task Many_are_looked_at_with_one_list()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 0, ids: ids);
        var clock = rehearsal.Clock;
        var added = Enumerable.Range(0, 20).Select(number => rehearsal.Account.AddServer($"web-{number}", "starting")).ToArray();
        var waiting = rehearsal.Shell.Prepare<WaitVpsServerCommand>(new { Status = "active" }, input: added).RunAsync();
        await clock.UntilWaitingAsync(added.Length + 1);
        rehearsal.Account.ClearRequests();
        Array.ForEach(added, id => rehearsal.Account.SetServerStatus(id, "active"));

        await clock.PassAsync(Poll);

        Assert.Equal(added.Length, (await waiting.Guarded()).Objects.Count);
        Assert.Contains("GET servers/", rehearsal.Sent);
        Assert.InRange(rehearsal.Sent.Count, 1, 3);
    }

    [Theory]
    [InlineData(SandboxFaultKind.Status, 429, 7)]
    [InlineData(SandboxFaultKind.Status, 500, 5)]
    [InlineData(SandboxFaultKind.CutBeforeActing, null, 5)]
    public async Task What_the_network_does_never_ends_a_wait(SandboxFaultKind fault, int? status, int nextLookSec)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.InjectFault(new SandboxFault
        {
            Method = "GET",
            PathPattern = "servers/{id}/",
            Kind = fault,
            Status = status,
            Headers = new Dictionary<string, string> { ["Retry-After"] = "7" },
        });
        var ending = rehearsal.Shell.RunAsync<WaitVpsServerCommand>(new { Id = Web, Status = "active" });

        await rehearsal.Clock.PassAsync(TimeSpan.FromSeconds(nextLookSec));

        Assert.Equal([Web], (await ending).Ids());
        Assert.Equal(2, rehearsal.Sent.Count);
    }

    [Fact]
    public async Task A_server_that_is_gone_ends_its_wait_only()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await rehearsal.RunAsync<WaitVpsServerCommand>(new { Status = "active" }, input: [Gone, Web]);

        result.OnlyError("ServerNotFound");
        Assert.Equal([Web], result.Ids());
    }

    [Fact]
    public async Task Suspended_ends_a_wait_unless_it_is_what_was_waited_for()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.SetServerStatus(Web, "suspended");

        var failed = await rehearsal.RunAsync<WaitVpsServerCommand>(new { Id = Web, Status = "active" });
        var reached = await rehearsal.ServersAsync<WaitVpsServerCommand>(new { Id = Web, Status = "suspended" });

        Assert.Equal(ErrorCategory.InvalidOperation, failed.OnlyError("ServerSuspended").CategoryInfo.Category);
        Assert.Single(reached);
    }

    [Fact]
    public async Task A_reboot_that_is_over_before_the_first_look_is_noticed()
    {
        var rehearsal = await Rehearsal.StartAsync(delaySec: 0, ids: ids);

        var servers = await rehearsal.ServersAsync<RestartVpsServerCommand>(new { Id = Web, Wait = true, PassThru = true });

        Assert.Equal("active", Assert.Single(servers).Status);
    }

    [Fact]
    public async Task A_rolling_restart_is_rolling()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        await rehearsal.ServersAsync<RestartVpsServerCommand>(new { Wait = true }, input: [Web, Db]);

        var writes = rehearsal.Sent.Select((request, index) => (request, index)).Where(one => one.request.StartsWith("POST ", StringComparison.Ordinal)).ToArray();
        Assert.Equal([$"POST servers/{Web}/reboot/", $"POST servers/{Db}/reboot/"], writes.Select(one => one.request));
        Assert.All(rehearsal.Sent.Skip(writes[1].index), request => Assert.DoesNotContain($"{Web}", request, StringComparison.Ordinal));
    }

    private object Web => TestIds.Of(ids, 1);

    private object Db => TestIds.Of(ids, 2);

    private object Gone => TestIds.Of(ids, 9);

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : WaitTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : WaitTests(SandboxServerIds.Uuid);
}
