namespace VpsOrg.PowerShell;

/// <summary>
/// A cmdlet that does what cannot be undone with snapshots that are named one by one: by id, by the snapshot itself, or by a
/// server and an exact name. The leaf says what to do with them.
/// </summary>
public abstract class SnapshotReferenceCmdlet : FanOutCmdlet
{
    private const string ByServer = "Server";

    private NamedSnapshots? _named;

    private protected SnapshotReferenceCmdlet()
        : base(WritesAtOnce)
    {
    }

    /// <summary>Which snapshots: ids, snapshots from <c>Get-VpsSnapshot</c>, or rows with the properties Id and ServerId. Never a server.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByInputObject, HelpMessage = "Which snapshots: ids, or snapshots from Get-VpsSnapshot.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SnapshotIdCompleter))]
    public PSObject[]? InputObject { get; set; }

    /// <summary>Which snapshots, by id.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ById, HelpMessage = "Which snapshots, by id, e.g. 801.")]
    [ValidateNotNullOrEmpty]
    [ServerIds("snapshot")]
    [ArgumentCompleter(typeof(SnapshotIdCompleter))]
    public VpsId[]? Id { get; set; }

    /// <summary>The servers of the snapshots that <see cref="Name"/> names: ids, exact names, servers, or rows.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByServer, HelpMessage = "The servers of the snapshots: ids, exact names or servers.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServerReferenceCompleter))]
    public PSObject[]? Server { get; set; }

    /// <summary>With <see cref="Server"/>: the snapshots' exact names.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByServer, HelpMessage = "The exact names of the server's snapshots, e.g. before-update.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SnapshotNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Asks nothing. An explicit <c>-Confirm</c> or <c>-WhatIf</c> takes precedence.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override string ListNoun => "snapshots";

    /// <summary>What is done, as guards and trail name it.</summary>
    private protected abstract WriteVerb Verb { get; }

    /// <summary>Refuses a pattern, before anything is sent: what cannot be undone is done to what was named.</summary>
    protected override void BeginProcessing()
    {
        if (Array.Find(Name ?? [], WildcardPattern.ContainsWildcardCharacters) is { } pattern)
        {
            Fail(new ArgumentException(
                $"'{TextCleaner.Shorten(TextCleaner.Neutralize(pattern), 80)}' holds wildcards, which this command does not accept: pipe snapshots into it instead, e.g. Get-VpsSnapshot web-01 -Name '{TextCleaner.Neutralize(pattern)}' | {MyInvocation.MyCommand?.Name}."));
        }
    }

    /// <summary>What this input names, as something to do with each of its snapshots when the time has come.</summary>
    private protected Action<Action<SnapshotTarget>> Input()
    {
        if (Server is { } given)
        {
            var (servers, names) = (ServerReference.All(given, null, null), Name!);
            return act => ForEachServer(servers, server => Named.Visit(server, names, act));
        }

        var references = SnapshotReference.All(InputObject, Id);
        return act => Named.Visit(references, act);
    }

    /// <summary>Asks whether to go on with a snapshot.</summary>
    /// <param name="target">The snapshot.</param>
    /// <param name="describe">What it is done to, and what is done, as <c>-WhatIf</c> and the prompt say it; given whether anybody reads it.</param>
    /// <exception cref="VpsGuardException">The session would refuse it.</exception>
    private protected bool Confirms(SnapshotTarget target, Func<bool, (string Target, string Action)> describe)
    {
        var confirmation = new Confirmation(this, Pump, Force ? ConfirmImpact.None : ConfirmImpact.High);
        confirmation.RefuseGuarded(target, Verb);
        var (what, action) = describe(confirmation.IsTextShown);
        if (!Force || IsBound("Confirm") || confirmation.IsWhatIf)
        {
            return ShouldProcess(what, action);
        }

        WriteVerbose($"{action}: {what}.");
        return true;
    }

    private NamedSnapshots Named => _named ??= new NamedSnapshots(
        () => Sessions,
        new SnapshotFinder((session, server) => Await((trace, token) => session.Client.GetSnapshotsAsync(server, trace, token))),
        (exception, subject) =>
        {
            Skip();
            Report(exception, subject);
        });
}
