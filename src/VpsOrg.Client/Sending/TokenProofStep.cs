namespace VpsOrg.Client;

/// <summary>
/// Asks once more, two seconds later, where a token that worked is answered 401: one node of the API that has not heard of
/// it must not end a run of hours. A write as well, because a 401 did nothing. A token that never worked, or is refused
/// twice, is refused at once.
/// </summary>
internal sealed class TokenProofStep(ISendStep next, Clock clock) : ISendStep
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private volatile bool _works;

    public async Task<ApiAnswer<T>> SendAsync<T>(ApiRequest<T> request, CallContext call)
    {
        try
        {
            var answer = await next.SendAsync(request, call).ConfigureAwait(false);
            _works = true;
            return answer;
        }
        catch (VpsUnauthorizedException) when (_works && call.Remaining > Pause)
        {
            call.Write(TraceLevel.Verbose, FormattableString.Invariant(
                $"{request}: answered 401, although the token worked before; asking once more in {Pause.TotalSeconds:0.0} s"));
        }

        await clock.Delay(Pause, call.Cancellation).OrCancelled(call.Cancellation).ConfigureAwait(false);
        call.Spend(Pause);
        try
        {
            var answer = await next.SendAsync(request, call).ConfigureAwait(false);
            _works = true;
            return answer;
        }
        catch (VpsUnauthorizedException)
        {
            _works = false;
            throw;
        }
    }
}
