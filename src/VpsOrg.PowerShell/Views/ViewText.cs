using System.ComponentModel;
using System.Globalization;
using System.Text;

namespace VpsOrg.PowerShell;

/// <summary>
/// What the views (VpsOrg.Format.ps1xml) show beside plain properties. Here rather than in the views' scripts, so that
/// it is compiled, quick and tested.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ViewText
{
    private const int BarWidth = 8;
    private static readonly string Blocks = new([(char)0x2587, (char)0x2591]);
    private const string PlainBlocks = "#.";
    private const string Green = "\u001b[32m";
    private const string Yellow = "\u001b[33m";
    private const string Red = "\u001b[31m";
    private const string Reset = "\u001b[0m";

    /// <summary>A status in colour: green runs, yellow is on its way, red is suspended.</summary>
    /// <param name="status">The status.</param>
    /// <param name="style">PowerShell's <c>$PSStyle</c>, which removes the colour where it is not wanted; null where there is none.</param>
    public static string? Status(string? status, object? style)
    {
        if (style is null || string.IsNullOrEmpty(status))
        {
            return status;
        }

        var colour = status switch
        {
            VpsServerStatus.Active => Green,
            VpsServerStatus.Suspended => Red,
            VpsServerStatus.Provisioning or VpsServerStatus.Starting or VpsServerStatus.Stopping or VpsServerStatus.Rebooting => Yellow,
            _ => null,
        };
        return colour is null ? status : colour + status + Reset;
    }

    /// <summary>What only a server's detail says: the value, or that the detail was not read, which is something else than empty.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isDetailed">Whether the detail was read.</param>
    public static object? Detail(object? value, bool isDetailed) => value ?? (isDetailed ? null : "(not read: -Detailed)");

    /// <summary>An age in its largest whole unit: <c>45 s</c>, <c>12 m</c>, <c>7 h</c>, <c>68 d</c>, <c>3 y</c>.</summary>
    /// <param name="days">The age in days.</param>
    public static string? Age(double? days) => (days is { } known ? TimeSpan.FromDays(known) : (TimeSpan?)null) switch
    {
        null => null,
        { TotalMinutes: < 1 } span => Whole(Math.Max(0, span.TotalSeconds), "s"),
        { TotalHours: < 1 } span => Whole(span.TotalMinutes, "m"),
        { TotalDays: < 1 } span => Whole(span.TotalHours, "h"),
        { TotalDays: < 1000 } span => Whole(span.TotalDays, "d"),
        { } span => Whole(span.TotalDays / 365.25, "y"),
    };

    /// <summary>
    /// A bar of what is used, with its percentage: <c>▇▇▇▇░░░░  47 %</c>, or <c>####....  47 %</c> where the console's code
    /// page has no such blocks; null where either figure is missing.
    /// </summary>
    /// <param name="used">What is used.</param>
    /// <param name="limit">What there is.</param>
    public static string? Bar(double? used, double? limit) => Bar(used, limit, Console.OutputEncoding);

    internal static string? Bar(double? used, double? limit, Encoding console)
    {
        if (used is not { } part || limit is not { } whole || whole <= 0 || part < 0)
        {
            return null;
        }

        var share = part / whole;
        var filled = (int)Math.Round(Math.Min(1, share) * BarWidth, MidpointRounding.AwayFromZero);
        var blocks = console.GetString(console.GetBytes(Blocks)) == Blocks ? Blocks : PlainBlocks;
        return FormattableString.Invariant($"{new string(blocks[0], filled)}{new string(blocks[1], BarWidth - filled)} {Math.Min(999, share * 100),3:0} %");
    }

    /// <summary>A bar and its figures in GB, given in MB: <c>▇▇▇▇░░░░  50 %  2.0/4.0 GB</c>.</summary>
    /// <param name="usedMB">What is used, in MB.</param>
    /// <param name="limitMB">What there is, in MB.</param>
    public static string? MegabytesBar(double? usedMB, double? limitMB) => GigabytesBar(usedMB / 1024, limitMB / 1024);

    /// <summary>A bar and its figures in GB: <c>▇▇▇░░░░░  44 %  35/80 GB</c>.</summary>
    /// <param name="usedGB">What is used, in GB.</param>
    /// <param name="limitGB">What there is, in GB.</param>
    public static string? GigabytesBar(double? usedGB, double? limitGB)
    {
        if (Bar(usedGB, limitGB) is not { } bar)
        {
            return usedGB is null ? null : Figure(usedGB.Value) + " GB";
        }

        return $"{bar}  {Figure(usedGB!.Value, limitGB!.Value)}/{Figure(limitGB.Value)} GB";
    }

    private static string Whole(double number, string unit) => FormattableString.Invariant($"{Math.Floor(number):0} {unit}");

    private static string Figure(double number, double? beside = null) =>
        number.ToString((beside ?? number) < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
