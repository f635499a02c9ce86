using System.Management.Automation.Host;
using System.Text.RegularExpressions;

namespace VpsOrg.PowerShell.Tests;

/// <summary>A server that is stopped for its snapshot runs again afterwards, whatever becomes of the snapshot; one that did not run stays so.</summary>
public abstract class StopForSnapshotTests(SandboxServerIds ids) : IDisposable
{
    private const string Kept = "kept";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("vpsorg-trail").FullName;

    private object First => TestIds.Of(ids, 1);

    private object Second => TestIds.Of(ids, 2);

    private string Trail => Path.Combine(_folder, "trail.jsonl");

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_running_server_is_stopped_then_copied_then_started()
    {
        var rehearsal = await StartAsync();

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(Call(First));

        Assert.Empty(result.Errors);
        var snapshot = Assert.IsType<VpsSnapshot>(Assert.Single(result.Objects));
        Assert.Equal(("completed", true), (snapshot.Status, snapshot.SizeMB > 0));
        Assert.Equal([$"POST servers/{First}/stop/", "POST snapshots/", $"POST servers/{First}/start/"], rehearsal.Writes);
        await AssertRunsAsync(rehearsal, First);
    }

    [Theory]
    [InlineData("stopped")]
    [InlineData("suspended")]
    public async Task A_server_that_does_not_run_stays_as_it_is(string status)
    {
        var rehearsal = await StartAsync();
        rehearsal.Account.SetServerStatus(First, status);

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(Call(First));

        Assert.Empty(result.Errors);
        Assert.DoesNotContain(rehearsal.Writes, write => write.Contains("servers/", StringComparison.Ordinal));
        Assert.Equal(status, (await rehearsal.ServerAsync(First)).Status);
    }

    [Fact]
    public async Task A_server_that_starts_up_is_waited_for_and_then_counts_as_running()
    {
        var rehearsal = await StartAsync();
        rehearsal.Account.SetServerStatus(First, "stopped");
        await rehearsal.Shell.RunAsync<StartVpsServerCommand>(new { InputObject = First });
        rehearsal.Account.ClearRequests();

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(Call(First));

        Assert.Empty(result.Errors);
        Assert.Equal([$"POST servers/{First}/stop/", "POST snapshots/", $"POST servers/{First}/start/"], rehearsal.Writes);
    }

    [Theory]
    [InlineData("refused", "InvalidRequest")]
    [InlineData("ends badly", "SnapshotStatusUnknown")]
    [InlineData("never completed", "OperationTimeout")]
    public async Task A_snapshot_that_fails_has_the_server_started_again(string failure, string id)
    {
        var rehearsal = await StartAsync();
        if (failure == "refused")
        {
            rehearsal.Account.FailNext("POST", "snapshots/", SandboxFaultKind.Status, status: 400);
        }
        else if (failure == "ends badly")
        {
            rehearsal.Account.FailSnapshot();
        }

        var run = rehearsal.Shell.Prepare<NewVpsSnapshotCommand>(new { Server = First, Name = Kept, StopServer = true, TimeoutSec = 60 });
        var ending = failure == "never completed" ? await BeginAsync(rehearsal, run, "in progress") : run.RunAsync();
        if (failure == "never completed")
        {
            rehearsal.Account.SetSnapshotStatus(rehearsal.Account.SnapshotIds[^1], "in_progress");
        }

        var result = await rehearsal.FinishAsync(ending);

        Assert.Equal(id, Assert.Single(result.Errors).Id());
        Assert.Equal($"POST servers/{First}/start/", rehearsal.Writes[^1]);
        await AssertRunsAsync(rehearsal, First);
    }

    [Theory]
    [InlineData(SandboxFaultKind.CutAfterActing)]
    [InlineData(SandboxFaultKind.StatusAfterActing)]
    public async Task A_stop_whose_answer_is_lost_is_told_by_the_server(SandboxFaultKind kind)
    {
        var rehearsal = await StartAsync();
        rehearsal.Account.FailNext("POST", "servers/{id}/stop/", kind, status: kind == SandboxFaultKind.StatusAfterActing ? 504 : null);

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(Call(First));

        Assert.Empty(result.Errors);
        Assert.Equal([$"POST servers/{First}/stop/", "POST snapshots/", $"POST servers/{First}/start/"], rehearsal.Writes);
    }

    [Fact]
    public async Task A_stop_that_never_arrived_takes_no_snapshot_and_starts_nothing()
    {
        var rehearsal = await StartAsync();
        rehearsal.Account.FailNext("POST", "servers/{id}/stop/", SandboxFaultKind.CutBeforeActing);

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(new { Server = First, Name = Kept, StopServer = true, TimeoutSec = 60 });

        var error = result.OnlyError("ServerNotStopped");
        Assert.Contains("did not reach status 'stopped'", error.ToString(), StringComparison.Ordinal);
        Assert.Equal([$"POST servers/{First}/stop/"], rehearsal.Writes);
        Assert.Equal("active", (await rehearsal.ServerAsync(First)).Status);
    }

    [Fact]
    public async Task A_stop_that_is_refused_takes_no_snapshot()
    {
        var rehearsal = await StartAsync();
        rehearsal.Account.FailNext("POST", "servers/{id}/stop/", SandboxFaultKind.Status, status: 403);

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(Call(First));

        result.OnlyError("PermissionDenied");
        Assert.Equal([$"POST servers/{First}/stop/"], rehearsal.Writes);
    }

    [Fact]
    public async Task A_server_that_somebody_else_stops_in_that_moment_is_theirs()
    {
        var rehearsal = await StartAsync();
        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Hold, Method = "POST", PathPattern = "servers/{id}/stop/" });
        var ending = rehearsal.Shell.RunAsync<NewVpsSnapshotCommand>(Call(First));
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();
        rehearsal.Account.SetServerStatus(First, "stopped");
        rehearsal.Account.ReleaseHeld();

        var result = await rehearsal.FinishAsync(ending);

        Assert.Empty(result.Errors);
        Assert.Equal([$"POST servers/{First}/stop/", "POST snapshots/"], rehearsal.Writes);
        Assert.Equal("stopped", (await rehearsal.ServerAsync(First)).Status);
    }

    [Fact]
    public async Task A_start_that_fails_is_tried_again()
    {
        var rehearsal = await StartAsync();
        rehearsal.Account.FailNext("POST", "servers/{id}/start/", SandboxFaultKind.Status, times: 3, status: 503);

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(Call(First));

        Assert.Empty(result.Errors);
        await AssertRunsAsync(rehearsal, First);
    }

    [Fact]
    public async Task The_first_server_that_cannot_be_started_again_keeps_further_ones_from_being_stopped()
    {
        var rehearsal = await StartAsync(trail: true);
        rehearsal.Account.FailNext("POST", "servers/{id}/start/", SandboxFaultKind.Status, times: 1000, status: 503);

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(new { Server = new[] { First, Second }, Name = Kept, StopServer = true });

        Assert.Equal(["ServerLeftStopped", "ServerNotStopped"], result.Errors.Select(error => error.Id()));
        Assert.Contains($"Start it with Start-VpsServer {First}.", result.Errors[0].ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains($"server {First} was left stopped", result.Errors[1].ToString(), StringComparison.Ordinal);
        Assert.Single(result.Objects); // The snapshot is there all the same.
        Assert.DoesNotContain($"POST servers/{Second}/stop/", rehearsal.Writes);
        Assert.Equal("active", (await rehearsal.ServerAsync(Second)).Status);
        Assert.Equal("Owed", (await HistoryAsync(rehearsal)).Single(record => record.Action == "StartOwed").Outcome);
    }

    [Theory]
    [InlineData("stop in flight")]
    [InlineData("stopping")]
    [InlineData("snapshot in flight")]
    [InlineData("in progress")]
    public async Task Ctrl_C_starts_the_server_again_before_the_command_ends(string moment)
    {
        var rehearsal = await StartAsync(trail: true);
        var host = new RecordingHost();
        var run = rehearsal.Shell.Prepare<NewVpsSnapshotCommand>(Call(First), host: host);
        var ending = await BeginAsync(rehearsal, run, moment);

        run.Stop();
        if (moment == "stopping")
        {
            await rehearsal.Clock.UntilDeadlineAsync(Bound).Guarded(); // It cannot be started yet, and the user is told what the command waits for.
            Assert.Contains(host.Warnings, line => line.Contains("is being started again", StringComparison.Ordinal));
        }

        await rehearsal.FinishAsync(ending);
        Assert.Equal($"POST servers/{First}/start/", rehearsal.Writes[^1]);
        Assert.DoesNotContain(host.Warnings, line => line.Contains("was not started again", StringComparison.Ordinal));
        await AssertRunsAsync(rehearsal, First);
        Assert.Equal("Done", (await HistoryAsync(rehearsal)).Single(record => record.Action == "StartOwed").Outcome);
    }

    [Fact]
    public async Task Ctrl_C_before_the_stop_sends_nothing()
    {
        var rehearsal = await StartAsync();
        rehearsal.Hold("snapshots/", "GET");
        var host = new RecordingHost();
        var run = rehearsal.Shell.Prepare<NewVpsSnapshotCommand>(Call(First), host: host);
        var ending = run.RunAsync();
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();

        run.Stop();

        await ending.Guarded();
        Assert.Empty(rehearsal.Writes);
        Assert.DoesNotContain(host.Warnings, line => line.Contains("started again", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_second_Ctrl_C_or_thirty_seconds_give_up_and_the_host_names_the_server_and_the_command(bool isPressed)
    {
        var rehearsal = await StartAsync(trail: true);
        rehearsal.Hold("servers/{id}/start/", "POST", times: 1000);
        var host = new RecordingHost();
        var watched = new TaskCompletionSource<Action>(TaskCreationOptions.RunContinuationsAsynchronously);
        var command = new NewVpsSnapshotCommand
        {
            WatchBreaks = pressed =>
            {
                watched.TrySetResult(pressed);
                return new CancellationTokenSource();
            },
        };
        var run = rehearsal.Shell.Prepare(command, Call(First), host: host);
        var ending = await BeginAsync(rehearsal, run, "in progress");
        run.Stop();
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();

        if (isPressed)
        {
            var press = await watched.Task.Guarded();
            press();
        }
        else
        {
            await rehearsal.Clock.ExpireAsync(Bound).Guarded();
        }

        await ending.Guarded();
        Assert.Contains(host.Warnings, line => line.Contains("was not started again", StringComparison.Ordinal) && line.Contains($"Start it with Start-VpsServer {First}.", StringComparison.Ordinal));
        rehearsal.Account.ClearFaults();
        await rehearsal.Account.WaitForAbortsAsync(1).Guarded();

        var next = await rehearsal.RunAsync<NewVpsSnapshotCommand>(new { Server = Second, Name = Kept }); // In the same process, and of another server.

        Assert.Contains(next.Warnings, warning => warning.Contains($"Server {First} ", StringComparison.Ordinal) && warning.EndsWith("It is started now.", StringComparison.Ordinal));
        Assert.Equal($"POST servers/{First}/start/", rehearsal.Writes.Last(write => write.Contains("/start/", StringComparison.Ordinal)));
        await AssertRunsAsync(rehearsal, First);
    }

    [Theory]
    [InlineData("stop in flight")]
    [InlineData("stopping")]
    [InlineData("snapshot in flight")]
    [InlineData("in progress")]
    public async Task An_error_that_ends_the_command_has_the_others_started_again(string moment)
    {
        var rehearsal = await StartAsync();
        var host = new RecordingHost();
        var ending = await BeginBothAsync(rehearsal, host, moment);

        Assert.Equal(1, rehearsal.Account.ReleaseHeld("POST", "snapshots/", count: 1)); // The oldest: that of the first server.
        await Task.WhenAny(ending, rehearsal.Clock.UntilDeadlineAsync(Bound)); // Before the command is ending, no time passes.
        var result = await rehearsal.FinishAsync(ending);

        Assert.Equal("InvalidRequest", Assert.Single(result.Errors).Id());
        Assert.Single(rehearsal.Writes, $"POST servers/{First}/start/");
        Assert.Single(rehearsal.Writes, $"POST servers/{Second}/start/");
        Assert.StartsWith($"server {Second} at ", Assert.Single(host.Warnings.Concat(result.Warnings), line => line.Contains("is being started again", StringComparison.Ordinal)), StringComparison.Ordinal);
        await AssertRunsAsync(rehearsal, First);
        await AssertRunsAsync(rehearsal, Second);
    }

    [Fact]
    public async Task A_command_that_is_ending_stops_no_other_server()
    {
        var rehearsal = await StartAsync(trail: true);
        var server = await rehearsal.ServerAsync(First);
        using var giveUp = new CancellationTokenSource();
        var owed = new OwedStarts(giveUp);
        var pause = new ServerPause(owed, new ServerWaits(progress: null, pollInterval: null, requestsAtOnce: 1), Bound);

        new StartRescue(owed, text => text).Run(end: null!, cancel: () => { }, watchBreaks: _ => giveUp); // Nobody is owed anything yet.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rehearsal.PassUntilAsync(pause.DuringAsync(
            new ServerTarget(rehearsal.Session, server.Key, server, First), () => Task.FromResult(true), Bound, new Silence(), CancellationToken.None)));

        Assert.Empty(rehearsal.Writes);
        Assert.Equal("Done", (await HistoryAsync(rehearsal)).Single(record => record.Action == "StartOwed").Outcome);
    }

    [Theory]
    [InlineData("stopped", "It is started now.", true)]
    [InlineData("active", "It is 'active' by now, so nothing is owed any more.", false)]
    [InlineData("restoring", "It is 'restoring' now, so it is left as it is.", false)]
    public async Task A_start_that_a_killed_run_owes_is_paid_first(string status, string told, bool isStarted)
    {
        var rehearsal = await StartAsync(trail: true);
        await OweAsync(rehearsal);
        rehearsal.Account.SetServerStatus(First, status);

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(new { Server = Second, Name = Kept });

        var warning = Assert.Single(result.Warnings, warning => warning.Contains("was stopped for a snapshot", StringComparison.Ordinal));
        Assert.EndsWith(told, warning, StringComparison.Ordinal);
        Assert.Equal(isStarted ? [$"POST servers/{First}/start/", "POST snapshots/"] : ["POST snapshots/"], rehearsal.Writes);
        var again = await rehearsal.RunAsync<NewVpsSnapshotCommand>(new { Server = Second, Name = Kept });
        Assert.Equal(status == "restoring" ? 1 : 0, again.Warnings.Count);
    }

    [Theory]
    [InlineData("active", "It is 'active' by now, so nothing is owed any more.")]
    [InlineData("restoring", "It is 'restoring' now, so it is left as it is.")]
    public async Task A_start_that_another_process_pays_in_that_moment_is_no_error(string status, string told)
    {
        var rehearsal = await StartAsync(trail: true);
        await OweAsync(rehearsal);
        rehearsal.Account.SetServerStatus(First, "stopped");
        rehearsal.Hold("servers/{id}/start/", "POST");
        var ending = rehearsal.Shell.RunAsync<NewVpsSnapshotCommand>(Call(Second));
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();
        rehearsal.Account.SetServerStatus(First, status);
        rehearsal.Account.ReleaseHeld();

        var result = await rehearsal.FinishAsync(ending);

        Assert.Empty(result.Errors);
        Assert.EndsWith(told, Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal([$"POST servers/{First}/start/", $"POST servers/{Second}/stop/", "POST snapshots/", $"POST servers/{Second}/start/"], rehearsal.Writes);
    }

    [Fact]
    public async Task A_debt_to_a_server_that_is_another_by_now_is_void()
    {
        var rehearsal = await StartAsync(trail: true);
        await OweAsync(rehearsal);
        rehearsal.Account.SetServerStatus(First, "stopped");
        rehearsal.Account.RenameServers("new-");

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(new { Server = Second, Name = Kept });

        Assert.Contains("so it is left as it is", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal("stopped", (await rehearsal.ServerAsync(First)).Status);
    }

    [Fact]
    public async Task A_debt_that_cannot_be_paid_is_an_error_and_no_server_is_stopped()
    {
        var rehearsal = await StartAsync(trail: true);
        await OweAsync(rehearsal);
        rehearsal.Account.SetServerStatus(First, "stopped");
        rehearsal.Account.FailNext("POST", "servers/{id}/start/", SandboxFaultKind.Status, status: 500);

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(Call(Second));

        Assert.Equal(["ServerLeftStopped", "ServerNotStopped"], result.Errors.Select(error => error.Id()));
        Assert.Equal([$"POST servers/{First}/start/"], rehearsal.Writes);
    }

    [Fact]
    public async Task What_if_tells_of_a_debt_and_of_all_that_would_be_done_and_does_none_of_it()
    {
        var rehearsal = await StartAsync(trail: true);
        await OweAsync(rehearsal);
        rehearsal.Account.SetServerStatus(First, "stopped");

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(new { Server = Second, Name = Kept, StopServer = true, WhatIf = true });

        Assert.Empty(rehearsal.Writes);
        Assert.Contains("did not start it again.", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Contains("Stop server where it runs, take snapshot 'kept', start it again", Assert.Single(result.Questions).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trail_that_cannot_be_written_has_nothing_stopped()
    {
        var rehearsal = await StartAsync(trail: true);
        File.Delete(Trail);
        Directory.CreateDirectory(Trail);

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(Call(First));

        Assert.Contains(result.Errors, error => error.Id() == "TrailNotWritten");
        Assert.Empty(rehearsal.Writes);
        Directory.Delete(Trail);
    }

    [Fact]
    public async Task A_protected_server_is_refused_before_anything_is_sent()
    {
        var rehearsal = await StartAsync(protect: "*");

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(Call(First));

        result.OnlyError("ServerProtected");
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task A_server_with_five_snapshots_is_not_stopped()
    {
        var rehearsal = await StartAsync();
        for (var number = 1; number <= 5; number++)
        {
            rehearsal.Account.AddSnapshot($"{First}", $"s{number}");
        }

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(Call(First));

        result.OnlyError("SnapshotLimitReached");
        Assert.Empty(rehearsal.Writes);
    }

    private static object Call(object server) => new { Server = server, Name = Kept, StopServer = true };

    private Task<Rehearsal> StartAsync(bool trail = false, string? protect = null) =>
        Rehearsal.StartAsync(ids: ids, logPath: trail ? Trail : null, protect: protect);

    /// <summary>Runs a command up to a moment.</summary>
    private async Task<Task<CommandResult>> BeginAsync(Rehearsal rehearsal, CommandRun run, string moment)
    {
        var (method, path) = moment switch
        {
            "stop in flight" => ("POST", "servers/{id}/stop/"),
            "snapshot in flight" => ("POST", "snapshots/"),
            _ => ("", ""),
        };
        if (method.Length > 0)
        {
            rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.HoldAfterActing, Method = method, PathPattern = path });
            var ending = run.RunAsync();
            await rehearsal.PassUntilAsync(rehearsal.Account.WaitForHeldAsync(1));
            return ending;
        }

        var sent = moment == "stopping" ? $"POST servers/{First}/stop/" : "POST snapshots/";
        var running = run.RunAsync();
        await RestUntilAsync(rehearsal, () => rehearsal.Writes.Contains(sent));
        return running;
    }

    /// <summary>
    /// Runs a command on two servers up to a moment of the second one's pause. The snapshot of the first is held by then, and will be
    /// refused: it is the first that is asked for, because the second server is not stopped before.
    /// </summary>
    private async Task<Task<CommandResult>> BeginBothAsync(Rehearsal rehearsal, PSHost host, string moment)
    {
        var stop = $"servers/{Second}/stop/";
        rehearsal.Account.FailNext("POST", stop, moment == "stop in flight" ? SandboxFaultKind.HoldAfterActing : SandboxFaultKind.Hold);
        rehearsal.Account.FailNext("POST", "snapshots/", SandboxFaultKind.Hold, status: 400);
        var ending = rehearsal.Shell.Prepare<NewVpsSnapshotCommand>(
            new { Server = new[] { First, Second }, Name = Kept, StopServer = true, ThrottleLimit = 2, ErrorAction = "Stop" }, host: host).RunAsync().Guarded();
        await rehearsal.PassUntilAsync(rehearsal.Account.WaitForHeldAsync(2));
        if (moment == "snapshot in flight")
        {
            rehearsal.Hold("snapshots/", "POST");
        }

        if (moment != "stop in flight")
        {
            Assert.Equal(1, rehearsal.Account.ReleaseHeld("POST", stop));
            await (moment == "snapshot in flight"
                ? rehearsal.PassUntilAsync(rehearsal.Account.WaitForHeldAsync(2))
                : RestUntilAsync(rehearsal, () => moment == "stopping" || rehearsal.SnapshotsLeft().Length > 0));
        }

        return ending;
    }

    /// <summary>Lets the rests of the only server that moves pass, until something is there and that server rests again.</summary>
    private static async Task RestUntilAsync(Rehearsal rehearsal, Func<bool> isThere)
    {
        await rehearsal.Clock.UntilAskedAsync(rehearsal.Poll).Guarded();
        while (!isThere())
        {
            rehearsal.Clock.Advance(rehearsal.Poll);
            await rehearsal.Clock.UntilAskedAsync(rehearsal.Poll).Guarded();
        }
    }

    /// <summary>Leaves what a run leaves that is killed while the server is stopped: the line of a process that lives no more.</summary>
    private async Task OweAsync(Rehearsal rehearsal)
    {
        await rehearsal.Session.Client.Debts.OweAsync(await rehearsal.ServerAsync(First), TimeSpan.FromDays(1), CancellationToken.None).Guarded();
        var line = Regex.Replace(await File.ReadAllTextAsync(Trail), "(?<=\"process_start\":\")[^\"]+", "2001-01-01T00:00:00.000Z");
        await File.WriteAllTextAsync(Trail, line);
    }

    private async Task<IReadOnlyList<VpsTrailRecord>> HistoryAsync(Rehearsal rehearsal) =>
        await rehearsal.Shell.GetAsync<GetVpsTrailCommand, VpsTrailRecord>(new { Path = new[] { Trail } });

    private static async Task AssertRunsAsync(Rehearsal rehearsal, object server) =>
        Assert.Contains((await rehearsal.ServerAsync(server)).Status, new[] { "starting", "active" });

    /// <summary>Hears nothing.</summary>
    private sealed class Silence : ICallTrace
    {
        public bool Wants(TraceLevel level) => false;

        public void Write(TraceLevel level, string text)
        {
        }

        public void Report(int received, long expected)
        {
        }
    }

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : StopForSnapshotTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : StopForSnapshotTests(SandboxServerIds.Uuid);
}
