using System.Globalization;

namespace VpsOrg.Client;

/// <summary>
/// The one form in which the API writes times, <c>2025-01-10T14:30:00Z</c>, read without the platform's parser: that
/// tries every form that a culture knows, and two times a server are a large part of what a list costs.
/// </summary>
internal static class UtcTime
{
    private const string Form = "0000-00-00T00:00:00Z";

    /// <summary>Reads a time of this form, or of any other that begins with a date in the order of ISO 8601.</summary>
    public static bool TryReadAny(string text, out DateTime time)
    {
        if (TryRead(text, out time))
        {
            return true;
        }

        var isTime = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var other) && BeginsWithDate(text);
        time = other.UtcDateTime;
        return isTime;
    }

    /// <summary>A moment as the API's field shows it: in UTC as ISO 8601, or the API's own text where that is no time.</summary>
    public static (string? Text, DateTimeOffset? Time) Shown(string? text) =>
        text is not null && TryReadAny(text, out var time)
            ? (time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture), new DateTimeOffset(time))
            : (text, null);

    /// <summary>Reads a time of this form; false for any other, and for a day or an hour that does not exist.</summary>
    public static bool TryRead(string text, out DateTime time)
    {
        time = default;
        if (!HasForm(text))
        {
            return false;
        }

        var (year, month, day) = ((Pair(text, 0) * 100) + Pair(text, 2), Pair(text, 5), Pair(text, 8));
        var (hour, minute, second) = (Pair(text, 11), Pair(text, 14), Pair(text, 17));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        time = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc);
        return true;
    }

    private static bool HasForm(string text)
    {
        if (text.Length != Form.Length)
        {
            return false;
        }

        for (var i = 0; i < Form.Length; i++)
        {
            if (Form[i] == '0' ? text[i] is < '0' or > '9' : text[i] != Form[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The platform would take <c>15:30</c> for today and guess the order of <c>01/02/2025</c>.</summary>
    private static bool BeginsWithDate(string text) => text.Length >= "yyyy-MM-dd".Length && text[4] == '-' && text[7] == '-';

    private static int Pair(string text, int at) => ((text[at] - '0') * 10) + text[at + 1] - '0';
}
