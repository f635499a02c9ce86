using System.Management.Automation.Host;

namespace VpsOrg.PowerShell;

/// <summary>The console that somebody sits at, and the programs that are started on it.</summary>
internal interface ITerminal
{
    /// <summary>Refuses where nobody sits at it.</summary>
    /// <exception cref="NoConsoleException">The host has no console of its own, or the input comes from elsewhere.</exception>
    void RefuseUnlessAttended(PSHost? host);

    /// <summary>Runs a program on the console until it ends, and gives its exit code.</summary>
    /// <param name="program">Its whole path.</param>
    /// <param name="arguments">Its arguments, quoted.</param>
    /// <param name="clock">The time.</param>
    /// <param name="stop">Cancelled where the pipeline is stopped: then the program does not stay behind.</param>
    /// <exception cref="SshNotStartedException">The system does not start it.</exception>
    int Run(string program, string arguments, Clock clock, CancellationToken stop);
}
