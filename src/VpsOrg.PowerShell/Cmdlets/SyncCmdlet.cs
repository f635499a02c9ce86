namespace VpsOrg.PowerShell;

/// <summary>A cmdlet that brings servers to what rows want: how each step is done. The leaf says which rows, and in which order.</summary>
public abstract class SyncCmdlet : FleetCmdlet
{
    private readonly PortChoice _ports = new();
    private readonly LocationRemarks _remarks = new();
    private OrderRun? _orders;

    /// <summary>How many orders have no outcome that was written yet; while there are any, nothing else is under way. Pipeline thread only.</summary>
    private int _openOrders;

    private protected SyncCmdlet()
        : base(WritesAtOnce)
    {
    }

    /// <summary>Waits until what was ordered is active, and what was started or stopped is there.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>With <c>-Wait</c>: how many seconds to wait for each server; default 600.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = DefaultTimeoutSec;

    /// <summary>With <c>-Wait</c>: the ports that are to be open as well, e.g. 22, which is to speak SSH.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ValidateRange(1, 65535)]
    [ArgumentCompleter(typeof(PortCompleter))]
    public int[]? TcpPort
    {
        get => _ports.Numbers;
        set => _ports.Numbers = value;
    }

    /// <summary>With <c>-TcpPort</c>: at which of the server's addresses; default the IPv4 address.</summary>
    [Parameter]
    public VpsAddressKind Address
    {
        get => _ports.Address;
        set => _ports.Address = value;
    }

    private protected override string Activity => "Bringing servers to what the rows want";

    /// <summary>The servers that were made and written.</summary>
    private protected override string? WrittenBefore => Orders.Written;

    /// <summary>What was ordered may be bought: its answer is worth waiting for. That of a change is not, and what is held back would be sent meanwhile.</summary>
    private protected override TimeSpan PatienceAtTheEnd => _openOrders > 0 ? OrderRun.Patience : TimeSpan.Zero;

    /// <summary>What asks before a change.</summary>
    private protected Confirmation Confirmation => new(this, Pump, ConfirmImpact.Medium);

    private OrderRun Orders => _orders ??= new OrderRun(Ending);

    private WantedPorts? Ports => _ports.Wanted;

    /// <summary>Refuses what has no effect, before anything is sent.</summary>
    protected override void BeginProcessing() => RefuseIdleWaits(Wait, Ports);

    /// <summary>Begins the next step of a row. What is wrong with one row never stops the rest.</summary>
    private protected void Step(RowSync row, VpsSession session)
    {
        try
        {
            var begin = row.Next switch
            {
                SyncStep.Order => (Action<RowSync, VpsSession>)Order,
                SyncStep.Wait => WaitFor,
                SyncStep.Change => Change,
                _ => Power,
            };
            begin(row, session);
        }
        catch (Exception exception) when (ErrorRecords.Knows(exception))
        {
            Fail(row);
            Report(exception, row.Subject(session.Place));
        }
    }

    /// <summary>Writes what became of a row, once nothing is left to do. A rehearsal has no results.</summary>
    private protected void WriteEnded(RowSync row)
    {
        if (row.Next is null && !Confirmation.IsWhatIf)
        {
            WriteObject(row.Result);
        }
    }

    /// <summary>Writes what became of the rows for which nothing was to be done, and why others were not touched.</summary>
    private protected void Close(SyncPlan plan, VpsSession session)
    {
        foreach (var row in plan.Rows.Where(row => !row.HasWork && row.Fault is null))
        {
            WriteEnded(row);
        }

        foreach (var row in plan.Rows.Where(row => row.Fault is not null))
        {
            WriteEnded(row);
            Report(row.Fault!, row.Subject(session.Place));
        }
    }

    private void Order(RowSync row, VpsSession session)
    {
        var order = row.Order!;
        _remarks.Tell(order.Location, session, WriteWarning);
        if (!IsWanted(row, Confirmation.AskToOrder(OrderForm.Describe(order), session)))
        {
            return;
        }

        var placed = Orders.Begin(order.Name, session);
        void FailOrder()
        {
            _openOrders--;
            Fail(row);
        }

        _openOrders++;
        Run(() => row.Subject(session.Place), (trace, token) => OrderAsync(row, placed, trace, token), placed.Tell, failed: FailOrder);
    }

    private async Task<Action> OrderAsync(RowSync row, PlacedOrder placed, ICallTrace trace, CancellationToken cancellationToken)
    {
        var server = await Orders.PlaceAsync(placed, row.Order!, new VpsOrderOptions { UnlessRemembered = true }, trace, cancellationToken).ConfigureAwait(false);
        if (Wait && placed.IsMade)
        {
            Pump.Show(OrderRun.Waiting(server, Ports?.Wish));
        }

        return Orders.Writing(placed, () =>
        {
            _openOrders--;
            row.See(server, placed.Session);
            row.IsMade = placed.IsMade;
            row.Done(placed.IsMade ? $"ordered: {OrderForm.Describe(row.Order!)}" : null);
            WriteEnded(row);
        });
    }

    private void WaitFor(RowSync row, VpsSession session)
    {
        if (row.Server is not { } server)
        {
            row.Done(); // A rehearsal ordered nothing.
            return;
        }

        var target = row.Target(session);
        async Task<Action> Work(ICallTrace trace, CancellationToken cancellationToken)
        {
            var reached = await Waits.WaitAsync(
                target, _ => new StatusGoal(target.Id, VpsServerStatus.Active), TimeSpan.FromSeconds(TimeoutSec), trace, Ending, ports: Ports).ConfigureAwait(false);
            return () => End(row, reached, session, what: null);
        }

        Run(() => target.Subject, Work, _ => $"Server '{server}' was made: its id is {server.Id}.", Task.CompletedTask, () => Fail(row));
    }

    private void Change(RowSync row, VpsSession session)
    {
        var (target, change) = (row.Target(session), row.Change!);
        var update = change.ToUpdate();
        if (IsWanted(row, Confirmation.AskToChange(target, WriteVerb.Update, "Change server", change, Read)))
        {
            var what = ServerChanges.Describe(target.Server, change.Fields);
            Run(row, target, async (trace, token) =>
                (await session.Client.NotedAsync(session.Client.Writes.UpdateAsync(target.Identity, update, trace, token)).ConfigureAwait(false), what));
        }
    }

    private void Power(RowSync row, VpsSession session)
    {
        PowerAction action = row.Status == VpsServerStatus.Active ? new StartAction() : new StopAction();
        if (row.Server is null)
        {
            IsWanted(row, ShouldProcess($"{row.Row.Name} at {session.Place}", $"{action.Name} once it is active"));
            return;
        }

        var target = row.Target(session);
        if (IsWanted(row, Confirmation.Ask(target, action.Verb, action.Name, Read)))
        {
            var run = new PowerRun(action, Waits, TimeSpan.FromSeconds(TimeoutSec), row.Status == VpsServerStatus.Active ? Ports : null);
            Run(row, target, async (trace, token) =>
            {
                var reached = Wait
                    ? await run.ActAndWaitAsync(target, trace, token).ConfigureAwait(false)
                    : row.Server.WithStatus(await run.ActAsync(target, trace, token).ConfigureAwait(false) ?? row.Status);
                return (reached, $"status: {row.Server.Status} -> {row.Status}");
            });
        }
    }

    private void Run(RowSync row, ServerTarget target, Func<ICallTrace, CancellationToken, Task<(VpsServer Server, string What)>> work)
    {
        async Task<Action> Work(ICallTrace trace, CancellationToken cancellationToken)
        {
            var (server, what) = await work(trace, cancellationToken).ConfigureAwait(false);
            return () => End(row, server, target.Session, what);
        }

        RunWrite(target, Work, () => Fail(row));
    }

    private void End(RowSync row, VpsServer server, VpsSession session, string? what)
    {
        row.See(server, session);
        row.Done(what);
        WriteEnded(row);
    }

    private void Fail(RowSync row)
    {
        row.Fail();
        WriteEnded(row);
    }

    private bool IsWanted(RowSync row, bool yes)
    {
        if (!yes)
        {
            row.Decline(isRehearsal: Confirmation.IsWhatIf);
            WriteEnded(row);
        }

        return yes;
    }
}
