namespace VpsOrg.Client;

/// <summary>
/// Looks for a write whose answer is lost, at 0, 5, 15 and 30 seconds and on a time of its own, and never sends it again. The
/// trail hears of the write when the search has ended.
/// </summary>
internal sealed class SearchStep(ISendStep next, Clock clock) : ISendStep
{
    public async Task<ApiAnswer<T>> SendAsync<T>(ApiRequest<T> request, CallContext call)
    {
        if (request.Search is not { } search)
        {
            return await next.SendAsync(request, call).ConfigureAwait(false);
        }

        VpsException cause;
        T? answered = default;
        try
        {
            var answer = await next.SendAsync(request, call).ConfigureAwait(false);
            if (search.IsProof(answer))
            {
                return answer;
            }

            (cause, answered) = (NotAsDocumented(request, answer, call), answer.Value);
        }
        catch (VpsException exception) when (exception.MayHaveActed && !(search.MindsNo && exception is VpsUnreadableAnswerException { IsSettled: true }))
        {
            cause = exception;
        }

        if (search.Proven(cause) is { } proven)
        {
            return new ApiAnswer<T>(cause.Context.StatusCode ?? 0, proven) { Date = cause.Context.Time, RequestId = cause.Context.RequestId };
        }

        var found = await LookAsync(search, answered, cause, call).ConfigureAwait(false);
        return new ApiAnswer<T>(cause.Context.StatusCode ?? 0, found) { Date = cause.Context.Time, RequestId = cause.Context.RequestId };
    }

    private async Task<T> LookAsync<T>(Search<T> search, T? answered, VpsException cause, CallContext call)
    {
        var begun = clock.Elapsed;
        var seen = string.Empty;
        foreach (var time in LookTimes.All)
        {
            await clock.Delay(begun + time - clock.Elapsed, call.Cancellation).OrCancelled(call.Cancellation).ConfigureAwait(false);
            call.Write(TraceLevel.Verbose, $"{cause.Message} Looking for {search.What}.");
            try
            {
                var finding = await search.LookAsync(answered, call.Trace, call.Cancellation).ConfigureAwait(false);
                if (finding.IsThere)
                {
                    call.Write(search.Level, $"{cause.Message} {finding.Seen}");
                    return finding.Value!;
                }

                seen = finding.Seen;
                if (finding.IsLast)
                {
                    break;
                }
            }
            catch (VpsException exception)
            {
                call.Write(TraceLevel.Verbose, $"This look failed: {exception.Message}");
                seen = $"To look for it failed: {exception.Message}";
                if (exception is VpsUnauthorizedException or VpsForbiddenException or VpsClientClosedException)
                {
                    break;
                }
            }
        }

        throw search.NotFound(cause, seen);
    }

    private static VpsUnreadableAnswerException NotAsDocumented<T>(ApiRequest<T> request, ApiAnswer<T> answer, CallContext call) => new(
        FormattableString.Invariant($"{request.Method} {request.BarePath} answered {answer.StatusCode}, but not as the API documents it."),
        request.Failure(answer.Date) with { StatusCode = answer.StatusCode, RequestId = answer.RequestId, MayHaveActed = true })
    {
        Attempts = call.Attempts,
    };
}
