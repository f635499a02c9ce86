namespace VpsOrg.PowerShell.Tests;

/// <summary>
/// A server that is on its way to another status takes no start, stop or restart. With -Wait its end is waited for first;
/// without, the error says what to do.
/// </summary>
public abstract class TransitionTests(SandboxServerIds ids)
{
    private const string Start = nameof(StartVpsServerCommand);
    private const string Stop = nameof(StopVpsServerCommand);
    private const string Restart = nameof(RestartVpsServerCommand);

    [Theory]
    [InlineData(Start, "stopping", "stopped", "POST servers/{web}/start/")]
    [InlineData(Start, "Stopping", "stopped", "POST servers/{web}/start/")]
    [InlineData(Start, "provisioning", "stopped", "POST servers/{web}/start/")]
    [InlineData(Stop, "provisioning", "active", "POST servers/{web}/stop/")]
    [InlineData(Stop, "starting", "active", "POST servers/{web}/stop/")]
    [InlineData(Stop, "rebooting", "active", "POST servers/{web}/stop/")]
    [InlineData(Restart, "provisioning", "active", "POST servers/{web}/reboot/")]
    [InlineData(Restart, "starting", "active", "POST servers/{web}/reboot/")]
    public async Task A_wait_begins_with_the_end_of_the_transition_and_then_acts(string command, string transition, string end, string write)
    {
        var rehearsal = await StartAsync(transition);
        var ending = RunAsync(command, rehearsal, new { Id = Web, Wait = true, PassThru = true });
        await rehearsal.Clock.UntilAskedAsync(rehearsal.Poll);
        Assert.Empty(rehearsal.Writes);

        rehearsal.Account.SetServerStatus(Web, end);
        var result = await rehearsal.FinishAsync(ending);

        Assert.Empty(result.Errors);
        Assert.Equal([OfWeb(write)], rehearsal.Writes);
        Assert.Equal(command == Stop ? "stopped" : "active", Assert.Single(result.Servers()).Status);
    }

    [Theory]
    [InlineData(Start, "starting", "active")]
    [InlineData(Start, "provisioning", "active")]
    [InlineData(Start, "rebooting", "active")]
    [InlineData(Stop, "stopping", "stopped")]
    [InlineData(Restart, "rebooting", "active")]
    public async Task A_transition_that_ends_where_the_server_should_be_leaves_nothing_to_do(string command, string transition, string end)
    {
        var rehearsal = await StartAsync(transition);
        var ending = RunAsync(command, rehearsal, new { Id = Web, Wait = true, PassThru = true, Verbose = true });
        await rehearsal.Clock.UntilAskedAsync(rehearsal.Poll);

        rehearsal.Account.SetServerStatus(Web, end);
        var result = await rehearsal.FinishAsync(ending);

        Assert.Empty(result.Errors);
        Assert.Empty(rehearsal.Writes);
        Assert.Equal(end, Assert.Single(result.Servers()).Status);
        Assert.Contains(result.Verbose, line => line.Contains("Nothing to do for", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_restart_of_a_server_that_was_on_its_way_down_ends_as_that_of_a_stopped_one()
    {
        var rehearsal = await StartAsync("stopping");
        var ending = RunAsync(Restart, rehearsal, new { Id = Web, Wait = true });
        await rehearsal.Clock.UntilAskedAsync(rehearsal.Poll);

        rehearsal.Account.SetServerStatus(Web, "stopped");

        var record = (await rehearsal.FinishAsync(ending)).OnlyError("ServerStopped");
        Assert.Equal($"Start it with Start-VpsServer {Web}.", Advice(record));
    }

    [Theory]
    [InlineData(Start, "stopping", "InvalidRequest", "Wait with Wait-VpsServer {web} -Status stopped, then try it again; -Wait does both.")]
    [InlineData(Start, "provisioning", "InvalidRequest", "Wait with Wait-VpsServer {web} -Status active, then try it again; -Wait does both.")]
    [InlineData(Start, "rebooting", "InvalidRequest", "Wait with Wait-VpsServer {web} -Status active, then try it again; -Wait does both.")]
    [InlineData(Stop, "starting", "InvalidRequest", "Wait with Wait-VpsServer {web} -Status active, then try it again; -Wait does both.")]
    [InlineData(Stop, "rebooting", "InvalidRequest", "Wait with Wait-VpsServer {web} -Status active, then try it again; -Wait does both.")]
    [InlineData(Restart, "provisioning", "InvalidRequest", "Wait with Wait-VpsServer {web} -Status active, then try it again; -Wait does both.")]
    [InlineData(Restart, "stopping", "ServerStopped", "Wait with Wait-VpsServer {web} -Status stopped, then start it with Start-VpsServer {web}.")]
    public async Task Without_a_wait_the_error_says_what_to_wait_for_first(string command, string transition, string id, string advice)
    {
        var rehearsal = await StartAsync(transition);

        var record = (await rehearsal.FinishAsync(RunAsync(command, rehearsal, new { Id = Web }))).OnlyError(id);

        Assert.EndsWith(OfWeb(advice), Advice(record), StringComparison.Ordinal);
        Assert.Contains(transition, record.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Start, "suspended")]
    [InlineData(Stop, "suspended")]
    [InlineData(Restart, "suspended")]
    [InlineData(Start, "migrating")]
    [InlineData(Stop, "migrating")]
    [InlineData(Restart, "rescue-mode")]
    public async Task A_status_that_may_stay_for_good_is_not_waited_for(string command, string status)
    {
        var rehearsal = await StartAsync(status);

        var result = await RunAsync(command, rehearsal, new { Id = Web, Wait = true }).Guarded();

        Assert.Contains("correct what it complains about", Advice(result.OnlyError("InvalidRequest")), StringComparison.Ordinal);
        Assert.Equal(ManualClock.Start, rehearsal.Clock.UtcNow);
    }

    [Fact]
    public async Task A_transition_that_ends_in_a_suspension_is_an_error()
    {
        var rehearsal = await StartAsync("starting");
        var ending = RunAsync(Stop, rehearsal, new { Id = Web, Wait = true });
        await rehearsal.Clock.UntilAskedAsync(rehearsal.Poll);

        rehearsal.Account.SetServerStatus(Web, "suspended");

        Assert.Contains("suspended", (await rehearsal.FinishAsync(ending)).OnlyError("InvalidRequest").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transition_that_does_not_end_in_time_says_that_nothing_was_done()
    {
        var rehearsal = await StartAsync("stopping");

        var record = (await rehearsal.FinishAsync(RunAsync(Start, rehearsal, new { Id = Web, Wait = true, TimeoutSec = 60 }))).OnlyError("OperationTimeout");

        Assert.StartsWith($"Server {Web} did not reach the end of its transition within 60 s; its last status was 'stopping'.", record.ToString(), StringComparison.Ordinal);
        Assert.Equal($"Nothing was done for this item. Go on waiting with Wait-VpsServer {Web} -Status stopped, then try it again.", Advice(record));
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task The_time_covers_both_waits()
    {
        var rehearsal = await StartAsync("provisioning", delaySec: 3600);
        var ending = RunAsync(Stop, rehearsal, new { Id = Web, Wait = true, TimeoutSec = 60 });
        for (var looks = 0; looks < 8; looks++)
        {
            await rehearsal.Clock.PassAsync(rehearsal.Poll);
        }

        await rehearsal.Clock.UntilAskedAsync(rehearsal.Poll);
        rehearsal.Account.SetServerStatus(Web, "active");
        await rehearsal.Clock.PassAsync(rehearsal.Poll);
        await rehearsal.Clock.UntilAskedAsync(rehearsal.Poll);
        await rehearsal.Clock.PassAsync(TimeSpan.FromSeconds(15));

        var record = (await ending.Guarded()).OnlyError("OperationTimeout");
        Assert.StartsWith($"Server {Web} did not reach status 'stopped' within 60 s; its last status was 'stopping'.", record.ToString(), StringComparison.Ordinal);
        Assert.Equal($"Look at it with Get-VpsServer {Web}, or go on waiting with Wait-VpsServer {Web} -Status stopped.", Advice(record));
        Assert.Equal([$"POST servers/{Web}/stop/"], rehearsal.Writes);
        Assert.Equal(TimeSpan.FromSeconds(60), rehearsal.Clock.UtcNow - ManualClock.Start);
    }

    [Fact]
    public async Task A_transition_that_begins_between_the_look_and_the_action_is_waited_for_once()
    {
        var rehearsal = await StartAsync("stopped");
        rehearsal.Hold($"servers/{Web}/start/", "POST", times: 2);
        var ending = RunAsync(Start, rehearsal, new { Id = Web, Wait = true });
        await RefuseAsync(rehearsal, "provisioning");
        await rehearsal.Clock.UntilAskedAsync(rehearsal.Poll);
        rehearsal.Account.SetServerStatus(Web, "stopped");
        await rehearsal.Clock.PassAsync(rehearsal.Poll);
        await RefuseAsync(rehearsal, "stopping");

        var record = (await ending.Guarded()).OnlyError("InvalidRequest");

        Assert.Contains("the server is 'stopping'", Advice(record), StringComparison.Ordinal);
        Assert.Equal(2, rehearsal.Writes.Count);
    }

    [Fact]
    public async Task A_conflict_is_judged_by_the_server_s_state_too()
    {
        var rehearsal = await StartAsync("stopping");
        rehearsal.Account.FailNext("POST", "servers/{id}/start/", SandboxFaultKind.Status, status: 409);

        var record = (await rehearsal.FinishAsync(RunAsync(Start, rehearsal, new { Id = Web }))).OnlyError("Conflict");

        Assert.Contains($"Wait with Wait-VpsServer {Web} -Status stopped", Advice(record), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_whose_answer_was_lost_is_not_sent_again_whatever_transition_the_server_is_in()
    {
        var rehearsal = await StartAsync("active");
        rehearsal.Hold($"servers/{Web}/stop/", "POST");
        rehearsal.Account.FailNext("POST", "servers/{id}/stop/", SandboxFaultKind.Status, status: 502);
        var ending = RunAsync(Stop, rehearsal, new { Id = Web, Wait = true });
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();
        rehearsal.Account.SetServerStatus(Web, "rebooting");
        rehearsal.Account.ReleaseHeld();

        var result = await rehearsal.FinishAsync(ending);

        Assert.Single(rehearsal.Writes);
        Assert.Single(result.Errors);
    }

    [Fact]
    public async Task What_is_held_back_when_the_command_ends_is_called_not_done()
    {
        var rehearsal = await StartAsync("stopping");
        rehearsal.Account.InjectFault(new SandboxFault { Method = "POST", PathPattern = $"servers/{Db}/start/", Kind = SandboxFaultKind.Hold, Status = 403, Body = "{}" });
        rehearsal.Account.SetServerStatus(Db, "stopped");
        var ending = rehearsal.Shell.Prepare<StartVpsServerCommand>(new { Wait = true, ThrottleLimit = 2, ErrorAction = "Stop" }, [Db, Web]).RunAsync();
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();
        await rehearsal.Clock.UntilAskedAsync(rehearsal.Poll).Guarded();

        rehearsal.Account.ReleaseHeld();

        var result = await ending.Guarded(); // No time passes: a wait that ends by itself would say more.
        Assert.Matches($"server {Web} .*: nothing was done for it\\.", string.Join("\n", result.Warnings));
        Assert.DoesNotContain(rehearsal.Writes, write => write.Contains($"{Web}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_server_than_the_one_that_was_meant_is_not_taken_for_done()
    {
        var rehearsal = await StartAsync("stopping");

        var result = await rehearsal.FinishAsync(rehearsal.Shell.RunAsync<StopVpsServerCommand>(new { Wait = true, PassThru = true }, [Rows.Of(new { Id = Web, Name = "web-server-99" })]));

        result.OnlyError("ServerMismatch");
        Assert.Empty(result.Objects);
    }

    [Theory]
    [InlineData(true, null, "SessionReadOnly")]
    [InlineData(false, "web-*", "ServerProtected")]
    public async Task What_the_session_refuses_is_refused_before_any_wait(bool readOnly, string? protect, string id)
    {
        var shell = new Shell { Clock = new ManualClock() };
        var session = Assert.Single(await shell.GetAsync<ConnectVpsCommand, VpsSession>(protect is null ? new { Sandbox = true, SandboxUuid = ids == SandboxServerIds.Uuid, ReadOnly = readOnly } : new { Sandbox = true, SandboxUuid = ids == SandboxServerIds.Uuid, Protect = protect }));
        session.Sandbox!.SetServerStatus(Web, "provisioning");

        (await shell.RunAsync<StopVpsServerCommand>(new { Id = Web, Wait = true })).OnlyError(id);
    }

    private static string Advice(ErrorRecord record) => record.ErrorDetails!.RecommendedAction!;

    private async Task<Rehearsal> StartAsync(string status, double delaySec = 20)
    {
        var rehearsal = await Rehearsal.StartAsync(delaySec: delaySec, ids: ids);
        rehearsal.Account.SetServerStatus(Web, status);
        return rehearsal;
    }

    private static Task<CommandResult> RunAsync(string command, Rehearsal rehearsal, object parameters)
    {
        var type = CommandCatalog.All.Single(one => one.Name == command);
        return rehearsal.Shell.Prepare((PSCmdlet)Activator.CreateInstance(type)!, parameters).RunAsync();
    }

    /// <summary>Lets the request that is held meet a server that has gone on its way meanwhile.</summary>
    private async Task RefuseAsync(Rehearsal rehearsal, string transition)
    {
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();
        rehearsal.Account.SetServerStatus(Web, transition);
        rehearsal.Account.ReleaseHeld();
    }

    /// <summary>A text of a test's data, with the id of the server that this account has.</summary>
    private string OfWeb(string text) => text.Replace("{web}", $"{Web}", StringComparison.Ordinal);

    private object Web => TestIds.Of(ids, 1);

    private object Db => TestIds.Of(ids, 2);

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : TransitionTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : TransitionTests(SandboxServerIds.Uuid);
}
