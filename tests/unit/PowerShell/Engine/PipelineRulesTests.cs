namespace VpsOrg.PowerShell.Tests;

/// <summary>The double is as strict as the engine where the module could go wrong.</summary>
public sealed class PipelineRulesTests
{
    [Fact]
    public async Task Writing_on_another_thread_is_refused()
    {
        var run = new Shell().Prepare<ForeignThreadCommand>();

        await Assert.ThrowsAsync<InvalidOperationException>(() => run.RunAsync().Guarded());
    }

    [Fact]
    public async Task Writing_from_Dispose_is_refused()
    {
        var run = new Shell().Prepare<LateCommand>();

        await Assert.ThrowsAsync<InvalidOperationException>(() => run.RunAsync().Guarded());
    }

    [Fact]
    public async Task An_unexpected_exception_is_not_swallowed()
    {
        var run = new Shell().Prepare<BrokenCommand>();

        await Assert.ThrowsAsync<FormatException>(() => run.RunAsync().Guarded());
    }

    [Theory]
    [InlineData("web-*", "WEB-01", true)]
    [InlineData("web-?", "web-01", false)]
    [InlineData("[a-c]b", "bb", true)]
    [InlineData("a`*", "a*", true)]
    [InlineData("a`*", "ab", false)]
    [InlineData("a.b", "axb", false)]
    public void Wildcards_mean_what_they_mean_in_PowerShell(string pattern, string text, bool matches) =>
        Assert.Equal(matches, new WildcardPattern(pattern, WildcardOptions.IgnoreCase).IsMatch(text));

    [Cmdlet("Test", "Thread")]
    internal sealed class ForeignThreadCommand : PSCmdlet
    {
        protected override void ProcessRecord()
        {
            var foreign = new Thread(() =>
            {
                try
                {
                    WriteObject(1);
                }
                catch (InvalidOperationException)
                {
                    // Swallowed here: the run must tell all the same.
                }
            });
            foreign.Start();
            foreign.Join();
        }
    }

    [Cmdlet("Test", "Late")]
    internal sealed class LateCommand : PSCmdlet, IDisposable
    {
        public void Dispose() => WriteObject(1);
    }

    [Cmdlet("Test", "Broken")]
    internal sealed class BrokenCommand : PSCmdlet
    {
        protected override void ProcessRecord() => throw new FormatException();
    }
}
