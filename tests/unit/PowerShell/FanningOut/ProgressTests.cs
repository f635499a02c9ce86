using System.Globalization;
using System.Text.RegularExpressions;

namespace VpsOrg.PowerShell.Tests;

public sealed class ProgressTests
{
    /// <summary>A test's clock jumps so far: time that passes step by step may bring a reminder that shows nothing yet, and the next while that one is being shown.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource<ProgressRecord> _shown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task What_is_quick_shows_no_progress()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Hold();
        var ending = rehearsal.Shell.RunAsync<GetVpsServerCommand>(input: [12345, 12346]);
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();

        rehearsal.Clock.Advance(Patience - TimeSpan.FromMilliseconds(1));
        rehearsal.Account.ReleaseHeld();

        Assert.Empty((await ending).Progress);
    }

    [Fact]
    public async Task What_takes_longer_than_a_second_is_shown_and_removed_at_the_end()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 3);
        rehearsal.Hold("servers/12346/");
        var ending = Prepare<GetVpsServerCommand>(rehearsal, new { Id = new[] { 12345L, 12346L, 12347L }, ThrottleLimit = 1 }).RunAsync();
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();

        rehearsal.Clock.Jump(Patience);
        var record = await _shown.Task.Guarded();
        rehearsal.Account.ReleaseHeld();

        var result = await ending.Guarded();
        Assert.Equal("Reading servers", record.Activity);
        Assert.Equal("1 of 3 done, 1 running, 1 to go, 0:01 elapsed", record.StatusDescription);
        Assert.Equal((33, 2), (record.PercentComplete, record.SecondsRemaining));
        Assert.All(result.Progress.SkipLast(1), one => Assert.Equal(ProgressRecordType.Processing, one.RecordType));
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
    }

    [Fact]
    public async Task A_wait_says_what_it_waits_for_and_never_passes_its_time_out_off_as_the_time_left()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.SetServerStatus(12345, "starting");
        var ending = Prepare<WaitVpsServerCommand>(rehearsal, new { Id = 12345, Status = "active", TimeoutSec = 60 }).RunAsync();

        await rehearsal.Clock.UntilAskedAsync(rehearsal.Poll);
        rehearsal.Clock.Jump(rehearsal.Poll);
        var record = await _shown.Task.Guarded();
        rehearsal.Account.SetServerStatus(12345, "active");

        Assert.Equal([12345], (await rehearsal.FinishAsync(ending)).Ids());
        Assert.Matches("^[^@ ]+: starting, waiting for status 'active'$", record.CurrentOperation);
        Assert.Matches("^0 of 1 done, 1 running, [^@ ]+: starting, 0:0[1-9] elapsed$", record.StatusDescription);
        Assert.Equal(-1, record.SecondsRemaining);
    }

    [Fact]
    public async Task What_is_read_to_find_a_server_is_no_part_of_the_work()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 57);
        rehearsal.Hold("servers/12345/stop/");
        var ending = Prepare<StopVpsServerCommand>(rehearsal, new { Name = "web-server-01" }).RunAsync();
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();

        rehearsal.Clock.Jump(Patience);
        var record = await _shown.Task.Guarded();
        rehearsal.Account.ReleaseHeld();

        Assert.Equal("0 of 1 done, 1 running, 0:01 elapsed", record.StatusDescription);
        Assert.Equal((0, -1), (record.PercentComplete, record.SecondsRemaining));
        Assert.Empty((await ending.Guarded()).Errors);
    }

    [Fact]
    public async Task What_cannot_be_found_and_what_is_declined_needs_no_work_and_counts_as_done()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Hold("servers/12346/stop/");
        var ending = rehearsal.Shell.Prepare<StopVpsServerCommand>(
            new { Name = new[] { "none", "web-server-01", "db-server-01" } },
            answer: question => !question.Text.Contains("web-server-01", StringComparison.Ordinal),
            shown: record => _shown.TrySetResult(record)).RunAsync();
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();

        rehearsal.Clock.Jump(Patience);
        var record = await _shown.Task.Guarded();
        rehearsal.Account.ReleaseHeld();

        Assert.Equal("2 of 3 done, 1 running, 0:01 elapsed", record.StatusDescription);
        (await ending.Guarded()).OnlyError("ServerNotFound");
    }

    [Fact]
    public async Task What_the_pipeline_brings_one_by_one_is_counted_without_an_end_that_nobody_knows()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Hold("servers/12346/");
        var ending = Prepare<GetVpsServerCommand>(rehearsal, new { ThrottleLimit = 1 }, [12345, 12346]).RunAsync();
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();

        rehearsal.Clock.Jump(Patience);
        var record = await _shown.Task.Guarded();
        rehearsal.Account.ReleaseHeld();

        Assert.Equal("1 done, 1 running, 0:01 elapsed", record.StatusDescription);
        Assert.Equal((-1, -1), (record.PercentComplete, record.SecondsRemaining));
        Assert.Empty((await ending.Guarded()).Errors);
    }

    [Fact]
    public async Task Work_and_waits_together_keep_their_numbers()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 20);
        Enumerable.Range(12345, 20).ToList().ForEach(id => rehearsal.Account.SetServerStatus(id, "active"));
        var records = new List<ProgressRecord>();
        var held = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        rehearsal.Hold("servers/{id}/stop/", times: 8);
        var ending = rehearsal.Shell.Prepare<StopVpsServerCommand>(
            new { Id = Enumerable.Range(12345, 20).Select(id => (long)id).ToArray(), Wait = true, ThrottleLimit = 8 },
            shown: record =>
            {
                records.Add(record);
                held.TrySetResult(true);
            }).RunAsync();
        await rehearsal.Account.WaitForHeldAsync(8).Guarded();
        rehearsal.Clock.Jump(Patience);
        await held.Task.Guarded();

        rehearsal.Account.ReleaseHeld();
        var result = await rehearsal.FinishAsync(ending);

        Assert.Empty(result.Errors);
        Assert.Equal("0 of 20 done, 8 running, 12 to go, 0:01 elapsed", records[0].StatusDescription);
        var counts = records.Where(record => record.RecordType == ProgressRecordType.Processing).Select(record => Counts(record.StatusDescription)).ToArray();
        Assert.All(counts, count => Assert.Equal((20, 20), (count.Total, count.Done + count.Running + count.ToGo)));
        Assert.All(counts, count => Assert.InRange(count.Running, 0, 8));
        Assert.Equal(-1, records[0].SecondsRemaining); // Nothing is done yet, and the time-out is no estimate.
    }

    [Fact]
    public async Task A_list_of_snapshots_says_how_many_of_these()
    {
        var clock = new ManualClock();
        var shell = new Shell { Clock = clock };
        var session = Assert.Single(await shell.GetAsync<ConnectVpsCommand, VpsSession>(new { Sandbox = true, SandboxPageSize = 2 }));
        Array.ForEach(["a", "b", "c", "d", "e"], name => session.Sandbox!.AddSnapshot("12345", name));
        session.Sandbox!.FailNext("GET", "snapshots/", SandboxFaultKind.Hold, times: 3);
        var ending = shell.Prepare<GetVpsSnapshotCommand>(shown: record => _shown.TrySetResult(record)).RunAsync();
        await session.Sandbox.WaitForHeldAsync(1).Guarded();
        session.Sandbox.ReleaseHeld();
        await session.Sandbox.WaitForHeldAsync(1).Guarded();
        clock.Jump(Patience);
        var record = await _shown.Task.Guarded();
        session.Sandbox.ClearFaults();
        session.Sandbox.ReleaseHeld();

        Assert.Equal("2 of 5 snapshots read, 0:01 elapsed", record.StatusDescription);
        Assert.Equal(5, (await ending.Guarded()).Objects.Count);
    }

    [Fact]
    public async Task A_whole_list_says_how_many_servers_were_read()
    {
        var clock = new ManualClock();
        var shell = new Shell { Clock = clock };
        var session = Assert.Single(await shell.GetAsync<ConnectVpsCommand, VpsSession>(new { Sandbox = true, SandboxServerCount = 1200, SandboxPageSize = 100 }));
        session.Sandbox!.FailNext("GET", "servers/", SandboxFaultKind.Hold, times: 2);
        var ending = shell.Prepare<GetVpsServerCommand>(shown: record => _shown.TrySetResult(record)).RunAsync();
        await session.Sandbox.WaitForHeldAsync(1).Guarded();
        session.Sandbox.ReleaseHeld();
        await session.Sandbox.WaitForHeldAsync(1).Guarded();
        clock.Jump(Patience);
        var record = await _shown.Task.Guarded();
        session.Sandbox.ReleaseHeld();

        Assert.Equal("100 of 1,200 servers read, 0:01 elapsed", record.StatusDescription);
        Assert.Equal((8, 11), (record.PercentComplete, record.SecondsRemaining));
        Assert.Equal(1200, (await ending.Guarded()).Servers().Count);
    }

    [Fact]
    public async Task The_bar_moves_also_where_each_server_is_quick_but_all_of_them_are_not()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 8);
        rehearsal.Hold(times: 8);
        var ending = Prepare<GetVpsServerCommand>(rehearsal, new { ThrottleLimit = 1 }, Enumerable.Range(12345, 8).Cast<object?>()).RunAsync();

        for (var server = 0; server < 8; server++)
        {
            await rehearsal.Account.WaitForHeldAsync(1).Guarded();
            rehearsal.Clock.Advance(TimeSpan.FromMilliseconds(300));
            rehearsal.Account.ReleaseHeld();
        }

        Assert.NotEmpty((await ending.Guarded()).Progress);
    }

    [Fact]
    public async Task A_host_that_shows_slower_than_the_bar_moves_does_not_hold_the_command_up()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Hold("servers/12345/");
        var ending = rehearsal.Shell.Prepare<GetVpsServerCommand>(new { Id = 12345L }, shown: _ =>
        {
            rehearsal.Clock.Advance(Patience); // So long does the host take.
            rehearsal.Account.ReleaseHeld();
        }).RunAsync();
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();

        rehearsal.Clock.Jump(Patience);

        Assert.Single((await ending.Guarded()).Servers());
    }

    [Fact]
    public async Task It_is_removed_where_an_error_ends_the_command_too()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.SetServerStatus(12345, "starting");
        var ending = Prepare<WaitVpsServerCommand>(rehearsal, new { Id = 12345, Status = "active" }).RunAsync();
        await rehearsal.Clock.UntilAskedAsync(rehearsal.Poll);
        rehearsal.Clock.Jump(rehearsal.Poll);
        await _shown.Task.Guarded();

        rehearsal.Account.FailNext("GET", "servers/{id}/", SandboxFaultKind.Status, times: 2, status: 401);
        var result = await rehearsal.FinishAsync(ending);
        result.Terminating("TokenRejected");
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
    }

    [Fact]
    public async Task It_is_removed_where_the_whole_list_fails()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.FailNext("GET", "servers/", SandboxFaultKind.Hold, status: 500);
        var ending = Prepare<GetVpsServerCommand>(rehearsal).RunAsync();
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();
        rehearsal.Clock.Jump(Patience);
        await _shown.Task.Guarded();

        rehearsal.Account.ReleaseHeld();

        var result = await ending.Guarded();
        result.Terminating("ApiUnavailable");
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
    }

    [Fact]
    public async Task Where_progress_is_silenced_nothing_ticks()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Shell.Variables["ProgressPreference"] = "SilentlyContinue";
        rehearsal.Hold();
        var ending = Prepare<GetVpsServerCommand>(rehearsal, new { Id = 12345 }).RunAsync();
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();

        rehearsal.Clock.Advance(Patience);
        rehearsal.Account.ReleaseHeld();

        Assert.Empty((await ending.Guarded()).Progress);
    }

    private static (int Done, int Total, int Running, int ToGo) Counts(string status)
    {
        var match = Regex.Match(status, "^([0-9]+) of ([0-9]+) done(?:, ([0-9]+) running)?(?:, ([0-9]+) to go)?,");
        Assert.True(match.Success, status);
        int Number(int group) => match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;
        return (Number(1), Number(2), Number(3), Number(4));
    }

    private CommandRun Prepare<TCommand>(Rehearsal rehearsal, object? parameters = null, IEnumerable<object?>? input = null)
        where TCommand : PSCmdlet, new() =>
        rehearsal.Shell.Prepare<TCommand>(parameters, input, shown: record => _shown.TrySetResult(record));
}
