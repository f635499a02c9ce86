namespace VpsOrg.PowerShell.Commands;

/// <summary>Disconnects sessions and closes their connections.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "Vps", HelpUri = HelpPages.Root + "Disconnect-Vps.md")]
public sealed class DisconnectVpsCommand : VpsCmdlet
{
    /// <summary>The sessions to disconnect. Without it: this runspace's default.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public VpsSession[]? Session { get; set; }

    /// <summary>Ends the sessions.</summary>
    protected override void ProcessRecord()
    {
        var sessions = RunspaceSessions.Current;
        if (Session is null && sessions.Default is null)
        {
            WriteVerbose("This runspace has no session: nothing to disconnect.");
            return;
        }

        foreach (var session in Session ?? [sessions.Default!])
        {
            TellOfEndedOrders(session);
            foreach (var order in session.OpenOrders)
            {
                WriteWarning(EndedOrder.Describe(order)); // Nobody will be left to tell of its end.
            }

            sessions.Remove(session);
            WriteVerbose($"Disconnected from {session}.");
        }
    }
}
