namespace VpsOrg.Client;

/// <summary>
/// Obeys 429: waits as long as <c>Retry-After</c> says, up to 300 seconds in all for one call, and holds back the
/// session's other calls meanwhile. A longer wait is the caller's to decide.
/// </summary>
internal sealed class RateLimitStep(ISendStep next, VpsClientOptions options) : ISendStep
{
    /// <summary>The longest that one call waits for 429s by itself.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(300);

    /// <summary>An API that asks for less (0, or a date that is past) and goes on refusing is not stormed for that.</summary>
    private static readonly TimeSpan ShortestAsked = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestGuess = TimeSpan.FromSeconds(60);

    private readonly RateGate _gate = new(options.Clock);

    public async Task<ApiAnswer<T>> SendAsync<T>(ApiRequest<T> request, CallContext call)
    {
        var waited = TimeSpan.Zero;
        for (var limited = 1; ; limited++)
        {
            if (await _gate.EnterAsync(Patience, call.Cancellation).ConfigureAwait(false) is { } held)
            {
                throw TooLong(request, held, cause: null);
            }

            var succeeded = false;
            try
            {
                var answer = await next.SendAsync(request, call).ConfigureAwait(false);
                succeeded = true;
                return answer;
            }
            catch (VpsRateLimitException exception)
            {
                var asked = exception.Context.RetryAfter >= ShortestAsked ? exception.Context.RetryAfter : null;
                var wait = asked ?? Guess(limited);
                _gate.Close(wait);
                waited += wait;
                if (waited > Patience)
                {
                    throw TooLong(request, wait, exception);
                }

                call.Write(TraceLevel.Verbose, FormattableString.Invariant($"{request}: answered 429; waiting {wait.TotalSeconds:0.0} s{(asked is null ? string.Empty : " as asked")}"));
            }
            finally
            {
                _gate.Leave(succeeded);
            }
        }
    }

    /// <summary>Without <c>Retry-After</c>: twice as long each time, half of it by chance.</summary>
    private TimeSpan Guess(int limited)
    {
        var ceiling = Math.Min(LongestGuess.TotalSeconds, Math.Pow(2, Math.Min(limited - 1, 30)));
        return TimeSpan.FromSeconds(ceiling * (0.5 + (options.Jitter() / 2)));
    }

    private VpsRateLimitException TooLong(ApiRequest request, TimeSpan wait, VpsRateLimitException? cause)
    {
        var until = options.Clock.UtcNow + wait;
        var words = cause?.Context.Detail is { Length: > 0 } detail ? $" It said: {detail}" : string.Empty;
        var message = FormattableString.Invariant(
            $"{request.Method} {request.BarePath}: the API asks to wait until {until.ToLocalTime():yyyy-MM-dd HH:mm:ss} ({wait.TotalSeconds:0} s), longer than the 300 s that the client waits by itself.{words}");
        return new VpsRateLimitException(message, (cause?.Context ?? request.Failure(options.Clock.UtcNow)) with { StatusCode = 429, RetryAfter = wait });
    }
}
