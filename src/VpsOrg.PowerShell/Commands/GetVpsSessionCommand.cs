namespace VpsOrg.PowerShell.Commands;

/// <summary>Gets the sessions of this runspace.</summary>
[Cmdlet(VerbsCommon.Get, "VpsSession", DefaultParameterSetName = ByName, HelpUri = HelpPages.Root + "Get-VpsSession.md")]
[OutputType(typeof(VpsSession))]
public sealed class GetVpsSessionCommand : VpsCmdlet
{
    private const string ByName = "Name";

    /// <summary>Names of sessions, wildcards allowed. Without it: all.</summary>
    [Parameter(Position = 0, ParameterSetName = ByName)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Gets only the default session: the one that commands use without -Session.</summary>
    [Parameter(ParameterSetName = "Default")]
    public SwitchParameter Default { get; set; }

    /// <summary>Writes the sessions, the default first.</summary>
    protected override void EndProcessing()
    {
        var all = InOrder();
        if (Name is null)
        {
            Write(Default ? all.Where(session => session.IsDefault) : all);
            return;
        }

        foreach (var name in Name)
        {
            try
            {
                Write(Named(name, all));
            }
            catch (Exception exception) when (ErrorRecords.Knows(exception))
            {
                WriteError(RecordOf(exception, new ErrorSubject(name)));
            }
        }
    }

    /// <summary>The default first, also where it was closed elsewhere: it stays what commands use, which say so.</summary>
    private static VpsSession[] InOrder()
    {
        var sessions = RunspaceSessions.Current;
        return [.. sessions.Default is { } first ? [first] : Array.Empty<VpsSession>(), .. sessions.All.Where(session => session != sessions.Default)];
    }

    /// <exception cref="SessionNotFoundException">None has the name, which is no pattern.</exception>
    private static VpsSession[] Named(string name, VpsSession[] all)
    {
        var pattern = NamePattern.Of(name.Trim());
        var found = Array.FindAll(all, session => pattern.IsMatch(session.Name));
        return found.Length > 0 || WildcardPattern.ContainsWildcardCharacters(name)
            ? found
            : throw new SessionNotFoundException(SessionName.Shown(name), Array.ConvertAll(all, session => session.Name));
    }

    private void Write(IEnumerable<VpsSession> sessions)
    {
        foreach (var session in sessions)
        {
            TellOfEndedOrders(session);
            WriteObject(session);
        }
    }
}
