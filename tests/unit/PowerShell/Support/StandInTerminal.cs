using System.Management.Automation.Host;

namespace VpsOrg.PowerShell.Tests;

/// <summary>A console that somebody sits at, where nothing is started: what would have been is noted.</summary>
internal sealed class StandInTerminal : ITerminal
{
    public const string Ssh = "/usr/bin/ssh";

    /// <summary>Each command line that was to be run.</summary>
    public List<string> Started { get; } = [];

    /// <summary>What the programs end with.</summary>
    public int ExitCode { get; init; }

    /// <summary>Called while a program runs, with what tells it that the pipeline was stopped.</summary>
    public Action<CancellationToken> Running { get; init; } = _ => { };

    /// <summary>Takes the place of the console of a command, on a machine that has ssh.</summary>
    public EnterVpsServerCommand Serve(EnterVpsServerCommand command)
    {
        command.Terminal = this;
        command.Finder = new SshFinder("/usr/bin", IsWindows: false, path => path == Ssh || File.Exists(path));
        return command;
    }

    public void RefuseUnlessAttended(PSHost? host)
    {
        // Somebody is there.
    }

    public int Run(string program, string arguments, Clock clock, CancellationToken stop)
    {
        Started.Add($"{program} {arguments}");
        Running(stop);
        return ExitCode;
    }
}
