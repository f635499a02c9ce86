namespace VpsOrg.PowerShell.Tests;

public sealed class FanOutTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public async Task As_many_requests_are_under_way_as_the_throttle_allows(int throttle)
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 30);
        var ids = Ids(30);

        var result = await RunHeldAsync<GetVpsServerCommand>(rehearsal, new { ThrottleLimit = throttle }, ids, throttle);

        Assert.Equal(throttle, rehearsal.Account.PeakRequestsInFlight);
        Assert.Equal(ids, result.Ids().Cast<object>());
    }

    [Fact]
    public async Task Reads_run_eight_at_once_and_writes_one_by_one_unless_told_otherwise()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 20);
        var ids = Ids(20);

        await RunHeldAsync<GetVpsServerCommand>(rehearsal, parameters: null, ids, atOnce: 8);
        var reads = rehearsal.Account.PeakRequestsInFlight;
        rehearsal.Account.ClearRequests();
        await RunHeldAsync<RemoveVpsServerCommand>(rehearsal, new { Force = true }, ids, atOnce: 1);

        Assert.Equal((8, 1), (reads, rehearsal.Account.PeakRequestsInFlight));
    }

    [Fact]
    public async Task Objects_and_errors_come_in_the_order_of_the_input()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 3);
        rehearsal.Hold("servers/{id}/", times: 5);
        var firstIsWritten = new TaskCompletionSource();
        var ending = rehearsal.Shell.Prepare<GetVpsServerCommand>(input: [12345, 99998, 12346, 12347, 99999], written: _ => firstIsWritten.TrySetResult()).RunAsync();
        await rehearsal.Account.WaitForHeldAsync(5).Guarded();

        Release(rehearsal, 99999, 12347);
        await MuchElseAsync(rehearsal);
        Release(rehearsal, 12345);
        await firstIsWritten.Task.Guarded();
        Release(rehearsal, 12346, 99998);

        var result = await ending.Guarded();
        Assert.Equal([12345, 12346, 12347], result.Ids());
        Assert.Equal(new object[] { 99998, 99999 }, result.Errors.Select(error => error.TargetObject));
    }

    [Fact]
    public async Task A_finished_head_is_written_before_the_input_ends()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var written = new List<object?>();
        var writtenBeforeTheEnd = -1;
        var input = Until(rehearsal, () => written.Count > 0, () => writtenBeforeTheEnd = written.Count);

        await rehearsal.Shell.Prepare<GetVpsServerCommand>(new { ThrottleLimit = 256 }, input, written: written.Add).RunAsync().Guarded();

        Assert.True(writtenBeforeTheEnd > 0);
    }

    [Fact]
    public async Task ErrorAction_Stop_sends_nothing_after_the_first_failure()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<RemoveVpsServerCommand>(new { Force = true, ErrorAction = "Stop" }, input: [99999, 12345, 12346]);

        Assert.Single(result.Errors);
        Assert.Equal(["DELETE servers/99999/"], rehearsal.Sent);
    }

    [Fact]
    public async Task ErrorAction_Stop_ends_the_input_with_a_wide_throttle_too()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.FailNext("GET", "servers/{id}/", SandboxFaultKind.Status, status: 403);
        var cameToItsEnd = false;
        var input = Until(rehearsal, () => false, () => cameToItsEnd = true);

        await rehearsal.RunAsync<GetVpsServerCommand>(new { ThrottleLimit = 256, ErrorAction = "Stop" }, input);

        Assert.False(cameToItsEnd);
    }

    [Fact]
    public async Task A_failure_behind_a_slow_head_is_told_before_more_is_sent()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 8);
        rehearsal.Hold("servers/12345/");
        var run = rehearsal.Shell.Prepare<GetVpsServerCommand>(new { ThrottleLimit = 2, ErrorAction = "Stop" }, input: [12345, 99999, 12346, 12347]);
        var ending = run.RunAsync();
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();
        await rehearsal.Account.WaitForRequestsAsync(2).Guarded();

        await MuchElseAsync(rehearsal); // A third request while the head is held would be a breach.

        Assert.Equal(
            ["GET servers/12345/", "GET servers/99999/"],
            rehearsal.Sent.Where(request => request != "GET servers/").Order()); // Both are under way at once: which arrives first is open.
        run.Stop();
        await ending.Guarded();
    }

    [Fact]
    public async Task A_command_further_down_that_has_enough_ends_the_sending()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var run = rehearsal.Shell.Prepare<StopVpsServerCommand>(new { PassThru = true }, input: [12345, 12346], first: 1);

        var result = await run.RunAsync().Guarded();

        Assert.False(result.RanToEnd);
        Assert.Equal(["POST servers/12345/stop/"], rehearsal.Writes);
    }

    [Fact]
    public async Task ShouldProcess_is_asked_before_each_request_is_sent()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var sentWhenAsked = new List<int>();
        var run = rehearsal.Shell.Prepare<StopVpsServerCommand>(input: [12345, 12346], answer: _ =>
        {
            sentWhenAsked.Add(rehearsal.Writes.Count);
            return true;
        });

        await run.RunAsync().Guarded();

        Assert.Equal([0, 1], sentWhenAsked);
    }

    /// <summary>
    /// Runs a command whose every request is held until so many are under way, and then let go one at a time: only what
    /// runs so many at once comes to its end, and what runs more shows in the peak.
    /// </summary>
    private static async Task<CommandResult> RunHeldAsync<TCommand>(Rehearsal rehearsal, object? parameters, object[] ids, int atOnce)
        where TCommand : PSCmdlet, new()
    {
        rehearsal.Hold("servers/{id}/", times: ids.Length);
        var ending = rehearsal.Shell.RunAsync<TCommand>(parameters, ids);
        for (var left = ids.Length; left > 0; left--)
        {
            await rehearsal.Account.WaitForHeldAsync(Math.Min(atOnce, left)).Guarded();
            rehearsal.Account.ReleaseHeld(1);
        }

        return await ending;
    }

    /// <summary>Lets held requests for servers go, in this order.</summary>
    private static void Release(Rehearsal rehearsal, params long[] ids) => Array.ForEach(ids, id => rehearsal.Account.ReleaseHeld("GET", $"servers/{id}/"));

    /// <summary>Gets much else through, so that what can happen meanwhile has happened.</summary>
    private static async Task MuchElseAsync(Rehearsal rehearsal)
    {
        for (var other = 0; other < 50; other++)
        {
            await new Shell().GetAsync<GetVpsServerCommand, VpsServer>(new { rehearsal.Session, Name = "web-server-01" });
        }
    }

    /// <summary>The ids of so many servers, as the sandbox gives them.</summary>
    private static object[] Ids(int count) => Enumerable.Range(12345, count).Cast<object>().ToArray();

    /// <summary>
    /// Pipes one server again and again, each time when the request before is over, until something has happened, and
    /// for practically ever where it never does.
    /// </summary>
    private static IEnumerable<object?> Until(Rehearsal rehearsal, Func<bool> happened, Action atTheEnd)
    {
        for (var turn = 1; turn <= 5000 && !happened(); turn++)
        {
            yield return 12345;
            rehearsal.Account.WaitForRequestsAsync(turn).Guarded().Wait();
            rehearsal.Account.WaitUntilIdleAsync().Guarded().Wait();
        }

        atTheEnd();
    }
}
