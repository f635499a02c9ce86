namespace VpsOrg.PowerShell.Commands;

/// <summary>Makes a session this runspace's default: the one that commands use without -Session.</summary>
[Cmdlet(VerbsCommon.Select, "VpsSession", HelpUri = HelpPages.Root + "Select-VpsSession.md")]
[OutputType(typeof(VpsSession))]
public sealed class SelectVpsSessionCommand : VpsCmdlet
{
    private readonly List<VpsSession> _given = [];

    /// <summary>The session: its name, or the session itself.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, HelpMessage = "The name of a session of this runspace, as Get-VpsSession shows it.")]
    [Alias("Name")]
    [SessionArgument]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public VpsSession? Session { get; set; }

    /// <summary>Writes the session.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Takes one session.</summary>
    protected override void ProcessRecord() => _given.Add(Session!);

    /// <summary>Makes it the default, where it is one session and live.</summary>
    protected override void EndProcessing()
    {
        if (_given.Count == 0)
        {
            return;
        }

        try
        {
            if (_given.Count > 1)
            {
                throw new ArgumentException("Several sessions were given, and only one can be the default: give one.");
            }

            var session = Choose(_given[0]).Own;
            RunspaceSessions.Current.Select(session);
            if (PassThru)
            {
                WriteObject(session);
            }
        }
        catch (Exception exception) when (ErrorRecords.Knows(exception))
        {
            Fail(exception);
        }
    }
}
