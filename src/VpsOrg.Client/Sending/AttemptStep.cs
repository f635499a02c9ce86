using System.Globalization;

namespace VpsOrg.Client;

/// <summary>One attempt: bounded by what is left of the call's time, and one verbose line whatever comes of it.</summary>
internal sealed class AttemptStep(ISendStep next, Clock clock) : ISendStep
{
    public async Task<ApiAnswer<T>> SendAsync<T>(ApiRequest<T> request, CallContext call)
    {
        if (call.Remaining <= TimeSpan.Zero)
        {
            throw TimedOut(request, call, mayHaveActed: false);
        }

        var begun = clock.Elapsed;
        call.LastBegun = (clock.UtcNow, begun); // Before it leaves: whoever sees that it has left sees when.
        call.Departure.Leave();
        call.Attempts++;
        using var deadline = clock.CancelAfter(call.Remaining, call.Cancellation);
        var outcome = "cancelled";
        string? requestId = null;
        try
        {
            var answer = await next.SendAsync(request, call.With(deadline.Token)).ConfigureAwait(false);
            (outcome, requestId) = (answer.StatusCode.ToString(CultureInfo.InvariantCulture), answer.RequestId);
            return answer;
        }
        catch (OperationCanceledException) when (!call.Cancellation.IsCancellationRequested)
        {
            outcome = "no complete answer in time";
            throw TimedOut(request, call, mayHaveActed: !request.IsRead);
        }
        catch (VpsException exception)
        {
            outcome = exception.Outcome;
            requestId = exception.Context.RequestId;
            if (!exception.Context.MayHaveActed)
            {
                call.Departure.Return();
            }

            throw;
        }
        finally
        {
            var took = clock.Elapsed - begun;
            call.Spend(took);
            if (call.Wants(TraceLevel.Verbose))
            {
                call.Write(TraceLevel.Verbose, Line(request, call, outcome, requestId, took));
            }
        }
    }

    private static string Line(ApiRequest request, CallContext call, string outcome, string? requestId, TimeSpan took)
    {
        var line = FormattableString.Invariant($"{request} -> {outcome} in {took.TotalMilliseconds:0} ms, attempt {call.Attempts}");
        return requestId is null ? line : $"{line}, request id {requestId}";
    }

    private VpsTimeoutException TimedOut(ApiRequest request, CallContext call, bool mayHaveActed) => new(
        FormattableString.Invariant($"{request.Method} {request.BarePath}: no complete answer within {call.Timeout.TotalSeconds:0.###} s."),
        request.Failure(clock.UtcNow) with { MayHaveActed = mayHaveActed });
}
