namespace VpsOrg.PowerShell.Tests;

/// <summary>A run that breaks at any request is finished by running it again, and no server is ordered twice.</summary>
public abstract class BrokenSyncTests(SandboxServerIds ids)
{
    /// <summary>More requests than a run sends.</summary>
    private const int MostRequests = 40;

    private static readonly TimeSpan[] Rests = Array.ConvertAll([2, 5, 10, 15], seconds => TimeSpan.FromSeconds(seconds));

    public static TheoryData<SandboxFaultKind, int?> Faults => new()
    {
        { SandboxFaultKind.Status, 403 },
        { SandboxFaultKind.Status, 500 },
        { SandboxFaultKind.StatusAfterActing, 502 },
        { SandboxFaultKind.CutBeforeActing, null },
        { SandboxFaultKind.CutAfterActing, null },
        { SandboxFaultKind.TruncateBody, null },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Broken_at_any_request_and_run_again_the_account_is_what_the_file_says_and_nothing_was_ordered_twice(SandboxFaultKind kind, int? status)
    {
        for (var number = 1; number < MostRequests; number++)
        {
            var rehearsal = await Rehearsal.StartAsync(ids: ids);
            Break(rehearsal, number, kind, status);
            await RunAsync(rehearsal, new { ApplyStatus = true, Wait = true });
            var isOver = rehearsal.Account.Requests.Count < number;
            rehearsal.Account.ClearFaults();

            await FinishAsync(rehearsal);

            Assert.Empty((await rehearsal.CompareAsync(Wanted)).Differences());
            foreach (var name in new[] { "app-01", "app-02" })
            {
                Assert.Single(await rehearsal.ServersAsync<GetVpsServerCommand>(new { Name = new[] { name } }));
            }

            if (isOver)
            {
                Assert.True(number > 10, $"A run of {number} requests is none.");
                return;
            }
        }

        Assert.Fail("A run sends more requests than this test breaks.");
    }

    [Fact]
    public async Task A_rehearsal_sends_no_write_whatever_breaks()
    {
        for (var number = 1; number < MostRequests; number++)
        {
            var rehearsal = await Rehearsal.StartAsync(ids: ids);
            Break(rehearsal, number, SandboxFaultKind.Status, 500);

            var result = await RunAsync(rehearsal, new { ApplyStatus = true, Wait = true, WhatIf = true, Prune = new[] { "web-*" } });

            Assert.Empty(rehearsal.Writes);
            Assert.Empty(result.Objects);
            if (rehearsal.Account.Requests.Count < number)
            {
                return;
            }
        }

        Assert.Fail("A rehearsal sends more requests than this test breaks.");
    }

    private static PSObject[] Wanted => [.. Syncing.Fleet, Rows.Of(new { Name = "app-02", PlanId = 1, OsId = 5, Location = "us-west", Status = "stopped" })];

    /// <summary>Runs to the end; every rest on the way passes: between two looks at a server, and before a lost order is looked for again.</summary>
    private static async Task<CommandResult> RunAsync(Rehearsal rehearsal, object parameters)
    {
        var ending = rehearsal.Shell.RunAsync<SyncVpsServerCommand>(parameters, Wanted);
        while (true)
        {
            var rests = Array.ConvertAll(Rests, rest => (Time: rest, Asked: rehearsal.Clock.UntilAskedAsync(rest)));
            var first = await Task.WhenAny(rests.Select(rest => rest.Asked).Prepend(ending)).Guarded();
            if (first == ending)
            {
                return await ending;
            }

            rehearsal.Clock.Advance(rests.First(rest => rest.Asked == first).Time);
        }
    }

    /// <summary>Lets one request of a run fail, whatever it is: those before it are answered as ever.</summary>
    private static void Break(Rehearsal rehearsal, int number, SandboxFaultKind kind, int? status)
    {
        if (number > 1)
        {
            rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Alter, Times = number - 1 });
        }

        rehearsal.Account.InjectFault(new SandboxFault { Kind = kind, Status = status });
    }

    /// <summary>Runs again until a run does nothing: a doubt ends by itself after ten minutes.</summary>
    private static async Task FinishAsync(Rehearsal rehearsal)
    {
        for (var run = 0; run < 4; run++)
        {
            var result = await RunAsync(rehearsal, new { ApplyStatus = true, Wait = true });
            if (result.TerminatingError is null && result.Errors.Count == 0)
            {
                return;
            }

            rehearsal.Clock.Advance(TimeSpan.FromMinutes(11));
        }
    }

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : BrokenSyncTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : BrokenSyncTests(SandboxServerIds.Uuid);
}
