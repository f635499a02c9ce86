namespace VpsOrg.Client;

/// <summary>
/// Obeys 429: waits as long as <c>Retry-After</c> says, up to 300 seconds in all for one call, and holds back the
/// session's other calls meanwhile. A longer wait is the caller's to decide.
/// </summary>
internal sealed class RateLimitStep(ISendStep next, VpsClientOptions options) : ISendStep
{
    /// <summary>An API that asks for less (0, or a date that is past) and goes on refusing is not stormed for that.</summary>
    private static readonly TimeSpan ShortestAsked = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestGuess = TimeSpan.FromSeconds(60);

    private readonly RateGate _gate = new(options.Clock);

    public async Task<ApiAnswer<T>> SendAsync<T>(ApiRequest<T> request, CallContext call)
    {
        VpsRateLimitException? refusal = null;
        for (var limited = 1; ; limited++)
        {
            var place = await _gate.EnterAsync(call.Patience, call.Cancellation).ConfigureAwait(false);
            if (place.Held is { } held)
            {
                throw TooLong(request, held, refusal);
            }

            var answered = false;
            try
            {
                var answer = await next.SendAsync(request, call).ConfigureAwait(false);
                answered = true;
                return answer;
            }
            catch (VpsRateLimitException exception)
            {
                refusal = exception;
                var asked = exception.Context.RetryAfter >= ShortestAsked ? exception.Context.RetryAfter : null;
                var wait = asked ?? Guess(limited);
                _gate.Close(place, wait);
                if (wait <= call.Patience.Left)
                {
                    call.Write(TraceLevel.Verbose, FormattableString.Invariant($"{request}: answered 429; waiting {wait.TotalSeconds:0.0} s{(asked is null ? string.Empty : " as asked")}"));
                }
            }
            catch (VpsException exception)
            {
                answered = exception.Context.StatusCode is not null;
                throw;
            }
            finally
            {
                _gate.Leave(place, answered);
            }
        }
    }

    /// <summary>Without <c>Retry-After</c>: twice as long each time, half of it by chance.</summary>
    private TimeSpan Guess(int limited)
    {
        var ceiling = Math.Min(LongestGuess.TotalSeconds, Math.Pow(2, Math.Min(limited - 1, 30)));
        return TimeSpan.FromSeconds(ceiling * (0.5 + (options.Jitter() / 2)));
    }

    private VpsRateLimitException TooLong(ApiRequest request, TimeSpan held, VpsRateLimitException? cause)
    {
        var now = options.Clock.UtcNow;
        var asked = held > TimeSpan.Zero
            ? FormattableString.Invariant($"the API asks to wait until {(now + held).ToLocalTime():yyyy-MM-dd HH:mm:ss} ({held.TotalSeconds:0} s), longer than the 300 s in all that the client waits by itself.")
            : "the API limits the rate of requests, and in the 300 s that the client waits by itself this one had no turn.";
        var words = cause?.Context.Detail is { Length: > 0 } detail ? $" It said: {detail}" : string.Empty;
        return new VpsRateLimitException(
            $"{request.Method} {request.BarePath}: {asked}{words}",
            (cause?.Context ?? request.Failure(now)) with { StatusCode = 429, RetryAfter = held });
    }
}
