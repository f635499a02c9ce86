using System.Text;

namespace VpsOrg.Sandbox;

/// <summary>Acts a fault out.</summary>
internal sealed class FaultPlayer(HeldRequests held, SandboxClock clock)
{
    /// <summary>The answer that the fault leaves of the true one, if it leaves any.</summary>
    /// <exception cref="HttpRequestException">The fault cuts the connection.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<Answer> PlayAsync(SandboxFault fault, Arrival request, Func<Answer> act, CancellationToken cancellationToken)
    {
        if (fault.Kind != SandboxFaultKind.DripBody)
        {
            await clock.Delay(fault.Delay, cancellationToken).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var answer = await AnswerAsync(fault, request, act, cancellationToken).ConfigureAwait(false);
        return answer.WithHeaders(fault.Headers);
    }

    private async Task<Answer> AnswerAsync(SandboxFault fault, Arrival request, Func<Answer> act, CancellationToken cancellationToken)
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
                return await NeverAsync(request, cancellationToken).ConfigureAwait(false);
            case SandboxFaultKind.HangAfterActing:
                act();
                return await NeverAsync(request, cancellationToken).ConfigureAwait(false);
            case SandboxFaultKind.Hold:
                await held.HoldAsync(request, cancellationToken).ConfigureAwait(false);
                return fault.HasAnswer ? MadeUp(fault, 200) : act();
            case SandboxFaultKind.HoldAfterActing:
                var answer = act();
                await held.HoldAsync(request, cancellationToken).ConfigureAwait(false);
                return fault.HasAnswer ? MadeUp(fault, 200) : answer;
            case SandboxFaultKind.Body:
                return MadeUp(fault, 200);
            case SandboxFaultKind.EmptyBody:
                return act().WithoutBody();
            case SandboxFaultKind.TruncateBody:
                return act().WithDelivery(Delivery.Half(_ => throw ConnectionLoss.WithinBody()));
            case SandboxFaultKind.StallBody:
                return act().WithDelivery(Delivery.Half(token => held.HangAsync(request, token)));
            case SandboxFaultKind.DripBody:
                return act().WithDelivery(Delivery.ByteByByte(token => clock.Delay(fault.Delay, token)));
            default:
                return act();
        }
    }

    private static Answer MadeUp(SandboxFault fault, int defaultStatus)
    {
        var status = fault.Status ?? defaultStatus;
        var body = fault.Body == null
            ? Answer.Detail(status, "The sandbox was told to answer so.").Body
            : Encoding.UTF8.GetBytes(fault.Body);
        return new Answer(status, body, fault.ContentType ?? Answer.JsonType);
    }

    private async Task<Answer> NeverAsync(Arrival request, CancellationToken cancellationToken)
    {
        await held.HangAsync(request, cancellationToken).ConfigureAwait(false);
        throw new InvalidOperationException("For ever has ended.");
    }
}
