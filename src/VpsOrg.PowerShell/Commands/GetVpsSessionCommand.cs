namespace VpsOrg.PowerShell.Commands;

/// <summary>Gets the sessions of this runspace.</summary>
[Cmdlet(VerbsCommon.Get, "VpsSession", HelpUri = HelpPages.Root + "Get-VpsSession.md")]
[OutputType(typeof(VpsSession))]
public sealed class GetVpsSessionCommand : VpsCmdlet
{
    /// <summary>Gets only the default session: the one that commands use without -Session.</summary>
    [Parameter]
    public SwitchParameter Default { get; set; }

    /// <summary>Writes the sessions, the default first.</summary>
    protected override void EndProcessing()
    {
        var sessions = RunspaceSessions.Current;
        var first = sessions.Default;
        if (first is not null)
        {
            Write(first);
        }

        if (!Default)
        {
            foreach (var session in sessions.All.Where(session => !ReferenceEquals(session, first)))
            {
                Write(session);
            }
        }
    }

    private void Write(VpsSession session)
    {
        TellOfEndedOrders(session);
        WriteObject(session);
    }
}
