namespace VpsOrg.PowerShell.Commands;

/// <summary>Ends a session and lets go of its connections.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "Vps")]
public sealed class DisconnectVpsCommand : VpsCmdlet
{
    /// <summary>The sessions to end. Without it: this runspace's default.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public VpsSession[]? Session { get; set; }

    /// <summary>Ends the sessions.</summary>
    protected override void ProcessRecord()
    {
        var sessions = RunspaceSessions.Current;
        if (Session is null && sessions.Default is null)
        {
            WriteVerbose("There is no connection here: nothing to end.");
            return;
        }

        foreach (var session in Session ?? [sessions.Default!])
        {
            sessions.Remove(session);
            WriteVerbose($"Disconnected from {session}.");
        }
    }
}
