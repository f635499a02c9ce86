using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace VpsOrg.PowerShell;

/// <summary>
/// The one rule for what is a whole number: any numeric type without a fraction, because spreadsheets and JSON bring ids
/// as doubles and decimals, or text of digits. PowerShell itself would round 1.5 to 2, take an empty text for 0,
/// '123,46' for 12346, true for 1 and a date or a letter for whatever number is behind it.
/// </summary>
internal static class WholeNumber
{
    /// <summary>Beyond this a double no longer tells one whole number from the next.</summary>
    private const long Exact = 9_000_000_000_000_000;

    /// <summary>The number that a value is; null for anything else.</summary>
    public static long? Of(object? value) => value switch
    {
        PSObject wrapped => IsWrittenOut(wrapped) ? Of(wrapped.BaseObject) : null,
        string text => long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
        long or int or short or sbyte or byte or ushort or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        ulong number when number <= long.MaxValue => (long)number,
        double number when Math.Floor(number) == number && Math.Abs(number) < Exact => (long)number,
        float number when Math.Floor(number) == number && Math.Abs(number) < (1 << 24) => (long)number,
        decimal number when decimal.Floor(number) == number && Math.Abs(number) < Exact => (long)number,
        BigInteger number when number >= long.MinValue && number <= long.MaxValue => (long)number,
        _ => null,
    };

    /// <summary>
    /// Whether a number came as one: 12kb and 0x10 on a command line are 12288 and 16 to PowerShell, which keeps the text;
    /// a weekday that went through a file or a job is a number too, which keeps the name of its type.
    /// </summary>
    private static bool IsWrittenOut(PSObject number) => number.BaseObject is string or PSObject
        || (!Regex.IsMatch(number.ToString() ?? string.Empty, "(?i)[kmgtp]b|x|e") && number.TypeNames.Count > 0 && !number.TypeNames[0].StartsWith(ServerRow.Deserialized, StringComparison.Ordinal));
}
