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

    /// <summary>What is done, as <c>-WhatIf</c> and the prompt say it.</summary>
    private protected abstract string ActionName { get; }

    /// <summary>What is done, as guards and trail name it.</summary>
    private protected abstract WriteVerb Verb { get; }

    /// <summary>Statuses in which the server is already where it should be, or on its way there.</summary>
    private protected abstract bool IsThere(string? status);

    /// <summary>Sends the action.</summary>
    private protected abstract Task<VpsServerAction> SendAsync(VpsClient client, ServerIdentity server, ICallTrace trace, CancellationToken cancellationToken);

    /// <summary>What to wait for.</summary>
    private protected abstract WaitGoal Goal(ServerTarget target, TimeSpan pollInterval);

    /// <summary>The ports that are waited for, too; null for none.</summary>
    private protected virtual WantedPorts? Ports => null;

    private TimeSpan Patience => TimeSpan.FromSeconds(TimeoutSec);

    /// <summary>Refuses what has no effect, before anything is sent.</summary>
    protected override void BeginProcessing()
    {
        RefuseUnless(Ports is not null, "TcpPort", "Address");
        RefuseUnless(Wait, "Wait", nameof(TimeoutSec), "TcpPort");
        _writesServers = IsBound(nameof(PassThru)) ? PassThru : MyInvocation.PipelinePosition < MyInvocation.PipelineLength;
    }

    private protected override bool ShouldRun(ServerTarget target) =>
        new Confirmation(this, Pump, ConfirmImpact.Medium).Ask(target, Verb, ActionName, Read);

    private protected override async Task<VpsServer?> RunAsync(ServerTarget target, ICallTrace trace, CancellationToken cancellationToken)
    {
        if (Wait)
        {
            var reached = await ActAndWaitAsync(target, trace, cancellationToken).ConfigureAwait(false);
            return !_writesServers ? null : target.WasPiped ? target.Server!.WithStatus(reached.Status) : reached;
        }

        var status = await ActAsync(target, trace, cancellationToken).ConfigureAwait(false);
        return _writesServers ? await ResultAsync(target, status, trace, cancellationToken).ConfigureAwait(false) : null;
    }

    /// <summary>Takes note of the server as it is before the action is sent, or where there is nothing to do.</summary>
    private protected virtual void Note(ServerTarget target, VpsServer before)
    {
    }

    /// <summary>Judges a refusal, or an answer that was lost, by the state that the server is in now; null is success.</summary>
    private protected virtual Exception? Settle(VpsException exception, VpsServer current) => IsThere(current.Status) ? null : exception;

    /// <summary>Whether the API says that the server's state does not allow the action.</summary>
    private protected static bool IsRefusal(VpsException exception) => exception is VpsInvalidRequestException or VpsConflictException;

    /// <summary>Sends the action.</summary>
    /// <returns>The server's status after it.</returns>
    private async Task<string?> ActAsync(ServerTarget target, ICallTrace trace, CancellationToken cancellationToken)
    {
        try
        {
            var action = await SendAsync(target.Session.Client, target.Identity, trace, cancellationToken).ConfigureAwait(false);
            return action.ServerStatus;
        }
        catch (VpsException exception) when ((IsRefusal(exception) || exception.MayHaveActed) && exception is not VpsUnreadableAnswerException { IsSettled: true })
        {
            // After a refusal, and after an answer that was lost, the server's state decides, never the text.
            var current = await StateAsync(target, exception, trace, cancellationToken).ConfigureAwait(false);
            if (Settle(exception, current) is { } failure)
            {
                target.Transition = exception.MayHaveActed || Transitions.EndOf(current.Status) is null ? null : current.Status;
                throw failure;
            }

            Note(target, current);
            TellOfNothingToDo(target, current.Status, trace);
            target.Server = target.WasPiped ? target.Server : current;
            return current.Status;
        }
    }

    /// <summary>Waits until the server can be acted on, acts, and waits for the end of it: for as long as <see cref="TimeoutSec"/> says in all.</summary>
    private async Task<VpsServer> ActAndWaitAsync(ServerTarget target, ICallTrace trace, CancellationToken cancellationToken)
    {
        var spent = await ActInTurnAsync(target, trace, cancellationToken).ConfigureAwait(false);
        return await Waits.WaitAsync(target, watch => Goal(target, watch.PollInterval), Patience, trace, cancellationToken, spent, Ports).ConfigureAwait(false);
    }

    /// <summary>
    /// Acts once the server is in no transition. One that begins between the look and the action is waited for as well,
    /// once: a server that refuses again is in the hands of somebody else.
    /// </summary>
    /// <returns>How long it waited.</returns>
    private async Task<TimeSpan> ActInTurnAsync(ServerTarget target, ICallTrace trace, CancellationToken cancellationToken)
    {
        var spent = TimeSpan.Zero;
        for (var isLast = false; ; isLast = true)
        {
            var goal = new SettledGoal(target.Id, IsThere);
            spent += await HoldBackAsync(target, goal, spent, trace, cancellationToken).ConfigureAwait(false);
            if (goal.IsThere)
            {
                TellOfNothingToDo(target, goal.LastStatus, trace);
                return spent;
            }

            try
            {
                await ActAsync(target, trace, cancellationToken).ConfigureAwait(false);
                return spent;
            }
            catch (Exception exception) when (!isLast && target.Transition is not null)
            {
                trace.Write(TraceLevel.Verbose, $"{target} is '{target.Transition}' by now; waiting for the end of that ({exception.Message})");
                target.Transition = null;
            }
        }
    }

    /// <summary>Waits until the server can be acted on; until then nothing is done. What would be refused then is refused before.</summary>
    /// <returns>How long it waited.</returns>
    private async Task<TimeSpan> HoldBackAsync(ServerTarget target, SettledGoal goal, TimeSpan spent, ICallTrace trace, CancellationToken cancellationToken)
    {
        target.IsHeldBack = true;
        await target.Session.Client.Guards.CheckAsync(Verb, target.Id, trace, cancellationToken).ConfigureAwait(false);
        var begun = target.Session.Clock.Elapsed;
        var server = await Waits.WaitAsync(target, _ => goal, Patience, trace, cancellationToken, spent).ConfigureAwait(false);
        target.RefuseOther(server);
        Note(target, server);
        target.IsHeldBack = false;
        return target.Session.Clock.Elapsed - begun;
    }

    private static void TellOfNothingToDo(ServerTarget target, string? status, ICallTrace trace) =>
        trace.Write(TraceLevel.Verbose, $"Nothing to do for {target}: it is already '{status}'.");

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

    /// <summary>A whole server with its new status: the piped one's fields where one was piped, else read.</summary>
    private static async Task<VpsServer> ResultAsync(ServerTarget target, string? status, ICallTrace trace, CancellationToken cancellationToken)
    {
        if (target.WasPiped)
        {
            return target.Server!.WithStatus(status ?? target.Server!.Status);
        }

        try
        {
            return await target.Session.Client.GetServerAsync(target.Id, trace, cancellationToken).ConfigureAwait(false);
        }
        catch (VpsException exception)
        {
            // It is done all the same: an error would invite to do it again.
            trace.Write(TraceLevel.Warning, $"The API took the request for {target}. The server could not be read afterwards, so what is written of it is not complete: {exception.Message}");
            return (target.Server ?? new VpsServer { Key = target.Id }).WithStatus(status);
        }
    }
}
