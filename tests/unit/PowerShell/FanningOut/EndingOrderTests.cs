namespace VpsOrg.PowerShell.Tests;

/// <summary>What a command that ends before its time does first, and what it says then.</summary>
public sealed class EndingOrderTests
{
    [Fact]
    public async Task Everything_is_given_up_before_anything_is_told_of()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.Shell.Prepare<TestEndingCommand>(new { ThrottleLimit = 2, ErrorAction = "Stop" }).RunAsync().Guarded();

        Assert.Equal("given up: True, ended: True", Assert.Single(result.Warnings));
    }

    /// <summary>Two items: one that waits and never ends by itself, and one that fails when the other waits.</summary>
    [Cmdlet("Test", "Ending")]
    public sealed class TestEndingCommand : FanOutCmdlet
    {
        private readonly TaskCompletionSource<bool> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TestEndingCommand()
            : base(ReadsAtOnce)
        {
        }

        private protected override void ProcessInput()
        {
            Run(
                () => new ErrorSubject(),
                async (_, token) =>
                {
                    _begun.SetResult(true);
                    await Task.Delay(System.Threading.Timeout.Infinite, token);
                    return () => { };
                },
                work => $"given up: {Cancellation.IsCancellationRequested}, ended: {work.IsCompleted}",
                _begun.Task);
            Run(
                () => new ErrorSubject(),
                async (_, _) =>
                {
                    await _begun.Task;
                    throw new ArgumentException("no");
                });
        }
    }
}
