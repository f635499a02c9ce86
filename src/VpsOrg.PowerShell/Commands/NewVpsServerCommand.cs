using System.Collections.Concurrent;

namespace VpsOrg.PowerShell.Commands;

/// <summary>Orders servers. None is bought twice: an order whose answer is lost is looked for, never sent again.</summary>
[Cmdlet(VerbsCommon.New, "VpsServer", SupportsShouldProcess = true)]
[OutputType(typeof(VpsServer))]
public sealed class NewVpsServerCommand : FanOutCmdlet
{
    private readonly Dictionary<string, Task> _lastOfName = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, VpsCreateOutcomeUnknownException> _doubtful = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _typed = new(StringComparer.OrdinalIgnoreCase);
    private ExistingServers? _existing;
    private ServerWaits? _waits;

    /// <summary>Orders servers.</summary>
    public NewVpsServerCommand()
        : base(throttleLimit: 1)
    {
    }

    /// <summary>The server's name: letters, digits and hyphens.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? Name { get; set; }

    /// <summary>The plan's id.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [WholeNumber]
    [ArgumentCompleter(typeof(PlanIdCompleter))]
    public long PlanId { get; set; }

    /// <summary>The operating system's id.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [WholeNumber]
    [ArgumentCompleter(typeof(OsIdCompleter))]
    public long OsId { get; set; }

    /// <summary>The code of the data centre, e.g. <c>us-west</c>.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
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

    /// <summary>Automatic backups; off unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [Flag]
    public bool? BackupsEnabled { get; set; }

    /// <summary>A row, e.g. of <c>Import-Csv</c>, whose properties give what the command line does not.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Returns the server of that name where there is one, and orders only where there is none.</summary>
    [Parameter]
    public SwitchParameter IfNotExists { get; set; }

    /// <summary>Waits until each server is active.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>With <c>-Wait</c>: how many seconds to wait for each server; default 600.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 600;

    /// <summary>Notes what was typed: that beats the rows.</summary>
    protected override void BeginProcessing()
    {
        _typed.UnionWith(MyInvocation.BoundParameters.Keys);
        if (IsBound(nameof(TimeoutSec)) && !Wait)
        {
            Fail(new ArgumentException("-TimeoutSec says how long -Wait waits: add -Wait, or leave -TimeoutSec out."));
        }
    }

    /// <summary>Orders one server.</summary>
    protected override void ProcessRecord()
    {
        ShowProgress("Ordering servers");
        object? target = InputObject ?? (object?)Name;
        VpsSession? session = null;
        try
        {
            session = OwnSession;
            var order = ReadOrder();
            target = order.Name;
            if (!WantsNew(order, session, out var known) || !ShouldProcess($"{Describe(order)} at {session.Place}", "Order server"))
            {
                WriteKnown(known, session);
                return;
            }

            Order(order, session);
        }
        catch (Exception exception) when (ErrorRecords.Knows(exception))
        {
            Report(exception, target, session);
        }
    }

    private CreateServerRequest ReadOrder()
    {
        var form = new OrderForm(_typed, InputObject);
        return new CreateServerRequest(
            OrderForm.Needed(nameof(Name), form.Text(nameof(Name), Name)),
            OrderForm.Needed(nameof(PlanId), form.WholeNumber(nameof(PlanId), PlanId)),
            OrderForm.Needed(nameof(OsId), form.WholeNumber(nameof(OsId), OsId)),
            OrderForm.Needed(nameof(Location), form.Text(nameof(Location), Location)))
        {
            Hostname = form.Text(nameof(Hostname), Hostname),
            SshKeyId = form.WholeNumber(nameof(SshKeyId), SshKeyId),
            BackupsEnabled = form.Flag(nameof(BackupsEnabled), BackupsEnabled),
        };
    }

    /// <summary>Whether a server must be ordered; else the one that there is.</summary>
    private bool WantsNew(CreateServerRequest order, VpsSession session, out VpsServer? known)
    {
        known = null;
        if (!IfNotExists)
        {
            return true;
        }

        if (_lastOfName.TryGetValue(order.Name, out var last))
        {
            Pump.WriteUntil(last); // An order of that name is under way: its outcome decides.
        }

        if (_doubtful.TryGetValue(order.Name, out var doubt))
        {
            throw doubt; // Whether there is such a server is not known, so it is not ordered again.
        }

        _existing ??= new ExistingServers(Await((trace, token) => session.Client.GetServersAsync(null, trace, token)));
        known = _existing.Find(order);
        return known is null;
    }

    private void WriteKnown(VpsServer? known, VpsSession session)
    {
        if (known is not null)
        {
            WriteVerbose($"Server {known.Id} is named '{known}' already: nothing to order.");
            Run(known.Name, session, (trace, token) => Wait && IsOnItsWay(known)
                ? WaitAsync(known, session, trace, token)
                : Task.FromResult<object?>(known));
        }
    }

    /// <summary>Rows of one name run one after another: only so can the second see the first.</summary>
    private void Order(CreateServerRequest order, VpsSession session)
    {
        _lastOfName.TryGetValue(order.Name, out var before);
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _lastOfName[order.Name] = done.Task;
        Run(order.Name, session, async (trace, token) =>
        {
            try
            {
                await (before ?? Task.CompletedTask).ConfigureAwait(false);
                return await OrderAsync(order, session, trace, token).ConfigureAwait(false);
            }
            finally
            {
                done.TrySetResult(true);
            }
        });
    }

    private async Task<object?> OrderAsync(CreateServerRequest order, VpsSession session, ICallTrace trace, CancellationToken cancellationToken)
    {
        try
        {
            var server = await session.Client.CreateServerAsync(order, trace, cancellationToken).ConfigureAwait(false);
            _existing?.Add(server);
            return Wait ? await WaitAsync(server, session, trace, cancellationToken).ConfigureAwait(false) : server;
        }
        catch (VpsCreateOutcomeUnknownException exception)
        {
            _doubtful[order.Name] = exception;
            throw;
        }
    }

    private async Task<object?> WaitAsync(VpsServer server, VpsSession session, ICallTrace trace, CancellationToken cancellationToken)
    {
        try
        {
            var waits = LazyInitializer.EnsureInitialized(ref _waits, () => new ServerWaits(Pump.Progress, pollInterval: null, ThrottleLimit))!;
            var target = new ServerTarget(session, server.Id, server, server);
            return await waits.WaitAsync(
                target, _ => new StatusGoal(server.Id, VpsServerStatus.Active), TimeSpan.FromSeconds(TimeoutSec), trace, cancellationToken).ConfigureAwait(false);
        }
        catch (VpsException exception)
        {
            return new PartialResult(server, exception); // It is bought: the admin must get it, whatever the wait says.
        }
    }

    /// <summary>Whether a server that is there already will be active by itself; one that was stopped will not.</summary>
    private static bool IsOnItsWay(VpsServer server) =>
        server.Status is VpsServerStatus.Provisioning or VpsServerStatus.Starting or VpsServerStatus.Rebooting;

    private static string Describe(CreateServerRequest order) =>
        FormattableString.Invariant($"{order.Name} (plan {order.PlanId}, system {order.OsId}, {order.Location})");
}
