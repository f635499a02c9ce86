using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation.Host;

namespace VpsOrg.PowerShell;

/// <summary>
/// The console of this process. A program that is started here has it for itself: nothing is redirected, as the engine
/// does it for a native command on a line of its own.
/// </summary>
internal sealed class ProcessTerminal : ITerminal
{
    /// <summary>
    /// How long a program may take to end by itself after a stop. A Ctrl-C that stops the pipeline has reached it, too, because
    /// it sits at the same console; while ssh passes keys on, Ctrl-C is one of them and stops nothing here.
    /// </summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>The hosts that are known to sit at a console. Remoting, jobs and the ISE have other ones; an unknown one may have none.</summary>
    private static readonly string[] ConsoleHosts = ["ConsoleHost", "Visual Studio Code Host"];

    public void RefuseUnlessAttended(PSHost? host)
    {
        if (!ConsoleHosts.Contains(host?.Name))
        {
            throw NoConsoleException.In(host?.Name);
        }

        if (Console.IsInputRedirected || Console.IsOutputRedirected)
        {
            throw NoConsoleException.Redirected(Console.IsInputRedirected ? "input" : "output");
        }
    }

    public int Run(string program, string arguments, Clock clock, CancellationToken stop)
    {
        using var process = Start(program, arguments);
        using var ended = new CancellationTokenSource();
        var ending = Task.CompletedTask;
        using (stop.Register(() => ending = EndAsync(process, clock, ended.Token)))
        {
            process.WaitForExit();
        }

        ended.Cancel();
        ending.GetAwaiter().GetResult();
        return process.ExitCode;
    }

    private static Process Start(string program, string arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false })!;
        }
        catch (Win32Exception exception)
        {
            throw new SshNotStartedException(program, exception);
        }
    }

    /// <summary>Ends a program that has not ended by itself after a stop.</summary>
    private static async Task EndAsync(Process process, Clock clock, CancellationToken ended)
    {
        try
        {
            await clock.Delay(Grace, ended).ConfigureAwait(false);
            process.Kill();
        }
        catch (Exception exception) when (exception is OperationCanceledException or InvalidOperationException or Win32Exception)
        {
            // It has ended by itself, before or at this very moment.
        }
    }
}
