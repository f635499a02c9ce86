namespace VpsOrg.PowerShell.Commands;

/// <summary>Takes snapshots of servers. None is asked for twice: one whose answer is lost is looked for and never sent again.</summary>
[Cmdlet(VerbsCommon.New, "VpsSnapshot", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "New-VpsSnapshot.md")]
[OutputType(typeof(VpsSnapshot))]
public sealed class NewVpsSnapshotCommand : FanOutCmdlet
{
    /// <summary>Longer than the vendor's page says that it may take.</summary>
    private const int LongestSnapshotSec = 1800;

    private readonly HashSet<(VpsSession Session, VpsId Server)> _taken = [];
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

    /// <summary>With <c>-Wait</c>: how many seconds to wait for each snapshot; default 1800.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = LongestSnapshotSec;

    private protected override string Activity => "Taking snapshots";

    private SnapshotWaits SnapshotWaits => LazyInitializer.EnsureInitialized(ref _snapshotWaits, () => new SnapshotWaits(Pump.Progress))!;

    /// <summary>Refuses a name that cannot be sent, before anything is.</summary>
    protected override void BeginProcessing()
    {
        RefuseTimeoutUnless(Wait);
        _date = Clock.UtcNow;
        try
        {
            _template = new SnapshotTemplate(Name);
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

        var name = NameOf(target);
        if (ShouldTake(target, name))
        {
            Take(target, name);
        }
        else
        {
            Skip();
        }
    });

    /// <summary>The name, of the server as it is now where the server's is part of it.</summary>
    private string NameOf(ServerTarget target)
    {
        if (_template!.NeedsServerName && target.FoundBy is null)
        {
            target.Server = Read(target);
        }

        return _template.Fill(target.Server?.Name, _date);
    }

    private bool ShouldTake(ServerTarget target, string name)
    {
        var confirmation = new Confirmation(this, Pump, ConfirmImpact.Medium);
        if (confirmation.IsTextShown)
        {
            target.Server ??= Read(target);
        }

        confirmation.RefuseGuardedSnapshot(target);
        if (confirmation.IsWhatIf || confirmation.IsPromptShown)
        {
            Await(async (trace, token) =>
            {
                await SnapshotLimit.CheckAsync(target, trace, token).ConfigureAwait(false);
                return true;
            });
        }

        return ShouldProcess(target.ToString(), $"Take snapshot '{name}'");
    }

    private void Take(ServerTarget target, string name)
    {
        var subject = target.Subject.WithSnapshots();
        var sent = new SentSnapshot($"Snapshot '{name}' of {target}", subject.LookWith!);
        var answered = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        Run(() => subject, (trace, token) => TakeAsync(target, name, sent, answered, trace, token), sent.Tell, answered.Task);
    }

    private async Task<Action> TakeAsync(
        ServerTarget target, string name, SentSnapshot sent, TaskCompletionSource<bool> answered, ICallTrace trace, CancellationToken cancellationToken)
    {
        await SnapshotLimit.CheckAsync(target, trace, cancellationToken).ConfigureAwait(false);
        sent.Begin();
        var snapshot = await target.Session.Client.Snapshots.CreateAsync(target.Identity, name, Description, trace, cancellationToken).ConfigureAwait(false);
        sent.Made(snapshot);
        answered.TrySetResult(true);
        return Wait ? await WaitAsync(target, snapshot, trace, cancellationToken).ConfigureAwait(false) : () => WriteSnapshot(snapshot, target.Session);
    }

    /// <summary>Waits for a snapshot that was begun: the admin gets it, whatever comes of the wait.</summary>
    private async Task<Action> WaitAsync(ServerTarget target, VpsSnapshot snapshot, ICallTrace trace, CancellationToken cancellationToken)
    {
        try
        {
            var completed = await SnapshotWaits.WaitAsync(
                target.Session, snapshot, target.Id, TimeSpan.FromSeconds(TimeoutSec), trace, cancellationToken).ConfigureAwait(false);
            return () => WriteSnapshot(completed, target.Session);
        }
        catch (VpsException exception)
        {
            return () =>
            {
                WriteSnapshot(snapshot, target.Session);
                Report(exception, target.Subject.WithSnapshot(snapshot.Key));
            };
        }
    }

    private void WriteSnapshot(VpsSnapshot snapshot, VpsSession session) => WriteObject(SnapshotNotes.Of(session.Own(snapshot)));
}
