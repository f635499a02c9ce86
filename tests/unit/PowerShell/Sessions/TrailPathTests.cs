using System.Diagnostics;

namespace VpsOrg.PowerShell.Tests;

/// <summary>What <c>-LogPath</c> takes: a file on a disk, and nothing that hangs or keeps nothing.</summary>
[Collection(nameof(RealPrograms))]
public sealed class TrailPathTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vpsorg-trail").FullName;
    private readonly ManualClock _clock = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("x")]
    [InlineData("HKEY_LOCAL_MACHINE\\Software")]
    [InlineData("/dev/null")]
    [InlineData("/dev/tty")]
    [InlineData("FOLDER")]
    public async Task What_is_no_file_is_refused(string path)
    {
        // What the engine makes of Env:\x is 'x'.
        var exception = await Assert.ThrowsAsync<ArgumentException>(
            () => TrailPath.CheckedAsync(path == "FOLDER" ? _folder : path, _clock, CancellationToken.None).Guarded());

        Assert.Contains("is not a file", exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists("x"));
    }

    [Fact]
    public async Task A_file_is_taken()
    {
        var path = Path.Combine(_folder, "trail.jsonl");

        Assert.Equal(path, await TrailPath.CheckedAsync(path, _clock, CancellationToken.None).Guarded());
    }

    [Fact]
    public async Task A_pipe_that_nobody_reads_is_given_up_after_five_seconds()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var pipe = await PipeAsync();
        var shell = new Shell { Clock = _clock };
        var connecting = shell.RunAsync<ConnectVpsCommand>(new { Sandbox = true, LogPath = pipe });

        await _clock.ExpireAsync(TimeSpan.FromSeconds(5)).Guarded();

        var result = await connecting.Guarded();
        Assert.Contains("did not open within 5 s", result.TerminatingError!.Exception.Message, StringComparison.Ordinal);
        Assert.StartsWith("InvalidParameter", result.TerminatingError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Unblock(pipe);
    }

    [Fact]
    public async Task A_stop_ends_the_command_while_a_pipe_does_not_open()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var pipe = await PipeAsync();
        var shell = new Shell { Clock = _clock };
        var run = shell.Prepare<ConnectVpsCommand>(new { Sandbox = true, LogPath = pipe });
        var ending = run.RunAsync();
        await _clock.UntilDeadlineAsync(TimeSpan.FromSeconds(5)).Guarded();

        run.Stop();

        Assert.False((await ending.Guarded()).RanToEnd);
        Unblock(pipe);
    }

    private async Task<string> PipeAsync()
    {
        var path = Path.Combine(_folder, "pipe");
        using var process = Process.Start("mkfifo", [path]);
        await process.WaitForExitAsync().Guarded();
        return path;
    }

    /// <summary>Lets go of the thread that may still be opening the pipe: one who reads and writes never waits for another.</summary>
    private static void Unblock(string pipe)
    {
        using var both = new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
    }
}
