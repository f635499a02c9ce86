using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>
/// The one rule for what is a whole number: any numeric type without a fraction, because spreadsheets and JSON bring ids
/// as doubles and decimals, or text of digits. PowerShell itself would round 1.5 to 2 and take an empty text for 0.
/// </summary>
internal static class WholeNumber
{
    /// <summary>Beyond this a double no longer tells one whole number from the next.</summary>
    private const long Exact = 9_000_000_000_000_000;

    /// <summary>The number that a value is; null for anything else.</summary>
    public static long? Of(object? value) => value switch
    {
        string text => long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
        long or int or short or sbyte or byte or ushort or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        ulong number when number <= long.MaxValue => (long)number,
        double number when Math.Floor(number) == number && Math.Abs(number) < Exact => (long)number,
        decimal number when decimal.Floor(number) == number && Math.Abs(number) < Exact => (long)number,
        _ => null,
    };
}
