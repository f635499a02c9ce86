namespace VpsOrg.PowerShell;

/// <summary>A cmdlet that starts, stops or restarts servers, and waits for the end of it where asked to.</summary>
public abstract class PowerCmdlet : ServerReferenceCmdlet
{
    private bool _writesServers;

    private protected PowerCmdlet()
        : base(WritesAtOnce)
    {
    }

    /// <summary>Waits until each server has reached its new status.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>With <c>-Wait</c>: how many seconds to wait for each server, before and after the change together; default 600.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = DefaultTimeoutSec;

    /// <summary>Writes each server with its new status. Where it is not given, a command that follows in the pipeline gets them.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What is done.</summary>
    private protected abstract PowerAction Action { get; }

    /// <summary>The ports that are waited for, too; null for none.</summary>
    private protected virtual WantedPorts? Ports => null;

    private PowerRun Power => new(Action, Waits, TimeSpan.FromSeconds(TimeoutSec), Ports);

    /// <summary>Refuses what has no effect, before anything is sent.</summary>
    protected override void BeginProcessing()
    {
        RefuseIdleWaits(Wait, Ports);
        _writesServers = IsBound(nameof(PassThru)) ? PassThru : MyInvocation.PipelinePosition < MyInvocation.PipelineLength;
    }

    private protected override bool ShouldRun(ServerTarget target) =>
        new Confirmation(this, Pump, ConfirmImpact.Medium).Ask(target, Action.Verb, Action.Name, Read);

    private protected override async Task<VpsServer?> RunAsync(ServerTarget target, ICallTrace trace, CancellationToken cancellationToken)
    {
        if (Wait)
        {
            var reached = await Power.ActAndWaitAsync(target, trace, cancellationToken).ConfigureAwait(false);
            return !_writesServers ? null : target.WasPiped ? target.Server!.WithStatus(reached.Status) : reached;
        }

        var status = await Power.ActAsync(target, trace, cancellationToken).ConfigureAwait(false);
        return _writesServers ? await target.ReadAfterAsync(status, trace, cancellationToken).ConfigureAwait(false) : null;
    }
}
