namespace VpsOrg.PowerShell.Tests;

/// <summary>Ctrl-C, and a pipeline that ends early, cancel what is under way.</summary>
public sealed class StopTests
{
    public static TheoryData<string> Commands => new(CommandCatalog.ActingOnAnAccount.Select(type => type.Name).Where(name => name != nameof(WaitVpsServerCommand)));

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_stop_cancels_the_request_that_is_under_way(string command)
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Hang });
        rehearsal.Shell.Variables["ProgressPreference"] = "SilentlyContinue"; // A write would find out, too.
        var run = CommandCatalog.Prepare(command, rehearsal.Shell);
        var ending = run.RunAsync();
        await rehearsal.Account.WaitForRequestsAsync(1).Guarded();

        run.Stop();

        Assert.False((await ending.Guarded()).RanToEnd);
        await rehearsal.Account.WaitUntilIdleAsync().Guarded();
        Assert.True(Assert.Single(rehearsal.Account.Requests).Aborted);
    }

    [Fact]
    public async Task A_stop_ends_a_wait_at_once()
    {
        var clock = new ManualClock();
        var rehearsal = Rehearsal.On(clock);
        var run = rehearsal.Shell.Prepare<WaitVpsServerCommand>(new { Id = 12345, Status = "stopped" });
        var ending = run.RunAsync();
        await clock.UntilAskedAsync(TimeSpan.FromSeconds(5));

        run.Stop();

        Assert.False((await ending.Guarded()).RanToEnd);
        Assert.Equal(0, clock.Waiting);
    }

    [Fact]
    public async Task A_stop_sends_nothing_that_was_not_sent()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.HangAfterActing });
        var run = rehearsal.Shell.Prepare<RemoveVpsServerCommand>(new { Force = true }, input: [12345, 12346]);
        var ending = run.RunAsync();
        await rehearsal.Account.WaitForRequestsAsync(1).Guarded();

        run.Stop();

        await ending.Guarded();
        Assert.Equal(["DELETE servers/12345/"], rehearsal.Sent);
    }

    [Fact]
    public async Task A_pipeline_that_ends_early_cancels_what_is_under_way()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.InjectFault(new SandboxFault { PathPattern = "servers/12346/", Kind = SandboxFaultKind.Hang });
        var run = rehearsal.Shell.Prepare<GetVpsServerCommand>(input: [12345, 12346], first: 1);

        var result = await run.RunAsync().Guarded();

        await rehearsal.Account.WaitUntilIdleAsync().Guarded();
        Assert.Equal([12345], result.Ids());
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
