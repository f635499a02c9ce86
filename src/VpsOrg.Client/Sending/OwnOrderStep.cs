namespace VpsOrg.Client;

/// <summary>
/// What is known of servers that this process ordered. One that was ordered just now may not be found at its own address
/// yet: until that has shown it once, a 404 there is asked again, for a minute from the order and for the time of the call at
/// the most. One that was deleted is forgotten.
/// </summary>
internal sealed class OwnOrderStep(ISendStep next, Clock clock, Func<AccountOrders> orders) : ISendStep
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    public Task<ApiAnswer<T>> SendAsync<T>(ApiRequest<T> request, CallContext call) => request switch
    {
        { ServerId: { } id } when request.BarePath != Routes.Server(id) => next.SendAsync(request, call),
        { ServerId: { } id, IsRead: true } when orders().Find(id) is { IsSeen: false } made => ReadAsync(made, request, call),
        { ServerId: { } id } when request.Method == HttpMethod.Delete => DeleteAsync(id, request, call),
        _ => next.SendAsync(request, call),
    };

    private async Task<ApiAnswer<T>> DeleteAsync<T>(VpsId id, ApiRequest<T> request, CallContext call)
    {
        try
        {
            var answer = await next.SendAsync(request, call).ConfigureAwait(false);
            orders().Forget(id);
            return answer;
        }
        catch (VpsNotFoundException exception) when (exception.EarlierAttemptMayHaveActed)
        {
            orders().Forget(id);
            throw;
        }
    }

    private async Task<ApiAnswer<T>> ReadAsync<T>(MadeServer made, ApiRequest<T> request, CallContext call)
    {
        while (true)
        {
            TimeSpan rest;
            try
            {
                var answer = await next.SendAsync(request, call).ConfigureAwait(false);
                made.IsSeen = true;
                return answer;
            }
            catch (VpsNotFoundException exception)
            {
                var left = made.Ordered.Monotonic + Patience - clock.Elapsed;
                rest = left < Rest ? left : Rest;
                if (rest <= TimeSpan.Zero || rest >= call.Remaining)
                {
                    throw new VpsServerNotSeenException(made.Id, made.Ordered.Wall, exception);
                }

                call.Write(TraceLevel.Verbose, FormattableString.Invariant($"{request}: the server was ordered just now; asking again in {rest.TotalSeconds:0.0} s."));
            }

            await clock.Delay(rest, call.Cancellation).OrCancelled(call.Cancellation).ConfigureAwait(false);
            call.Spend(rest);
        }
    }
}
