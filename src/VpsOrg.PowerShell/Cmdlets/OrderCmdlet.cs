namespace VpsOrg.PowerShell;

/// <summary>A cmdlet that orders servers: how it is done. The leaf says what is ordered.</summary>
public abstract class OrderCmdlet : FanOutCmdlet
{
    private readonly HashSet<string> _previewed = new(StringComparer.OrdinalIgnoreCase);
    private readonly LocationRemarks _remarks = new();
    private readonly TaskCompletionSource<Task> _allBegun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private OrderRun? _orders;
    private ExistingServers? _existing;

    private protected OrderCmdlet()
        : base(WritesAtOnce)
    {
    }

    /// <summary>Returns the server of that name if it exists, and orders one only if it does not.</summary>
    [Parameter]
    public SwitchParameter IfNotExists { get; set; }

    /// <summary>Orders a server even if one of that name exists.</summary>
    [Parameter]
    public SwitchParameter AllowDuplicateName { get; set; }

    /// <summary>Orders even where nobody knows what became of an earlier order of that name: a second server may be bought.</summary>
    [Parameter]
    public SwitchParameter DespiteDoubt { get; set; }

    /// <summary>Waits until each server is active, once all are ordered.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>With <c>-Wait</c>: how many seconds to wait for each server once all are ordered; default 600.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = DefaultTimeoutSec;

    /// <summary>The ports that are waited for, too; null for none. With them, only servers that can be reached are written.</summary>
    private protected abstract WantedPorts? Ports { get; }

    private protected override string Activity => "Ordering servers";

    private OrderRun Orders => _orders ??= new OrderRun(Ending); // The first time on the pipeline thread, before any order's task.

    /// <summary>The servers that were made and written: where an error ends the command, an assignment of its output stays empty.</summary>
    private protected override string? WrittenBefore => Orders.Written;

    /// <summary>What was ordered may be bought: its answer is worth waiting for.</summary>
    private protected override TimeSpan PatienceAtTheEnd => OrderRun.Patience;

    /// <summary>Refuses what contradicts itself, before anything is sent.</summary>
    protected override void BeginProcessing()
    {
        RefuseIdleWaits(Wait, Ports);
        if (IfNotExists && AllowDuplicateName)
        {
            Fail(new ArgumentException("-IfNotExists returns a server that exists, and -AllowDuplicateName orders another one: leave out one of them."));
        }
    }

    /// <summary>A server that can be reached is written at once: the one before it may never be.</summary>
    private protected override FanOut MakeFanOut() => new(Pump, ThrottleLimit, inOrderOfArrival: Ports is not null);

    /// <summary>All orders are under way: once each has its answer, all servers are waited for together.</summary>
    protected override void EndProcessing()
    {
        _allBegun.TrySetResult(Orders.All());
        base.EndProcessing();
    }

    /// <summary>What the account has; read when it is first asked for, and again when that was too long ago.</summary>
    private protected ExistingServers Existing(VpsSession session) =>
        _existing = _existing is { IsFresh: true } fresh ? fresh
            : new ExistingServers(SeenLocations.Of(session).Note(Await((trace, token) => session.Client.ListForOrdersAsync(trace, token))), session.Clock);

    /// <summary>Places one order, unless there is such a server already, or the user says no.</summary>
    private protected void Place(CreateServerRequest order, VpsSession session)
    {
        var subject = new ErrorSubject(order.Name, session.Place).WithServer(order.Name);
        try
        {
            if (!AllowDuplicateName)
            {
                Pump.WriteUntil(Orders.LastOf(order.Name)); // An order of that name that is under way decides.
            }

            if (IfNotExists && Find(order, session) is { } existing)
            {
                Return(existing, session);
                return;
            }

            RefuseTakenName(order, session);
            _remarks.Tell(order.Location, session, WriteWarning);
            if (new Confirmation(this, Pump, ConfirmImpact.Medium).AskToOrder(OrderForm.Describe(order), session))
            {
                Order(order, session, subject);
            }
        }
        catch (Exception exception) when (ErrorRecords.Knows(exception))
        {
            Report(exception, subject);
        }
    }

    /// <summary>The server that an order asks for, where there is one.</summary>
    private VpsServer? Find(CreateServerRequest order, VpsSession session) =>
        Await((trace, token) => session.Client.RememberedServerAsync(order.Name, DespiteDoubt, trace, token)) is { } remembered
            ? ExistingServers.Checked(remembered, order)
            : Existing(session).Find(order);

    /// <summary>Refuses an order whose name a server has, where nothing was said of that.</summary>
    /// <exception cref="VpsServerNameExistsException">One has it, or would have it by then.</exception>
    private void RefuseTakenName(CreateServerRequest order, VpsSession session)
    {
        if (IfNotExists || AllowDuplicateName)
        {
            return;
        }

        var existing = ExistingServers.AllOrNone(() => Existing(session), order.Name, WriteWarning);
        if (Await((trace, token) => session.Client.FindByTakenNameAsync(order.Name, existing, DespiteDoubt, trace, token)) is { } taken)
        {
            throw new VpsServerNameExistsException(order.Name, taken);
        }

        if (new Confirmation(this, Pump, ConfirmImpact.Medium).IsWhatIf && !_previewed.Add(order.Name))
        {
            throw VpsServerNameExistsException.Twice(order.Name);
        }
    }

    private void Return(VpsServer existing, VpsSession session)
    {
        WriteVerbose($"Server {existing.Id} is already named '{existing}': nothing to order.");
        var subject = new ErrorSubject(existing.Name, session.Place).WithServer(existing.Key, existing.Name);
        var isWaitedFor = Wait && !ExistingServers.IsStopped(existing);
        if (Wait && !isWaitedFor)
        {
            Report(ServerStoppedException.NotWaitedFor(existing), subject);
        }

        Run(
            () => subject,
            (trace, _) => isWaitedFor ? WaitAsync(new ServerTarget(session, existing.Key, existing, existing), trace) : Task.FromResult<Action>(() => WriteUnreached(existing, session)),
            waits: Task.CompletedTask);
    }

    private void Order(CreateServerRequest order, VpsSession session, ErrorSubject subject)
    {
        var placed = Orders.Begin(order.Name, session);
        Run(() => subject, (trace, token) => OrderAsync(order, placed, trace, token), placed.Tell, placed.Answered);
    }

    private async Task<Action> OrderAsync(CreateServerRequest order, PlacedOrder placed, ICallTrace trace, CancellationToken cancellationToken)
    {
        var how = new VpsOrderOptions { DespiteDoubt = DespiteDoubt, UnlessRemembered = IfNotExists, UnlessTaken = !IfNotExists && !AllowDuplicateName };
        var session = placed.Session;
        var server = await Orders.PlaceAsync(placed, order, how, trace, cancellationToken).ConfigureAwait(false);
        if (!Wait)
        {
            return Orders.Writing(placed, () => Write(server, session));
        }

        Pump.Show(OrderRun.Waiting(server, Ports?.Wish));
        placed.Answer();
        var target = new ServerTarget(session, server.Key, server, server) { IsOrdered = placed.IsMade };
        return Orders.Writing(placed, await WaitAsync(target, trace).ConfigureAwait(false));
    }

    /// <summary>Waits for a server that is bought, once all are ordered: the admin gets it, whatever comes of the wait.</summary>
    private async Task<Action> WaitAsync(ServerTarget target, ICallTrace trace)
    {
        await _allBegun.Task.Unwrap().OrCancelled(Ending).ConfigureAwait(false);
        try
        {
            var reached = await Waits.WaitAsync(
                target, _ => new StatusGoal(target.Id, VpsServerStatus.Active), TimeSpan.FromSeconds(TimeoutSec), trace, Ending, ports: Ports).ConfigureAwait(false);
            return () => Write(reached, target.Session);
        }
        catch (VpsException exception)
        {
            return () =>
            {
                WriteUnreached(target.Server!, target.Session);
                Report(exception, target.Subject);
            };
        }
    }

    /// <summary>Writes a server although its wait failed, for nobody else tells of it; where ports were asked for, its error alone does.</summary>
    private void WriteUnreached(VpsServer server, VpsSession session) => Write(Ports is null ? server : null, session);
}
