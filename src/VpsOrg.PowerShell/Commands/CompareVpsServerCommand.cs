namespace VpsOrg.PowerShell.Commands;

/// <summary>Compares the rows of a file with the servers of an account. Writes the differences, and nothing where there are none.</summary>
[Cmdlet(VerbsData.Compare, "VpsServer", HelpUri = HelpPages.Root + "Compare-VpsServer.md")]
[OutputType(typeof(VpsServerDifference))]
public sealed class CompareVpsServerCommand : FleetCmdlet
{
    private WildcardPattern[] _extra = [];

    /// <summary>Compares servers; reads several details at once.</summary>
    public CompareVpsServerCommand()
        : base(ReadsAtOnce)
    {
    }

    /// <summary>Also tells of the servers with these names that no row names; wildcards allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServerNameCompleter))]
    public string[]? Extra { get; set; }

    private protected override string Activity => "Comparing servers";

    /// <summary>Refuses what is no pattern, before anything is read.</summary>
    protected override void BeginProcessing()
    {
        try
        {
            _extra = Array.ConvertAll(Extra ?? [], NamePattern.Of);
        }
        catch (ArgumentException exception)
        {
            Fail(exception);
        }
    }

    private protected override void Work(VpsSession session, IReadOnlyList<PSObject?> input)
    {
        var names = new ServerNames(Servers(session));
        var rows = ReadRows(input, names);
        var found = Judge(session, rows, new FleetComparison(rows.All, names), ThrottleLimit);
        var extras = found.Comparison.Extras(name => Array.Exists(_extra, pattern => pattern.IsMatch(name)));
        var differences = found.Rows.SelectMany(row => row.Differences).Concat(extras).ToArray();
        foreach (var difference in differences)
        {
            difference.Remedy = Redact(Remedies.Of(difference));
            WriteObject(difference);
        }

        Tell(FleetSummary.Describe(input.Count, found.Comparison.Servers.All.Count, session.Place, differences), isNews: differences.Length > 0);
    }
}
