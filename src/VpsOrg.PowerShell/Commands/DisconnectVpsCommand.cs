namespace VpsOrg.PowerShell.Commands;

/// <summary>Disconnects sessions and closes their connections.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "Vps", HelpUri = HelpPages.Root + "Disconnect-Vps.md")]
public sealed class DisconnectVpsCommand : VpsCmdlet
{
    /// <summary>The sessions to disconnect, or their names. Without it: this runspace's default.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SessionArgument(Several = true)]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
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
            Disconnect(session, sessions);
        }
    }

    private void Disconnect(VpsSession session, RunspaceSessions sessions)
    {
        if (session.Refusal is { } refusal)
        {
            ConcealRefused(session);
            WriteError(RecordOf(refusal, new ErrorSubject()));
            return;
        }

        TellOfOrders(session, session.TakeAllOrders()); // Also of those that are open: nobody will be left to tell of their end.
        sessions.Remove(session);
        WriteVerbose($"Disconnected from {session}.");
    }
}
