using System.Globalization;
using System.Net.Http.Headers;

namespace VpsOrg.Client;

/// <summary>
/// Reads <c>Retry-After</c>: seconds, or a date that is measured against the answer's own <c>Date</c>. A number or a year
/// that no type holds asks for longer than anybody waits, and not for nothing; of several values the longest counts.
/// </summary>
internal static class RetryAfterHeader
{
    /// <summary>Nobody waits for as long; it keeps the sum with the present within the calendar.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    public static TimeSpan? Of(HttpResponseHeaders headers, DateTimeOffset now) =>
        headers.TryGetValues("Retry-After", out var values) ? values.Max(value => Of(value, headers.Date ?? now)) : null;

    private static TimeSpan? Of(string value, DateTimeOffset now)
    {
        if (double.TryParse(value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var seconds)
            && !double.IsNaN(seconds))
        {
            return seconds < Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : Longest;
        }

        if (RetryConditionHeaderValue.TryParse(value, out var parsed) && parsed.Date is { } date)
        {
            return Within(date - now);
        }

        if (value.Split(',') is { Length: > 1 } several && several.Max(one => Of(one, now)) is { } longest)
        {
            return longest;
        }

        return IsBeyondTheCalendar(value) ? Longest : null;
    }

    private static TimeSpan Within(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait;

    /// <summary>Whether a date's year has more digits than the calendar: <c>Fri, 31 Dec 12025 23:59:59 GMT</c>.</summary>
    private static bool IsBeyondTheCalendar(string value) =>
        value.Split(' ').Any(word => word.Length > "9999".Length && word.All(c => c is >= '0' and <= '9'));
}
