namespace VpsOrg.Client;

/// <summary>
/// Keeps the audit trail: a line before each write and a line after. A write whose first line cannot be kept is not sent;
/// a crash between the two leaves the first.
/// </summary>
internal sealed class TrailStep(ISendStep next, Trail? trail, Clock clock) : ISendStep
{
    public Task<ApiAnswer<T>> SendAsync<T>(ApiRequest<T> request, CallContext call) =>
        trail is null || request.Verb is null ? next.SendAsync(request, call) : SendWithTrailAsync(trail, request, call);

    private async Task<ApiAnswer<T>> SendWithTrailAsync<T>(Trail file, ApiRequest<T> request, CallContext call)
    {
        var entry = file.Entry(request);
        await BeginAsync(file, entry, request, call).ConfigureAwait(false);
        try
        {
            var answer = await next.SendAsync(request, call).ConfigureAwait(false);
            var made = answer.Value is VpsServer server ? server.Key : (VpsId?)null;
            await EndAsync(file, entry.Ended(clock.UtcNow, "done", answer.StatusCode, answer.RequestId, call.Attempts, made), call).ConfigureAwait(false);
            return answer;
        }
        catch (VpsException exception)
        {
            var outcome = exception.MayHaveActed ? "unknown" : "failed";
            await EndAsync(file, entry.Ended(clock.UtcNow, outcome, exception.Context.StatusCode, exception.Context.RequestId, call.Attempts), call).ConfigureAwait(false);
            throw;
        }
        catch (OperationCanceledException)
        {
            var outcome = call.Departure.HasLeft ? "unknown" : "cancelled";
            await EndAsync(file, entry.Ended(clock.UtcNow, outcome, status: null, requestId: null, call.Attempts), call).ConfigureAwait(false);
            throw;
        }
    }

    private async Task BeginAsync(Trail file, TrailEntry entry, ApiRequest request, CallContext call)
    {
        try
        {
            var line = entry.Begun(clock.UtcNow);
            if (request.MayBegin is null)
            {
                await file.AppendAsync(line, call.Cancellation).ConfigureAwait(false);
            }
            else if (!await file.BeginAsync(line, request.MayBegin, call.Cancellation).ConfigureAwait(false))
            {
                throw new TrailChangedException();
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new VpsTrailException(
                $"{request.Method} {request.BarePath} was not sent: the audit trail {file.Path} cannot be written ({exception.Message}).",
                request.Failure(clock.UtcNow),
                exception);
        }
    }

    /// <summary>What was done was done: a second line that cannot be kept is a warning, never a failure.</summary>
    private static async Task EndAsync(Trail file, string line, CallContext call)
    {
        try
        {
            await file.AppendAsync(line, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            call.Write(TraceLevel.Warning, $"The audit trail {file.Path} could not be written ({exception.Message}). It lacks this line: {line}");
        }
    }
}
