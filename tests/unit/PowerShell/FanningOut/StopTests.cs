namespace VpsOrg.PowerShell.Tests;

/// <summary>Ctrl-C, and a pipeline that ends early, cancel what is under way.</summary>
public sealed class StopTests
{
    public static TheoryData<string> Commands => new(CommandCatalog.ActingOnAnAccount.Select(type => type.Name).Where(name => name is not nameof(WaitVpsServerCommand) and not nameof(NewVpsServerCommand)));

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_stop_cancels_the_request_that_is_under_way(string command)
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Hold();
        rehearsal.Shell.Variables["ProgressPreference"] = "SilentlyContinue"; // A write would find out, too.
        var run = CommandCatalog.Prepare(command, rehearsal.Shell);
        var ending = run.RunAsync();
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();

        run.Stop();

        Assert.False((await ending.Guarded()).RanToEnd);
        await rehearsal.Account.WaitForAbortsAsync(1).Guarded();
        Assert.Single(rehearsal.Sent);
    }

    [Fact]
    public async Task A_stop_ends_a_wait_at_once()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var run = rehearsal.Shell.Prepare<WaitVpsServerCommand>(new { Id = 12345, Status = "stopped" });
        var ending = run.RunAsync();
        await rehearsal.Clock.UntilAskedAsync(rehearsal.Poll);

        run.Stop();

        Assert.False((await ending.Guarded()).RanToEnd);
        await rehearsal.Clock.UntilDelaysAsync(delays => delays.Count == 0);
    }

    [Fact]
    public async Task A_stop_sends_nothing_that_was_not_sent()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.FailNext("DELETE", "servers/{id}/", SandboxFaultKind.HoldAfterActing);
        var run = rehearsal.Shell.Prepare<RemoveVpsServerCommand>(new { Force = true }, input: [12345, 12346]);
        var ending = run.RunAsync();
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();

        run.Stop();

        await ending.Guarded();
        Assert.Equal(["DELETE servers/12345/"], rehearsal.Sent);
    }

    [Fact]
    public async Task A_pipeline_that_ends_early_cancels_what_is_under_way()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Hold("servers/{id}/", times: 2);
        var run = rehearsal.Shell.Prepare<GetVpsServerCommand>(input: [12345, 12346], first: 1);
        var ending = run.RunAsync();
        await rehearsal.Account.WaitForHeldAsync(2).Guarded();

        rehearsal.Account.ReleaseHeld("GET", "servers/12345/");

        Assert.Equal([12345], (await ending.Guarded()).Ids());
        await rehearsal.Account.WaitForAbortsAsync(1).Guarded();
        Assert.True(rehearsal.Account.Requests.Single(request => request.Path == "servers/12346/").Aborted);
    }

    [Fact]
    public async Task Nothing_is_written_after_a_stop()
    {
        var rehearsal = await Rehearsal.StartAsync();
        CommandRun? run = null;
        run = rehearsal.Shell.Prepare<GetVpsServerCommand>(written: _ => run!.Stop());

        var result = await run.RunAsync().Guarded();

        Assert.Single(result.Objects);
    }
}
