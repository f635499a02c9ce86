namespace VpsOrg.PowerShell.Commands;

/// <summary>Gets snapshots: all of the account, or those of named servers.</summary>
[Cmdlet(VerbsCommon.Get, "VpsSnapshot", HelpUri = HelpPages.Root + "Get-VpsSnapshot.md")]
[OutputType(typeof(VpsSnapshot))]
public sealed class GetVpsSnapshotCommand : BelongingsCmdlet
{
    private SnapshotFilter? _filter;

    /// <summary>Only snapshots with one of these ids.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ServerIds("snapshot")]
    [ArgumentCompleter(typeof(SnapshotIdCompleter))]
    public VpsId[]? Id { get; set; }

    /// <summary>Only snapshots with one of these names; wildcards allowed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SnapshotNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Only snapshots in one of these statuses.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SnapshotStatusCompleter))]
    public string[]? Status { get; set; }

    private protected override string Activity => "Reading snapshots";

    private protected override string ListNoun => "snapshots";

    /// <summary>Refuses what is no pattern, and warns of a status that looks like a typing mistake.</summary>
    protected override void BeginProcessing()
    {
        try
        {
            _filter = new SnapshotFilter(Id ?? [], Name ?? [], Status ?? []);
        }
        catch (ArgumentException exception)
        {
            Fail(exception);
        }

        foreach (var remark in SeenStatuses.Remarks(Status ?? [], VpsSnapshotStatus.Known, "searching"))
        {
            WriteWarning(remark);
        }
    }

    private protected override async Task<IReadOnlyList<Belonging>> ListAsync(VpsSession session, VpsId? server, ICallTrace trace, CancellationToken cancellationToken)
    {
        var snapshots = await session.Client.GetSnapshotsAsync(server, trace, cancellationToken).ConfigureAwait(false);
        return snapshots.Select(snapshot => new Belonging(snapshot.ServerKey, () => WriteWhereWanted(snapshot, session))).ToArray();
    }

    /// <summary>An id or a name that no snapshot has is an error, as that of a server is.</summary>
    private protected override void TellOfMissing(VpsSession session)
    {
        foreach (var (given, exception) in _filter!.Missing(session.Place))
        {
            Report(exception, new ErrorSubject(given, session.Place));
        }
    }

    private void WriteWhereWanted(VpsSnapshot snapshot, VpsSession session)
    {
        if (_filter!.Matches(snapshot))
        {
            WriteObject(SnapshotNotes.Of(session.Own(snapshot)));
        }
    }
}
