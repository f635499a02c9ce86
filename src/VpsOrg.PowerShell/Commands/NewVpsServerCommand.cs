namespace VpsOrg.PowerShell.Commands;

/// <summary>Orders servers. None is bought twice: an order whose answer is lost is looked for and never sent again.</summary>
[Cmdlet(VerbsCommon.New, "VpsServer", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "New-VpsServer.md")]
[OutputType(typeof(VpsServer))]
public sealed class NewVpsServerCommand : FanOutCmdlet
{
    private readonly HashSet<string> _typed = new(StringComparer.OrdinalIgnoreCase);
    private readonly OrderTurns _turns = new();
    private OrderRun? _orders;
    private ExistingServers? _existing;

    /// <summary>Orders servers.</summary>
    public NewVpsServerCommand()
        : base(WritesAtOnce)
    {
    }

    /// <summary>The server's name: letters, digits and hyphens.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "The name of the new server: letters, digits and hyphens.")]
    [AllowEmptyString]
    public string? Name { get; set; }

    /// <summary>The plan's id.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The plan's id; Get-VpsServer shows those of your servers.")]
    [WholeNumber]
    [ArgumentCompleter(typeof(PlanIdCompleter))]
    public long PlanId { get; set; }

    /// <summary>The operating system's id.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The operating system's id; Get-VpsServer shows those of your servers.")]
    [WholeNumber]
    [ArgumentCompleter(typeof(OsIdCompleter))]
    public long OsId { get; set; }

    /// <summary>The code of the data centre, e.g. <c>us-west</c>.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The code of the data centre, e.g. us-west.")]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(LocationCompleter))]
    public string? Location { get; set; }

    /// <summary>The fully qualified host name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? Hostname { get; set; }

    /// <summary>The id of the SSH key to install.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [WholeNumber]
    public long? SshKeyId { get; set; }

    /// <summary>Automatic backups; off by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [Flag]
    public bool? BackupsEnabled { get; set; }

    /// <summary>A row, e.g. from <c>Import-Csv</c>: its properties fill in what the command line leaves out.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Returns the server of that name if it exists, and orders one only if it does not.</summary>
    [Parameter]
    public SwitchParameter IfNotExists { get; set; }

    /// <summary>Orders even where nobody knows what became of an earlier order of that name: a second server may be bought.</summary>
    [Parameter]
    public SwitchParameter DespiteDoubt { get; set; }

    /// <summary>Waits until each server is active.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>With <c>-Wait</c>: how many seconds to wait for each server; default 600.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = DefaultTimeoutSec;

    private protected override string Activity => "Ordering servers";

    /// <summary>The servers that were made and written: where an error ends the command, an assignment of its output stays empty.</summary>
    private protected override string? WrittenBefore => _orders?.Written;

    /// <summary>What was ordered may be bought: its answer is worth waiting for.</summary>
    private protected override TimeSpan PatienceAtTheEnd => TimeSpan.FromSeconds(30);

    /// <summary>Notes what was typed: that beats the rows.</summary>
    protected override void BeginProcessing()
    {
        _typed.UnionWith(MyInvocation.BoundParameters.Keys);
        RefuseTimeoutUnless(Wait);
    }

    /// <summary>Orders one server.</summary>
    private protected override void ProcessInput()
    {
        var subject = new ErrorSubject(InputObject ?? (object?)Name);
        try
        {
            var session = Sessions.Own;
            subject = subject with { Place = session.Place };
            var order = ReadOrder();
            subject = subject.WithServer(order.Name) with { Target = order.Name };
            if (Existing(order, session) is { } existing)
            {
                Return(existing, session);
            }
            else if (new Confirmation(this, Pump, ConfirmImpact.Medium).AskToOrder(OrderForm.Describe(order), session))
            {
                Order(order, session, subject);
            }
        }
        catch (Exception exception) when (ErrorRecords.Knows(exception))
        {
            Report(exception, subject);
        }
    }

    private CreateServerRequest ReadOrder()
    {
        var form = new OrderForm(_typed, InputObject);
        return new CreateServerRequest(
            OrderForm.Needed(nameof(Name), form.Text(nameof(Name), Name)),
            OrderForm.Needed(nameof(PlanId), form.Id(nameof(PlanId), PlanId)),
            OrderForm.Needed(nameof(OsId), form.Id(nameof(OsId), OsId)),
            OrderForm.Needed(nameof(Location), form.Text(nameof(Location), Location)))
        {
            Hostname = form.Text(nameof(Hostname), Hostname),
            SshKeyId = form.Id(nameof(SshKeyId), SshKeyId),
            BackupsEnabled = form.Flag(nameof(BackupsEnabled), BackupsEnabled),
        };
    }

    /// <summary>The server that there is already, where that is asked for; null where one must be ordered.</summary>
    private VpsServer? Existing(CreateServerRequest order, VpsSession session)
    {
        if (!IfNotExists)
        {
            return null;
        }

        Pump.WriteUntil(_turns.Last(order.Name)); // An order of that name that is under way decides.
        if (Await((trace, token) => session.Client.RememberedServerAsync(order.Name, DespiteDoubt, trace, token)) is { } remembered)
        {
            return ExistingServers.Checked(remembered, order);
        }

        _existing ??= new ExistingServers(Servers(session));
        return _existing.Find(order);
    }

    private void Return(VpsServer existing, VpsSession session)
    {
        WriteVerbose($"Server {existing.Id} is already named '{existing}': nothing to order.");
        var subject = new ErrorSubject(existing.Name, session.Place).WithServer(existing.Key);
        Run(
            () => subject,
            (trace, _) => Wait && ExistingServers.IsOnItsWay(existing) ? WaitAsync(existing, session, trace) : Task.FromResult<Action>(() => Write(existing, session)));
    }

    private void Order(CreateServerRequest order, VpsSession session, ErrorSubject subject)
    {
        _orders ??= new OrderRun(Ending);
        var placed = _orders.Begin(order.Name, session);
        var turn = _turns.Take(order.Name);
        Run(() => subject, (trace, token) => turn.RunAsync(() => OrderAsync(order, placed, session, trace, token)), placed.Tell);
    }

    private async Task<Action> OrderAsync(CreateServerRequest order, PlacedOrder placed, VpsSession session, ICallTrace trace, CancellationToken cancellationToken)
    {
        var how = new VpsOrderOptions { DespiteDoubt = DespiteDoubt, UnlessRemembered = IfNotExists };
        var server = await _orders!.PlaceAsync(placed, order, how, trace, cancellationToken).ConfigureAwait(false);
        return _orders.Writing(placed, Wait ? await WaitAsync(server, session, trace).ConfigureAwait(false) : () => Write(server, session));
    }

    /// <summary>Waits for a server that is bought: the admin gets it, whatever comes of the wait.</summary>
    private async Task<Action> WaitAsync(VpsServer server, VpsSession session, ICallTrace trace)
    {
        var target = new ServerTarget(session, server.Key, server, server);
        try
        {
            var reached = await Waits.WaitAsync(
                target, _ => new StatusGoal(server.Key, VpsServerStatus.Active), TimeSpan.FromSeconds(TimeoutSec), trace, Ending).ConfigureAwait(false);
            return () => Write(reached, session);
        }
        catch (VpsException exception)
        {
            return () =>
            {
                Write(server, session);
                Report(exception, target.Subject);
            };
        }
    }
}
