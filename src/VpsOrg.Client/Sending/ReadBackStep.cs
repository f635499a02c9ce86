namespace VpsOrg.Client;

/// <summary>
/// Believes a write's success where it is the one that the API documents. Any other is read back: the server is looked
/// at until it shows the write, for as long as the call's time lasts.
/// </summary>
internal sealed class ReadBackStep(ISendStep next, VpsClientOptions options) : ISendStep
{
    public Task<ApiAnswer<T>> SendAsync<T>(ApiRequest<T> request, CallContext call) =>
        request.ReadBack is { } readBack ? SendAsync(request, readBack, call) : next.SendAsync(request, call);

    private async Task<ApiAnswer<T>> SendAsync<T>(ApiRequest<T> request, ReadBack<T> readBack, CallContext call)
    {
        try
        {
            var answer = await next.SendAsync(request, call).ConfigureAwait(false);
            return readBack.IsDocumented(answer) ? answer : await ReadBackAsync(request, readBack, answer, call).ConfigureAwait(false);
        }
        catch (VpsUnreadableAnswerException exception) when (!exception.IsSettled)
        {
            return await ReadBackAsync(readBack, exception, call).ConfigureAwait(false);
        }
    }

    private async Task<ApiAnswer<T>> ReadBackAsync<T>(ApiRequest<T> request, ReadBack<T> readBack, ApiAnswer<T> answer, CallContext call)
    {
        var told = FormattableString.Invariant($"{request.Method} {request.BarePath} answered {answer.StatusCode}, but not as the API documents it.");
        var context = request.Failure(answer.Date ?? options.Clock.UtcNow) with { StatusCode = answer.StatusCode, RequestId = answer.RequestId, MayHaveActed = true };
        var (value, remark) = await LookAsync(readBack, answer.Value, told, call).ConfigureAwait(false);
        if (value is not null)
        {
            return new ApiAnswer<T>(answer.StatusCode, value) { Date = answer.Date, RequestId = answer.RequestId };
        }

        if (!readBack.MayLeaveNoTrace)
        {
            throw Unproved(told, remark, context, call);
        }

        call.Write(TraceLevel.Warning, FormattableString.Invariant(
            $"{told} Whether it was done cannot be read back ({remark}). If it was, sending it again does it to server {readBack.ServerId} a second time."));
        return answer;
    }

    private async Task<ApiAnswer<T>> ReadBackAsync<T>(ReadBack<T> readBack, VpsUnreadableAnswerException unreadable, CallContext call)
    {
        var (value, remark) = await LookAsync(readBack, default, unreadable.Message, call).ConfigureAwait(false);
        return value is null
            ? throw Unproved(unreadable.Message, remark, unreadable.Context, call)
            : new ApiAnswer<T>(unreadable.Context.StatusCode ?? 0, value) { Date = unreadable.Context.Time, RequestId = unreadable.Context.RequestId };
    }

    /// <summary>Looks until the server shows the write, or says in a few words what it shows instead.</summary>
    private async Task<(T? Value, string Remark)> LookAsync<T>(ReadBack<T> readBack, T? answered, string told, CallContext call)
    {
        call.Write(TraceLevel.Verbose, FormattableString.Invariant($"{told} Reading server {readBack.ServerId} back."));
        while (true)
        {
            VpsServer? server = null;
            try
            {
                server = await ServerLook.ReadAsync(next, readBack.ServerId, call).ConfigureAwait(false);
            }
            catch (VpsNotFoundException)
            {
                // Whether that is what the write was meant to do, Find knows.
            }
            catch (VpsException exception)
            {
                return (default, exception.Message);
            }

            if (readBack.Find(answered, server) is { } value)
            {
                return (value, string.Empty);
            }

            if (readBack.MayLeaveNoTrace || call.Remaining <= options.PollInterval)
            {
                return (default, server is null ? "there is no such server" : $"its name is '{server.Name}', its status '{server.Status}'");
            }

            await options.Clock.Delay(options.PollInterval, call.Cancellation).OrCancelled(call.Cancellation).ConfigureAwait(false);
            call.Spend(options.PollInterval);
        }
    }

    private static VpsUnreadableAnswerException Unproved(string told, string remark, FailureContext context, CallContext call) =>
        new($"{told} The server was read back and does not show that it was done: {remark.TrimEnd('.')}.", context) { IsSettled = true, Attempts = call.Attempts };
}
