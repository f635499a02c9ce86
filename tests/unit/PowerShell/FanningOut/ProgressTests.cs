using System.Diagnostics;

namespace VpsOrg.PowerShell.Tests;

public sealed class ProgressTests
{
    [Fact]
    public async Task What_is_quick_shows_no_progress()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<GetVpsServerCommand>(input: [12345, 12346]);

        Assert.Empty(result.Progress);
    }

    [Fact]
    public async Task What_takes_longer_than_a_second_is_shown_and_removed_at_the_end()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.SetServerStatus(12345, "starting");
        var begun = Stopwatch.StartNew();
        TimeSpan? patience = null;

        var result = await WaitUntilShownAsync(rehearsal, () =>
        {
            patience ??= begun.Elapsed;
            rehearsal.Account.SetServerStatus(12345, "active");
        });

        Assert.True(patience >= TimeSpan.FromSeconds(1), $"shown after {patience}");
        Assert.True(result.Progress.Count >= 2);
        Assert.All(result.Progress.SkipLast(1), record => Assert.Equal(ProgressRecordType.Processing, record.RecordType));
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
        Assert.Contains("starting", result.Progress[0].CurrentOperation, StringComparison.Ordinal);
        Assert.InRange(result.Progress[0].SecondsRemaining, 1, 600);
    }

    [Fact]
    public async Task It_is_removed_where_an_error_ends_the_command_too()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.SetServerStatus(12345, "starting");

        var result = await WaitUntilShownAsync(rehearsal, () => rehearsal.Account.FailNext("GET", "servers/{id}/", SandboxFaultKind.Status, status: 401));

        result.Terminating("TokenRejected");
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
    }

    [Fact]
    public async Task It_is_removed_where_the_whole_list_fails()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Status, Status = 500, Delay = TimeSpan.FromSeconds(1.8) });

        var result = await rehearsal.RunAsync<GetVpsServerCommand>();

        result.Terminating("ApiUnavailable");
        Assert.NotEmpty(result.Progress);
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
    }

    private static Task<CommandResult> WaitUntilShownAsync(Rehearsal rehearsal, Action whenShown)
    {
        var run = new CommandRun(new WaitVpsServerCommand(), rehearsal.Shell.Runspace)
        {
            Variables = rehearsal.Shell.Variables,
            Shown = record =>
            {
                if (record.RecordType == ProgressRecordType.Processing)
                {
                    whenShown();
                }
            },
        };
        run.Parameters.Add("Id", 12345);
        run.Parameters.Add("Status", "active");
        run.Parameters.Add("PollIntervalSec", 0.05);
        return run.RunAsync().Guarded();
    }
}
