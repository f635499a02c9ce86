namespace VpsOrg.PowerShell;

/// <summary>Carries out a start, a stop or a restart, and waits for the end of it where asked to.</summary>
/// <param name="action">What is done.</param>
/// <param name="waits">The waits of the invocation.</param>
/// <param name="patience">How long to wait for each server, before and after the change together.</param>
/// <param name="ports">The ports that are waited for, too; null for none.</param>
internal sealed class PowerRun(PowerAction action, ServerWaits waits, TimeSpan patience, WantedPorts? ports)
{
    /// <summary>Sends the action.</summary>
    /// <returns>The server's status after it.</returns>
    public async Task<string?> ActAsync(ServerTarget target, ICallTrace trace, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await action.SendAsync(target.Session.Client, target.Identity, trace, cancellationToken).ConfigureAwait(false);
            return answer.ServerStatus;
        }
        catch (VpsException exception) when ((PowerAction.IsRefusal(exception) || exception.MayHaveActed) && exception is not VpsUnreadableAnswerException { IsSettled: true })
        {
            // After a refusal, and after an answer that was lost, the server's state decides, never the text.
            var current = await StateAsync(target, exception, trace, cancellationToken).ConfigureAwait(false);
            if (action.Settle(exception, current) is { } failure)
            {
                target.Transition = exception.MayHaveActed || Transitions.EndOf(current.Status) is null ? null : current.Status;
                throw failure;
            }

            action.Note(target, current);
            TellOfNothingToDo(target, current.Status, trace);
            target.Server = target.WasPiped ? target.Server : current;
            return current.Status;
        }
    }

    /// <summary>Waits until the server can be acted on, acts, and waits for the end of it: for as long as the time says in all.</summary>
    public async Task<VpsServer> ActAndWaitAsync(ServerTarget target, ICallTrace trace, CancellationToken cancellationToken)
    {
        var spent = await ActInTurnAsync(target, trace, cancellationToken).ConfigureAwait(false);
        return await waits.WaitAsync(target, watch => action.Goal(target, watch.PollInterval), patience, trace, cancellationToken, spent, ports).ConfigureAwait(false);
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
            var goal = new SettledGoal(target.Id, action.IsThere);
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
        await target.Session.Client.Guards.CheckAsync(action.Verb, target.Id, trace, cancellationToken).ConfigureAwait(false);
        var begun = target.Session.Clock.Elapsed;
        var server = await waits.WaitAsync(target, _ => goal, patience, trace, cancellationToken, spent).ConfigureAwait(false);
        target.RefuseOther(server);
        action.Note(target, server);
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
}
