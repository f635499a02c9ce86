namespace VpsOrg.PowerShell.Tests;

public sealed class ProgressTests
{
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

        rehearsal.Clock.Advance(Patience);
        var record = await _shown.Task.Guarded();
        rehearsal.Account.ReleaseHeld();

        var result = await ending.Guarded();
        Assert.Equal("Reading servers", record.Activity);
        Assert.Equal("1 of 2, 1 a second, 0:01 elapsed", record.StatusDescription);
        Assert.Equal((50, 1), (record.PercentComplete, record.SecondsRemaining));
        Assert.All(result.Progress.SkipLast(1), one => Assert.Equal(ProgressRecordType.Processing, one.RecordType));
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
    }

    [Fact]
    public async Task A_wait_says_what_it_waits_for_and_how_long_at_the_most()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.SetServerStatus(12345, "starting");
        var ending = Prepare<WaitVpsServerCommand>(rehearsal, new { Id = 12345, Status = "active", TimeoutSec = 60 }).RunAsync();

        await rehearsal.Clock.PassAsync(rehearsal.Poll);
        var record = await _shown.Task.Guarded();
        rehearsal.Account.SetServerStatus(12345, "active");

        Assert.Equal([12345], (await rehearsal.FinishAsync(ending)).Ids());
        Assert.Matches("^server 12345 at the sandbox.*: starting, waiting for status 'active'$", record.CurrentOperation);
        Assert.EndsWith(record.CurrentOperation!, record.StatusDescription, StringComparison.Ordinal);
        Assert.InRange(record.SecondsRemaining, 55, 59);
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
    public async Task It_is_removed_where_an_error_ends_the_command_too()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.SetServerStatus(12345, "starting");
        var ending = Prepare<WaitVpsServerCommand>(rehearsal, new { Id = 12345, Status = "active" }).RunAsync();
        await rehearsal.Clock.PassAsync(rehearsal.Poll);
        await _shown.Task.Guarded();

        rehearsal.Account.FailNext("GET", "servers/{id}/", SandboxFaultKind.Status, times: 2, status: 401);
        await rehearsal.Clock.PassAsync(rehearsal.Poll);
        await rehearsal.Clock.PassAsync(TimeSpan.FromSeconds(2)); // The token worked before: it is proven once more.

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
        rehearsal.Clock.Advance(Patience);
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

    private CommandRun Prepare<TCommand>(Rehearsal rehearsal, object? parameters = null, IEnumerable<object?>? input = null)
        where TCommand : PSCmdlet, new() =>
        rehearsal.Shell.Prepare<TCommand>(parameters, input, shown: record => _shown.TrySetResult(record));
}
