namespace VpsOrg.PowerShell.Commands;

/// <summary>Gets whose account a session is in, and what its token may do.</summary>
[Cmdlet(VerbsCommon.Get, "VpsAccount", HelpUri = HelpPages.Root + "Get-VpsAccount.md")]
[OutputType(typeof(VpsAccount))]
public sealed class GetVpsAccountCommand : VpsCmdlet
{
    /// <summary>The session to ask in, from <c>Connect-Vps</c>, or its name. Without it: the runspace's default.</summary>
    [Parameter]
    [SessionArgument]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public VpsSession? Session { get; set; }

    private protected override string Activity => "Reading the account";

    /// <summary>Asks the API, whatever it said when the session was made.</summary>
    protected override void EndProcessing()
    {
        var subject = new ErrorSubject();
        try
        {
            var session = Choose(Session).Own;
            subject = subject with { Place = session.Place };
            WriteObject(Await(session.Client.GetAccountAsync));
        }
        catch (Exception exception) when (ErrorRecords.Knows(exception))
        {
            Fail(exception, subject);
        }

        RemoveProgress();
    }
}
