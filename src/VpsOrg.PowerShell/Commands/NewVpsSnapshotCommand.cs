namespace VpsOrg.PowerShell.Commands;

/// <summary>
/// Takes snapshots of servers. None is asked for twice: one whose answer is lost is looked for and never sent again. A server that is
/// stopped for it runs again afterwards, and of old snapshots only this command's own go.
/// </summary>
[Cmdlet(VerbsCommon.New, "VpsSnapshot", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "New-VpsSnapshot.md")]
[OutputType(typeof(VpsSnapshot))]
public sealed class NewVpsSnapshotCommand : FanOutCmdlet
{
    /// <summary>Longer than the vendor's page says that it may take.</summary>
    private const int LongestSnapshotSec = 1800;

    /// <summary>How many old snapshots a run deletes of a server, unless it is told how many.</summary>
    private const int UsualRemovals = 2;

    private readonly HashSet<(VpsSession Session, VpsId Server)> _taken = [];
    private readonly HashSet<VpsSession> _paid = [];
    private readonly OwedStarts _owed = new(new CancellationTokenSource());
    private SnapshotTemplate? _template;
    private SnapshotWaits? _snapshotWaits;
    private DateTimeOffset _date;

    /// <summary>Takes snapshots, one after another unless told otherwise.</summary>
    public NewVpsSnapshotCommand()
        : base(WritesAtOnce)
    {
    }

    /// <summary>Of which servers: ids, exact names, servers, or rows with a property Id or Name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, HelpMessage = "Of which servers: ids, exact names, servers, or rows.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServerReferenceCompleter))]
    public PSObject[]? Server { get; set; }

    /// <summary>The snapshots' name: letters, digits, hyphens and underscores; <c>{server}</c> is the server's name, <c>{date}</c> the time in UTC.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The snapshot's name, e.g. before-update or {server}-{date}.")]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = string.Empty;

    /// <summary>What to write beside each snapshot.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Description { get; set; }

    /// <summary>Waits until each snapshot is completed, while the next are begun.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>
    /// Stops each running server first, so that its file systems are whole, and starts it again afterwards, whatever happens. The
    /// next server is stopped when this one runs again.
    /// </summary>
    [Parameter]
    public SwitchParameter StopServer { get; set; }

    /// <summary>
    /// How many of this command's own snapshots of a server are kept, the new one included: when that is completed, the oldest
    /// beyond are deleted. Needs <c>{date}</c> in <c>-Name</c>.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 4)]
    public int KeepLast { get; set; }

    /// <summary>With <c>-KeepLast</c>: how many old snapshots one run may delete of a server; default 2.</summary>
    [Parameter]
    [ValidateRange(1, 4)]
    public int RemoveAtMost { get; set; } = UsualRemovals;

    /// <summary>How many seconds to wait for each snapshot, and for each server to stop; default 1800.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = LongestSnapshotSec;

    /// <summary>Listens for a second Ctrl-C, as a parameter for tests.</summary>
    internal Func<Action, IDisposable> WatchBreaks { get; set; } = BreakKey.Watch;

    private protected override string Activity => "Taking snapshots";

    private SnapshotWaits SnapshotWaits => LazyInitializer.EnsureInitialized(ref _snapshotWaits, () => new SnapshotWaits(Pump.Progress))!;

    private TimeSpan Patience => TimeSpan.FromSeconds(TimeoutSec);

    private bool IsWaiting => Wait || StopServer || KeepLast > 0;

    /// <summary>Refuses what cannot be sent, before anything is.</summary>
    protected override void BeginProcessing()
    {
        RefuseUnless(IsWaiting, "Wait", nameof(TimeoutSec));
        _date = Clock.UtcNow;
        try
        {
            _template = new SnapshotTemplate(Name);
            SnapshotRotation.RefuseUnusable(_template, KeepLast, isMostGiven: IsBound(nameof(RemoveAtMost)));
        }
        catch (ArgumentException exception)
        {
            Fail(exception);
        }
    }

    /// <summary>Takes one of each server that the input names.</summary>
    private protected override void ProcessInput() => ForEachServer(ServerReference.All(Server, null, null), target =>
    {
        if (!_taken.Add((target.Session, target.Id)))
        {
            throw new ArgumentException($"{target} is named twice: a command takes one snapshot of a server.");
        }

        PayFirst(target.Session);
        var name = NameOf(target);
        var rotation = RotationOf(target);
        if (new SnapshotQuestion(this, Pump, StopServer, rotation).Ask(target, name, Read))
        {
            Take(target, name, rotation);
        }
        else
        {
            Skip();
        }
    });

    private protected override IReadOnlyList<string> PutRight(EarlyEnd end) => new StartRescue(_owed, Redact).Run(end, Cancel, WatchBreaks);

    /// <summary>Starts, before anything else, the servers that an earlier command has left stopped.</summary>
    private void PayFirst(VpsSession session)
    {
        if (_paid.Add(session))
        {
            var isWhatIf = new Confirmation(this, Pump, ConfirmImpact.Medium).IsWhatIf;
            foreach (var left in Await((trace, token) => AbandonedStarts.PayAsync(session.Client, isWhatIf, trace, token)))
            {
                ReportLeft(left, session);
            }
        }
    }

    /// <summary>The name, of the server as it is now where the server's is part of it.</summary>
    private string NameOf(ServerTarget target)
    {
        if (_template!.NeedsServerName && target.FoundBy is null)
        {
            target.Server = Read(target);
        }

        return _template.Fill(target.Server?.Name, _date);
    }

    private SnapshotRotation? RotationOf(ServerTarget target) => KeepLast == 0
        ? null
        : new SnapshotRotation(target, new Rotation(_template!, target.Id, target.Server?.Name, KeepLast), RemoveAtMost, Patience);

    private void Take(ServerTarget target, string name, SnapshotRotation? rotation)
    {
        var subject = target.Subject.WithSnapshots();
        var sent = new SentSnapshot($"Snapshot '{name}' of {target}", subject.LookWith!);
        var answered = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = new SnapshotRun(
            target,
            name,
            rotation is null ? Description : Rotation.Marked(Description),
            IsWaiting ? SnapshotWaits : null,
            StopServer ? new ServerPause(_owed, Waits, Patience) : null,
            rotation,
            Patience);
        async Task<Action> TakeAsync(ICallTrace trace, CancellationToken cancellationToken)
        {
            var outcome = await run.TakeAsync(sent, () => answered.TrySetResult(true), trace, cancellationToken).ConfigureAwait(false);
            return () => Write(outcome, target, subject);
        }

        Run(() => subject, TakeAsync, sent.Tell, StopServer || rotation is not null ? null : answered.Task);
    }

    private void Write(SnapshotOutcome outcome, ServerTarget target, ErrorSubject subject)
    {
        if (outcome.Snapshot is { } snapshot)
        {
            WriteObject(SnapshotNotes.Of(target.Session.Own(snapshot)));
        }

        if (outcome.Left is { } left)
        {
            ReportLeft(left, target.Session);
        }

        if (outcome.Failure is { } failure)
        {
            Report(failure, outcome.Snapshot is { } made ? target.Subject.WithSnapshot(made.Key) : subject);
        }
    }

    private void ReportLeft(ServerLeftStoppedException left, VpsSession session)
    {
        _owed.Leave(left);
        _owed.Tell(left);
        Report(left, new ErrorSubject(left.ServerId, session.Place).WithServer(left.Key, left.ServerName));
    }
}
