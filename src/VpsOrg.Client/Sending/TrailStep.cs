namespace VpsOrg.Client;

/// <summary>
/// Keeps the audit trail: a line before each write and a line after. A write whose first line cannot be kept is not sent;
/// a crash between the two leaves the first.
/// </summary>
internal sealed class TrailStep(ISendStep next, VpsClientOptions options, string host, Func<string?> account) : ISendStep
{
    private readonly TrailFile? _file = options.LogPath is { } path ? new TrailFile(path, options.Clock) : null;

    public Task<ApiAnswer<T>> SendAsync<T>(ApiRequest<T> request, CallContext call) =>
        _file is null || request.Verb is null ? next.SendAsync(request, call) : SendWithTrailAsync(_file, request, call);

    private async Task<ApiAnswer<T>> SendWithTrailAsync<T>(TrailFile file, ApiRequest<T> request, CallContext call)
    {
        var entry = new TrailEntry(request, host, account());
        await BeginAsync(file, entry, request, call).ConfigureAwait(false);
        try
        {
            var answer = await next.SendAsync(request, call).ConfigureAwait(false);
            await EndAsync(file, entry.Ended(options.Clock.UtcNow, "done", answer.StatusCode, answer.RequestId, call.Attempts), call).ConfigureAwait(false);
            return answer;
        }
        catch (VpsException exception)
        {
            var outcome = exception.MayHaveActed ? "unknown" : "failed";
            await EndAsync(file, entry.Ended(options.Clock.UtcNow, outcome, exception.Context.StatusCode, exception.Context.RequestId, call.Attempts), call).ConfigureAwait(false);
            throw;
        }
        catch (OperationCanceledException)
        {
            var outcome = call.Departure.HasLeft ? "unknown" : "cancelled";
            await EndAsync(file, entry.Ended(options.Clock.UtcNow, outcome, status: null, requestId: null, call.Attempts), call).ConfigureAwait(false);
            throw;
        }
    }

    private async Task BeginAsync(TrailFile file, TrailEntry entry, ApiRequest request, CallContext call)
    {
        try
        {
            await file.AppendAsync(entry.Begun(options.Clock.UtcNow), call.Cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new VpsTrailException(
                $"{request.Method} {request.BarePath} was not sent: the audit trail {file.Path} cannot be written ({exception.Message}).",
                request.Failure(options.Clock.UtcNow),
                exception);
        }
    }

    /// <summary>What was done was done: a second line that cannot be kept is a warning, never a failure.</summary>
    private static async Task EndAsync(TrailFile file, string line, CallContext call)
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
