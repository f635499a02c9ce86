namespace VpsOrg.PowerShell;

/// <summary>A cmdlet that starts, stops or restarts servers, and waits for the end of it where asked to.</summary>
public abstract class PowerCmdlet : ServerReferenceCmdlet
{
    private protected PowerCmdlet()
        : base(WritesAtOnce)
    {
    }

    /// <summary>Waits until each server has reached its new status.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>With <c>-Wait</c>: how many seconds to wait for each server after the API has accepted the request; default 600.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = DefaultTimeoutSec;

    /// <summary>Writes each server with its new status.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What is done, as <c>-WhatIf</c> and the prompt say it.</summary>
    private protected abstract string ActionName { get; }

    /// <summary>Statuses in which the server is already where it should be, or on its way there.</summary>
    private protected abstract bool IsThere(string? status);

    /// <summary>Sends the action.</summary>
    private protected abstract Task<VpsServerAction> SendAsync(VpsClient client, ServerIdentity server, ICallTrace trace, CancellationToken cancellationToken);

    /// <summary>What to wait for.</summary>
    private protected abstract WaitGoal Goal(ServerTarget target, TimeSpan pollInterval);

    /// <summary>Refuses a time-out without a wait, before anything is sent.</summary>
    protected override void BeginProcessing() => RefuseTimeoutUnless(Wait);

    private protected override bool ShouldRun(ServerTarget target) =>
        new Confirmation(this, Pump, ConfirmImpact.Medium).Ask(target, ActionName, Read);

    private protected override async Task<VpsServer?> RunAsync(ServerTarget target, ICallTrace trace, CancellationToken cancellationToken)
    {
        var client = target.Session.Client;
        await PrepareAsync(target, trace, cancellationToken).ConfigureAwait(false);
        string? status;
        try
        {
            var action = await SendAsync(client, target.Identity, trace, cancellationToken).ConfigureAwait(false);
            status = action.ServerStatus;
        }
        catch (VpsException exception) when ((exception is VpsInvalidRequestException || exception.MayHaveActed) && exception is not VpsUnreadableAnswerException { IsSettled: true })
        {
            // After a 400, and after an answer that was lost, the server's state decides, never the text.
            var current = await StateAsync(target, exception, trace, cancellationToken).ConfigureAwait(false);
            if (Settle(exception, current) is { } failure)
            {
                throw failure;
            }

            trace.Write(TraceLevel.Verbose, $"Nothing to do for {target}: it is already '{current.Status}'.");
            status = current.Status;
            target.Server = target.WasPiped ? target.Server : current;
        }

        if (Wait)
        {
            var reached = await WaitAsync(target, trace, cancellationToken).ConfigureAwait(false);
            return PassThru ? (target.WasPiped ? target.Server!.WithStatus(reached.Status) : reached) : null;
        }

        return PassThru ? await ResultAsync(target, status, trace, cancellationToken).ConfigureAwait(false) : null;
    }

    /// <summary>What must be read before the action is sent.</summary>
    private protected virtual Task PrepareAsync(ServerTarget target, ICallTrace trace, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Judges a refusal, or an answer that was lost, by the state that the server is in now; null is success.</summary>
    private protected virtual Exception? Settle(VpsException exception, VpsServer current) => IsThere(current.Status) ? null : exception;

    /// <summary>The server now. Where that cannot be read either, the first failure is the one to tell of.</summary>
    private static async Task<VpsServer> StateAsync(ServerTarget target, VpsException first, ICallTrace trace, CancellationToken cancellationToken)
    {
        try
        {
            return await target.Session.Client.GetServerAsync(target.Id, trace, cancellationToken).ConfigureAwait(false);
        }
        catch (VpsException second) when (second is not VpsNotFoundException and not VpsUnauthorizedException)
        {
            trace.Write(TraceLevel.Verbose, $"The state of {target} could not be read either: {second.Message}");
            throw first;
        }
    }

    private Task<VpsServer> WaitAsync(ServerTarget target, ICallTrace trace, CancellationToken cancellationToken) =>
        Waits.WaitAsync(target, watch => Goal(target, watch.PollInterval), TimeSpan.FromSeconds(TimeoutSec), trace, cancellationToken);

    /// <summary>A whole server with its new status: the piped one's fields where one was piped, else read.</summary>
    private static async Task<VpsServer> ResultAsync(ServerTarget target, string? status, ICallTrace trace, CancellationToken cancellationToken)
    {
        if (target.WasPiped)
        {
            return target.Server!.WithStatus(status ?? target.Server!.Status);
        }

        return await target.Session.Client.GetServerAsync(target.Id, trace, cancellationToken).ConfigureAwait(false);
    }
}
