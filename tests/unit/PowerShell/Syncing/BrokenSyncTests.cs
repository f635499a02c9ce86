namespace VpsOrg.PowerShell.Tests;

/// <summary>
/// Over a real socket: a run that breaks at any request is finished by running it again, no server is ordered twice, and none is removed
/// that the file names. A rehearsal sends no write, whatever breaks.
/// </summary>
public abstract class BrokenSyncTests(SandboxServerIds ids)
{
    /// <summary>More requests than a run sends.</summary>
    private const int MostRequests = 40;

    /// <summary>More runs than a broken one needs: an order in doubt is left alone by the first.</summary>
    private const int MostRuns = 6;

    /// <summary>Longer than any rest between two looks, and shorter than any time-out.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);

    /// <summary>Where one of these strikes, the account does nothing.</summary>
    private static readonly SandboxFaultKind?[] BeforeActing = [SandboxFaultKind.Status, SandboxFaultKind.CutBeforeActing, SandboxFaultKind.Hang];

    public static TheoryData<SandboxFaultKind, int?> Faults => new()
    {
        { SandboxFaultKind.Status, 403 },
        { SandboxFaultKind.Status, 500 },
        { SandboxFaultKind.StatusAfterActing, 502 },
        { SandboxFaultKind.CutBeforeActing, null },
        { SandboxFaultKind.CutAfterActing, null },
        { SandboxFaultKind.TruncateBody, null },
        { SandboxFaultKind.EmptyBody, null },
        { SandboxFaultKind.Hang, null },
        { SandboxFaultKind.HangAfterActing, null },
        { SandboxFaultKind.Hold, null }, // Ctrl-C.
        { SandboxFaultKind.HoldAfterActing, null },
    };

    [Theory]
    [Trait("Speed", "Slow")]
    [MemberData(nameof(Faults))]
    public async Task Broken_at_any_request_and_run_again_the_account_is_what_the_file_says_and_nothing_was_ordered_twice(SandboxFaultKind kind, int? status)
    {
        for (var number = 1; number < MostRequests; number++)
        {
            await using var stage = await SocketRehearsal.StartAsync(ids, delaySec: 5);
            var rehearsal = stage.Rehearsal;
            var old = AddOldServers(rehearsal);
            Break(rehearsal, number, kind, status);
            await RunAsync(rehearsal, isRehearsal: false);
            var isOver = rehearsal.Account.Requests.Count < number;
            rehearsal.Account.ClearFaults();

            await FinishAsync(rehearsal);

            Assert.Equal(["app-01", "app-02"], Ordered(rehearsal));
            Assert.Equal([$"DELETE servers/{old}/"], rehearsal.Writes.Where(write => write.StartsWith("DELETE", StringComparison.Ordinal)).Distinct());
            Assert.Empty((await rehearsal.CompareAsync(Wanted)).Differences());
            Assert.Equal(["app-01", "app-02", "db-server-01", "old-02", "web-server-01"], await NamesAsync(rehearsal));
            if (isOver)
            {
                Assert.True(number > 10, $"A run of {number} requests is none.");
                return;
            }
        }

        Assert.Fail("A run sends more requests than this test breaks.");
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_rehearsal_sends_no_write_whatever_breaks(SandboxFaultKind kind, int? status)
    {
        for (var number = 1; number < MostRequests; number++)
        {
            await using var stage = await SocketRehearsal.StartAsync(ids, delaySec: 5);
            var rehearsal = stage.Rehearsal;
            AddOldServers(rehearsal);
            Break(rehearsal, number, kind, status);

            var result = await RunAsync(rehearsal, isRehearsal: true);

            Assert.Empty(rehearsal.Writes);
            Assert.Empty(result.Objects);
            if (rehearsal.Account.Requests.Count < number)
            {
                Assert.StartsWith("Delete server for good: old-01", result.Questions[^1].Text, StringComparison.Ordinal);
                return;
            }
        }

        Assert.Fail("A rehearsal sends more requests than this test breaks.");
    }

    /// <summary>One server is as wanted, one is to be changed and stopped, two are missing; of two old ones the file names the second.</summary>
    private static PSObject[] Wanted =>
    [
        .. Syncing.Fleet,
        Rows.Of(new { Name = "app-02", PlanId = 1, OsId = 5, Location = "us-west", Status = "stopped" }),
        Rows.Of(new { Name = "old-02" }),
    ];

    /// <summary>Adds two servers that are more than an hour old; gives the id of the first.</summary>
    private static string AddOldServers(Rehearsal rehearsal)
    {
        var first = rehearsal.Account.AddServer("old-01");
        rehearsal.Account.AddServer("old-02");
        rehearsal.Clock.Advance(TimeSpan.FromHours(2));
        return first;
    }

    /// <summary>Lets one request of a run fail, whatever it is. Each before it closes its connection, or .NET would send what is lost on a used one again.</summary>
    private static void Break(Rehearsal rehearsal, int number, SandboxFaultKind kind, int? status)
    {
        if (number > 1)
        {
            rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Alter, Times = number - 1, Headers = { ["Connection"] = "close" } });
        }

        rehearsal.Account.InjectFault(new SandboxFault { Kind = kind, Status = status });
    }

    /// <summary>
    /// Runs to the end. Every rest on the way passes, however long it is, and so does the time of a request that nobody answers. Where one
    /// is held, somebody presses Ctrl-C.
    /// </summary>
    private static async Task<CommandResult> RunAsync(Rehearsal rehearsal, bool isRehearsal)
    {
        var run = rehearsal.Shell.Prepare<SyncVpsServerCommand>(
            new { ApplyStatus = true, Wait = true, Prune = new[] { "old-*" }, Force = true, WhatIf = isRehearsal }, Wanted);
        var (ending, held) = (run.RunAsync().Guarded(), rehearsal.Account.WaitForHeldAsync(1));
        var rest = rehearsal.Clock.PassNextAsync(LongestRest);
        while (true)
        {
            var first = await Task.WhenAny(ending, held, rest);
            if (first == ending)
            {
                return await ending;
            }

            if (first == held)
            {
                held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously).Task; // It happens once.
                await EndHeldAsync(rehearsal, run, ending);
            }
            else
            {
                rest = rehearsal.Clock.PassNextAsync(LongestRest);
            }
        }
    }

    private static async Task EndHeldAsync(Rehearsal rehearsal, CommandRun run, Task ending)
    {
        if (rehearsal.Account.Requests.Any(request => request.FaultKind is SandboxFaultKind.Hold or SandboxFaultKind.HoldAfterActing))
        {
            run.Stop();
            await ending;
            rehearsal.Account.ReleaseHeld();
            await rehearsal.Account.WaitUntilIdleAsync().Guarded();
        }
        else
        {
            await Task.WhenAny(ending, rehearsal.Clock.ExpireAsync(rehearsal.Session.Client.Options.Timeout));
        }
    }

    /// <summary>Runs again until a run does nothing: a doubt ends by itself after ten minutes.</summary>
    private static async Task FinishAsync(Rehearsal rehearsal)
    {
        var last = string.Empty;
        for (var run = 0; run < MostRuns; run++)
        {
            var result = await RunAsync(rehearsal, isRehearsal: false);
            last = string.Join("; ", result.Outcomes().Concat(result.Errors.Append(result.TerminatingError).Select(record => $"{record}")));
            if (result.TerminatingError is null && result.Errors.Count == 0 && result.Objects.Cast<VpsSyncResult>().All(one => one.Outcome == VpsSyncOutcome.Unchanged))
            {
                return;
            }

            rehearsal.Clock.Advance(TimeSpan.FromMinutes(11));
        }

        Assert.Fail($"However often it is run again, there is something to do: {last}");
    }

    /// <summary>The new servers, as often as the account was made to order them.</summary>
    private static IEnumerable<string> Ordered(Rehearsal rehearsal) =>
        from name in new[] { "app-01", "app-02" }
        from request in rehearsal.Account.Requests
        where request.Method == "POST" && request.Path == "servers/" && !BeforeActing.Contains(request.FaultKind)
        where request.BodyText!.Contains($"\"{name}\"", StringComparison.Ordinal)
        select name;

    private static async Task<IEnumerable<string?>> NamesAsync(Rehearsal rehearsal) =>
        (await rehearsal.ServersAsync<GetVpsServerCommand>()).Select(server => server.Name).Order(StringComparer.Ordinal);

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : BrokenSyncTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : BrokenSyncTests(SandboxServerIds.Uuid);
}
