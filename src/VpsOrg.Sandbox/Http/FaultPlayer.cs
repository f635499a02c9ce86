using System.Text;

namespace VpsOrg.Sandbox;

/// <summary>Acts a fault out.</summary>
internal sealed class FaultPlayer(HeldRequests held, SandboxClock clock)
{
    /// <summary>The answer that the fault leaves of the true one, if it leaves any.</summary>
    /// <exception cref="HttpRequestException">The fault cuts the connection.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<Answer> PlayAsync(SandboxFault fault, SandboxRequest request, Func<Answer> act, CancellationToken cancellationToken)
    {
        if (fault.Kind != SandboxFaultKind.DripBody)
        {
            await clock.Delay(fault.Delay, cancellationToken).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var answer = await AnswerAsync(fault, request, ActAndEdit, cancellationToken).ConfigureAwait(false);
        return answer.WithHeaders(fault.Headers);

        Answer ActAndEdit()
        {
            var answer = act();
            return answer with { Body = JsonEdits.Apply(answer.Body, [.. fault.Edits]) };
        }
    }

    private async Task<Answer> AnswerAsync(SandboxFault fault, SandboxRequest request, Func<Answer> act, CancellationToken cancellationToken)
    {
        switch (fault.Kind)
        {
            case SandboxFaultKind.Status:
                return MadeUp(fault, 503);
            case SandboxFaultKind.StatusAfterActing:
                act();
                return MadeUp(fault, 503);
            case SandboxFaultKind.CutBeforeActing:
                throw ConnectionLoss.WithoutAnswer();
            case SandboxFaultKind.CutAfterActing:
                act();
                throw ConnectionLoss.WithoutAnswer();
            case SandboxFaultKind.Hang:
                return await HangAsync(request, cancellationToken).ConfigureAwait(false);
            case SandboxFaultKind.HangAfterActing:
                act();
                return await HangAsync(request, cancellationToken).ConfigureAwait(false);
            case SandboxFaultKind.Hold:
                await held.HoldAsync(request, cancellationToken).ConfigureAwait(false);
                return fault.HasAnswer ? MadeUp(fault, 200) : act();
            case SandboxFaultKind.HoldAfterActing:
                var answer = act();
                await held.HoldAsync(request, cancellationToken).ConfigureAwait(false);
                return fault.HasAnswer ? MadeUp(fault, 200) : answer;
            case SandboxFaultKind.TruncateBody:
                return act() with { Delivery = Delivery.Half(_ => throw ConnectionLoss.WithinBody()) };
            case SandboxFaultKind.StallBody:
                return act() with { Delivery = Delivery.Half(token => held.HangAsync(request, token)) };
            case SandboxFaultKind.DripBody:
                return act() with { Delivery = Delivery.ByteByByte(token => clock.Delay(fault.Delay, token)) };
            case SandboxFaultKind.Body:
                return MadeUp(fault, 200);
            case SandboxFaultKind.EmptyBody:
                return act() with { Body = [] };
            case SandboxFaultKind.Alter:
                return Altered(act(), fault);
            default:
                return act();
        }
    }

    private static Answer MadeUp(SandboxFault fault, int defaultStatus) =>
        Altered(Answer.Detail(defaultStatus, "The sandbox was told to answer this."), fault);

    private static Answer Altered(Answer answer, SandboxFault fault) => answer with
    {
        Status = fault.Status ?? answer.Status,
        Body = fault.Body is null ? answer.Body : Encoding.UTF8.GetBytes(fault.Body),
        ContentType = fault.ContentType ?? answer.ContentType,
    };

    private async Task<Answer> HangAsync(SandboxRequest request, CancellationToken cancellationToken)
    {
        await held.HangAsync(request, cancellationToken).ConfigureAwait(false);
        throw new InvalidOperationException("A request that hangs was released.");
    }
}
