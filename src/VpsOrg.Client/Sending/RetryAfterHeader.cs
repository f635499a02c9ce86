using System.Net.Http.Headers;

namespace VpsOrg.Client;

/// <summary>Reads <c>Retry-After</c>: seconds, or a date that is measured against the answer's own <c>Date</c>.</summary>
internal static class RetryAfterHeader
{
    /// <summary>Nobody waits for as long; it keeps the sum with the present within the calendar.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    public static TimeSpan? Of(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (headers.RetryAfter is not { } retryAfter)
        {
            return null;
        }

        var wait = retryAfter.Delta ?? (retryAfter.Date is { } date ? date - (headers.Date ?? now) : (TimeSpan?)null);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait;
    }
}
