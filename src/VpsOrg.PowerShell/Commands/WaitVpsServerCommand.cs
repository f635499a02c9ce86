namespace VpsOrg.PowerShell.Commands;

/// <summary>Waits until servers have a status, and writes each as soon as it has it.</summary>
/// <remarks>Active means that the vendor has switched the server on, not that SSH answers yet.</remarks>
[Cmdlet(VerbsLifecycle.Wait, "VpsServer", DefaultParameterSetName = ByInputObject, HelpUri = HelpPages.Root + "Wait-VpsServer.md")]
[OutputType(typeof(VpsServer))]
public sealed class WaitVpsServerCommand : ServerReferenceCmdlet
{
    private readonly PortChoice _ports = new();
    private readonly TaskCompletionSource<bool> _gathered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits for servers.</summary>
    public WaitVpsServerCommand()
        : base(ReadsAtOnce)
    {
    }

    /// <summary>The status to wait for, e.g. <c>active</c>; with <c>-TcpPort</c>, that is it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StatusCompleter))]
    public string Status { get; set; } = string.Empty;

    /// <summary>The ports that are to be open on a server that is active, e.g. 22, which is to speak SSH.</summary>
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

    /// <summary>How many seconds to wait for each server; default 600.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = DefaultTimeoutSec;

    /// <summary>How many seconds to pause between two checks. By default 1 at first, later up to 5; in a sandbox a quarter of its delay.</summary>
    [Parameter]
    [ValidateRange(0.05, 3600)]
    public double PollIntervalSec { get; set; }

    private protected override string Activity => Ports is { } ports ? $"Waiting until {ports.Wish}" : $"Waiting for status '{Status}'";

    private WantedPorts? Ports => _ports.Wanted;

    /// <summary>Refuses what contradicts itself, before anything is sent; warns of a status that looks like a typing mistake.</summary>
    protected override void BeginProcessing()
    {
        RefuseUnless(Ports is not null, nameof(TcpPort), nameof(Address));
        Status = StatusOf(Status);
        foreach (var remark in SeenStatuses.Remarks([Status], "waiting for it"))
        {
            WriteWarning(remark);
        }
    }

    /// <summary>All wait at once, one loop looks at all of them; the throttle bounds its requests.</summary>
    private protected override FanOut MakeFanOut() => new(Pump, int.MaxValue, inOrderOfArrival: true);

    private protected override ServerWaits MakeWaits() =>
        new(Pump.Progress, PollIntervalSec > 0 ? TimeSpan.FromSeconds(PollIntervalSec) : null, ThrottleLimit);

    /// <summary>All input is there: now the waits begin, together, so that one list can look at many.</summary>
    protected override void EndProcessing()
    {
        _gathered.TrySetResult(true);
        if (!HadInput && !new Confirmation(this, Pump, ConfirmImpact.None).IsWhatIf) // A rehearsal brings no servers that changed.
        {
            Report(new NothingToWaitForException(), new ErrorSubject());
        }

        base.EndProcessing();
    }

    private protected override async Task<VpsServer?> RunAsync(ServerTarget target, ICallTrace trace, CancellationToken cancellationToken)
    {
        await _gathered.Task.OrCancelled(cancellationToken).ConfigureAwait(false);
        var goal = new StatusGoal(target.Id, Status);
        return await Waits.WaitAsync(target, _ => goal, TimeSpan.FromSeconds(TimeoutSec), trace, cancellationToken, ports: Ports).ConfigureAwait(false);
    }

    /// <summary>The status to wait for; the engine cannot say that one of two parameters is mandatory without asking for both.</summary>
    private string StatusOf(string given)
    {
        if (given.Length == 0 && Ports is null)
        {
            Fail(new ArgumentException("Wait-VpsServer waits for a status, for ports, or for both: give -Status, e.g. active, or -TcpPort, e.g. 22."));
        }

        if (given.Length > 0 && Ports is not null && !VpsServerStatus.AreSame(given, WantedPorts.Status))
        {
            Fail(new ArgumentException($"-TcpPort waits for servers that are '{WantedPorts.Status}': leave out -Status '{TextCleaner.Neutralize(given)}', or leave out -TcpPort."));
        }

        return given.Length == 0 ? WantedPorts.Status : given;
    }
}
