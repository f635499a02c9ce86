using System.Diagnostics;

namespace VpsOrg.PowerShell.Tests;

/// <summary>Real programs that are run as a shell is: to their end, and never left behind.</summary>
[Collection(nameof(RealPrograms))]
public sealed class ProcessTerminalTests
{
    private readonly ManualClock _clock = new();

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(255)]
    public void The_exit_code_is_the_programs(int code)
    {
        var (program, arguments) = OperatingSystem.IsWindows() ? (System("cmd.exe"), $"/d /c exit {code}") : ("/bin/sh", $"-c \"exit {code}\"");

        Assert.Equal(code, new ProcessTerminal().Run(program, arguments, _clock, CancellationToken.None));
    }

    [Fact]
    public async Task After_a_stop_a_program_that_does_not_end_is_ended()
    {
        var (program, arguments) = OperatingSystem.IsWindows() ? (System("waitfor.exe"), "VpsOrgNever") : ("/bin/sleep", "86400");
        using var stop = new CancellationTokenSource();
        var running = Task.Run(() => new ProcessTerminal().Run(program, arguments, _clock, stop.Token));

        stop.Cancel();
        await _clock.PassAsync(ProcessTerminal.Grace).Guarded();

        Assert.NotEqual(0, await running.Guarded());
    }

    [Fact]
    public async Task After_a_stop_a_program_has_time_to_end_by_itself()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var folder = Directory.CreateTempSubdirectory().FullName;
        var gate = Path.Combine(folder, "gate");
        using (var made = Process.Start("mkfifo", gate))
        {
            made.WaitForExit();
        }

        using var stop = new CancellationTokenSource();
        var running = Task.Run(() => new ProcessTerminal().Run("/bin/sh", CommandLine.Of(["-c", "read word < \"$0\"; exit 7", gate]), _clock, stop.Token));

        stop.Cancel();
        await _clock.UntilAskedAsync(ProcessTerminal.Grace).Guarded();
        await Task.Run(() => File.WriteAllText(gate, "go\n")).Guarded();

        Assert.Equal(7, await running.Guarded());
        Assert.Equal(0, _clock.Waiting);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void What_the_system_does_not_start_is_an_error_that_names_it()
    {
        var none = Path.Combine(Path.GetTempPath(), "no such program.exe");

        Assert.Contains(none, Assert.Throws<SshNotStartedException>(() => new ProcessTerminal().Run(none, string.Empty, _clock, CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ServerRemoteHost")]
    [InlineData("Windows PowerShell ISE Host")]
    [InlineData("Default Host")]
    [InlineData("consolehost")]
    [InlineData("")]
    public void A_host_that_is_not_known_to_have_a_console_is_refused(string name) =>
        Assert.Contains($"'{name}'", Assert.Throws<NoConsoleException>(() => new ProcessTerminal().RefuseUnlessAttended(new RecordingHost(name))).Message, StringComparison.Ordinal);

    private static string System(string program) => Path.Combine(Environment.SystemDirectory, program);
}
