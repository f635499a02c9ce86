namespace VpsOrg.Client;

/// <summary>
/// Sends again what surely does no harm twice: GET, PUT, PATCH and DELETE after a lost connection, 408, 502, 503 or
/// 504; POST only where no connection was made. Exponential back-off with full jitter, within the call's time.
/// </summary>
internal sealed class RetryStep(ISendStep next, VpsClientOptions options) : ISendStep
{
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(30);

    public async Task<ApiAnswer<T>> SendAsync<T>(ApiRequest<T> request, CallContext call)
    {
        var mayHaveActed = false;
        for (var retry = 1; ; retry++)
        {
            TimeSpan backOff;
            try
            {
                return await next.SendAsync(request, call).ConfigureAwait(false);
            }
            catch (VpsException exception)
            {
                exception.Attempts = call.Attempts;
                exception.EarlierAttemptMayHaveActed = mayHaveActed;
                backOff = BackOff(retry, exception.Context.RetryAfter);
                if (retry > options.MaximumRetryCount || !MayBeSentAgain(request, exception) || backOff >= call.Remaining)
                {
                    throw;
                }

                mayHaveActed |= exception.Context.MayHaveActed;
                call.Write(TraceLevel.Verbose, FormattableString.Invariant(
                    $"{request}: {Cause(exception)}; retry {retry} of {options.MaximumRetryCount} in {backOff.TotalSeconds:0.0} s"));
            }

            await options.Clock.Delay(backOff, call.Cancellation).OrCancelled(call.Cancellation).ConfigureAwait(false);
            call.Spend(backOff);
        }
    }

    private static bool MayBeSentAgain(ApiRequest request, VpsException exception) =>
        exception.IsTransient && (!request.IsPost || exception is VpsConnectionException { WasSent: false });

    private static string Cause(VpsException exception) =>
        exception.Context.StatusCode is null ? exception.Outcome : $"answered {exception.Outcome}";

    private TimeSpan BackOff(int retry, TimeSpan? retryAfter)
    {
        var ceiling = Math.Min(LongestBackOff.TotalSeconds, FirstBackOff.TotalSeconds * Math.Pow(2, Math.Min(retry - 1, 30)));
        var backOff = TimeSpan.FromSeconds(ceiling * options.Jitter());
        return retryAfter is { } asked && asked > backOff ? asked : backOff;
    }
}
