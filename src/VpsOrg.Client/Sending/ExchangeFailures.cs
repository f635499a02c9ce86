namespace VpsOrg.Client;

/// <summary>Makes the client's own exception of an HTTP exchange that failed, by its cause.</summary>
internal sealed class ExchangeFailures(Clock clock, Uri baseAddress, TextCleaner cleaner)
{
    private static readonly string[] RequestIdHeaders = ["X-Request-Id", "Request-Id", "CF-Ray"];

    /// <summary>The exception for an answer that is no success.</summary>
    public VpsException OfStatus(ApiRequest request, HttpResponseMessage response, byte[] body)
    {
        var error = ErrorBody.Read(body, cleaner);
        return Failures.FromStatus(Context(request, response) with
        {
            Detail = error.Words,
            FieldErrors = error.FieldErrors,
            RetryAfter = RetryAfterHeader.Of(response.Headers, clock.UtcNow),
            MayHaveActed = !request.IsRead && Failures.LeavesOutcomeOpen((int)response.StatusCode),
        });
    }

    /// <summary>The exception for what the platform, a handler or a reader threw, whatever it was.</summary>
    public VpsException Of(Exception exception, ApiRequest request, HttpResponseMessage? response)
    {
        var context = Context(request, response) with { MayHaveActed = !request.IsRead };
        return exception switch
        {
            UnreadableBodyException { SaysNo: true } no => Unreadable($"that answer {no.Message}", no.Head, context, isSettled: true),
            UnreadableBodyException page when !request.IsRead && IsPage(page.Head) => Unreadable("that answer is a page of HTML", page.Head, context, isSettled: true),
            UnreadableBodyException unreadable => Unreadable($"the answer cannot be read: {unreadable.Message}", unreadable.Head, context),
            InvalidDataException => Unreadable("the answer cannot be read: it is not compressed as it says", [], context),
            HttpRequestException or IOException or System.Net.WebException => NoConnection(ConnectionCause.Of(exception), context),
            _ when response is null => NoConnection(ConnectionCause.Of(exception), context),
            _ => Unreadable($"reading the answer failed ({exception.GetType().Name})", [], context),
        };
    }

    /// <summary>The exception for a handler that could not be made.</summary>
    public VpsException OfMaking(Exception exception, ApiRequest request) =>
        NoConnection(ConnectionCause.NotMade(exception), request.Failure(clock.UtcNow));

    /// <summary>The id that the API gave the request.</summary>
    public string? RequestId(HttpResponseMessage response)
    {
        foreach (var name in RequestIdHeaders)
        {
            if (response.Headers.TryGetValues(name, out var values))
            {
                return TextCleaner.Shorten(cleaner.Clean(string.Join(",", values)), 100);
            }
        }

        return null;
    }

    private FailureContext Context(ApiRequest request, HttpResponseMessage? response)
    {
        var context = request.Failure(response?.Headers.Date ?? clock.UtcNow);
        return response is null ? context : context with { StatusCode = (int)response.StatusCode, RequestId = RequestId(response) };
    }

    /// <summary>A page of a proxy or a login in the place of JSON.</summary>
    private static bool IsPage(byte[] head) => Array.Find(head, b => b > ' ' && b is not (0xef or 0xbb or 0xbf)) == '<';

    private VpsUnreadableAnswerException Unreadable(string verdict, byte[] head, FailureContext context, bool isSettled = false)
    {
        var excerpt = head.Length == 0 ? string.Empty : $" It begins: {ErrorBody.Excerpt(head, cleaner)}";
        return new($"{context.Method} {context.Path} answered {context.StatusCode}, but {verdict}.{excerpt}", context) { IsSettled = isSettled };
    }

    private VpsConnectionException NoConnection(ConnectionCause cause, FailureContext context)
    {
        // The platform quotes what it could not read of a broken answer, whatever that was.
        var words = TextCleaner.Shorten(cleaner.Clean(cause.Words), ErrorBody.LongestExcerpt);
        return new VpsConnectionException(
            $"{context.Method} {context.Path}: no answer from {baseAddress.Authority}: {words}.",
            context with { MayHaveActed = context.MayHaveActed && cause.WasSent },
            cause.WasSent,
            cause.IsPermanent);
    }
}
