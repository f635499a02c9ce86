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
    private const int WideBar = 8;
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
        var colour = status switch
        {
            VpsServerStatus.Active or VpsSnapshotStatus.Completed => Green,
            VpsServerStatus.Suspended => Red,
            VpsServerStatus.Provisioning or VpsServerStatus.Starting or VpsServerStatus.Stopping or VpsServerStatus.Rebooting
                or VpsServerStatus.Restoring or VpsSnapshotStatus.InProgress => Yellow,
            _ => null,
        };
        return Coloured(status, colour, style);
    }

    /// <summary>A kind of difference in colour: yellow can be changed, red needs somebody to look.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="style">PowerShell's <c>$PSStyle</c>; null where there is none.</param>
    public static string? Kind(string? kind, object? style) => Coloured(
        kind,
        kind switch
        {
            VpsDifferenceKind.Missing or VpsDifferenceKind.Different or VpsDifferenceKind.Renamed => Yellow,
            VpsDifferenceKind.Ambiguous or VpsDifferenceKind.CannotChange or VpsDifferenceKind.Unknown => Red,
            _ => null,
        },
        style);

    /// <summary>How a row ended, in colour: green was done, yellow is gone or was declined, red needs somebody to look.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="style">PowerShell's <c>$PSStyle</c>; null where there is none.</param>
    public static string? Outcome(string? outcome, object? style) => Coloured(
        outcome,
        outcome switch
        {
            VpsSyncOutcome.Ordered or VpsSyncOutcome.Changed => Green,
            VpsSyncOutcome.Removed or VpsSyncOutcome.Declined => Yellow,
            VpsSyncOutcome.Refused or VpsSyncOutcome.Failed => Red,
            _ => null,
        },
        style);

    /// <summary>What only a server's detail says: the value, or that the detail was not read, which is something else than empty.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isDetailed">Whether the detail was read.</param>
    public static object? Detail(object? value, bool isDetailed) => value ?? (isDetailed ? null : "(not read: -Detailed)");

    /// <summary>A name in the table of servers: whole, but where a console is too narrow for it and for what stands behind it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="id">The server's id.</param>
    public static string Name(string? name, string? id) =>
        TableWidths.Servers(id).Name(name, TableWidths.Ids(id), TableWidths.Console(), Console.OutputEncoding);

    /// <summary>A name in the table of usage: as much as leaves room for the figures.</summary>
    /// <param name="name">The name.</param>
    /// <param name="id">The server's id.</param>
    public static string NameBesideUsage(string? name, string? id) =>
        TableWidths.Usage(id).Name(name, TableWidths.Ids(id), TableWidths.Console(), Console.OutputEncoding);

    /// <summary>A status in the table of servers.</summary>
    /// <param name="status">The status.</param>
    /// <param name="id">The server's id.</param>
    /// <param name="style">PowerShell's <c>$PSStyle</c>; null where there is none.</param>
    public static string StatusCell(string? status, string? id, object? style) => Status(status, style) + Padding(0, status, id);

    /// <summary>An address in the table of servers.</summary>
    /// <param name="address">The address.</param>
    /// <param name="id">The server's id.</param>
    public static string AddressCell(string? address, string? id) => address + Padding(1, address, id);

    /// <summary>A location in the table of servers.</summary>
    /// <param name="location">The location.</param>
    /// <param name="id">The server's id.</param>
    public static string LocationCell(string? location, string? id) => location + Padding(2, location, id);

    /// <summary>
    /// An operating system in the table of servers. Where no console tells how wide it is, it may be the last column: blanks behind it
    /// that are cut would look like a name that is.
    /// </summary>
    /// <param name="system">The operating system.</param>
    /// <param name="id">The server's id.</param>
    public static string? SystemCell(string? system, string? id) =>
        TableWidths.Console() is null && !TableWidths.IsUuid(id) ? system : system + Padding(4, system, id);

    /// <summary>How long ago a server was ordered, in the largest whole unit: <c>45 s</c>, <c>12 m</c>, <c>7 h</c>, <c>68 d</c>, <c>3 y</c>.</summary>
    /// <param name="server">The server.</param>
    public static string? Age(PSObject? server) => (server?.BaseObject as VpsServer)?.AgeDays is { } days ? Age(TimeSpan.FromDays(days)) : null;

    /// <summary>The processors' load, as a bar: <c>▇░░░  24 %</c>.</summary>
    /// <param name="server">The server; what a list or a file holds knows no usage.</param>
    /// <param name="blocks">How long the bar is.</param>
    public static string? Cpu(PSObject? server, int blocks) => Usage(server, (usage, _) => Bar(usage.CpuPercent, 100, Console.OutputEncoding, blocks));

    /// <summary>The memory in use, as a bar and its figures: <c>▇▇░░  50 %  2.0/4.0 GB</c>.</summary>
    /// <param name="server">The server.</param>
    /// <param name="blocks">How long the bar is.</param>
    /// <param name="width">How many characters at the least.</param>
    public static string? Memory(PSObject? server, int blocks, int width) =>
        Usage(server, (usage, plan) => Gigabytes(usage.MemoryUsedMB / 1024.0, plan?.MemoryMB / 1024.0, blocks)?.PadLeft(width));

    /// <summary>The storage in use, as a bar and its figures: <c>▇▇░░  44 %  35/80 GB</c>.</summary>
    /// <param name="server">The server.</param>
    /// <param name="blocks">How long the bar is.</param>
    /// <param name="width">How many characters at the least.</param>
    public static string? Disk(PSObject? server, int blocks, int width) =>
        Usage(server, (usage, plan) => Gigabytes(usage.DiskUsedGB, plan?.StorageGB, blocks)?.PadLeft(width));

    /// <summary>The month's traffic, as a bar and its figures: <c>▇░░░  22 %  450/2048 GB</c>.</summary>
    /// <param name="server">The server.</param>
    /// <param name="blocks">How long the bar is.</param>
    /// <param name="width">How many characters at the least.</param>
    public static string? Bandwidth(PSObject? server, int blocks, int width) =>
        Usage(server, (usage, plan) => Gigabytes(usage.BandwidthUsedGB, plan?.BandwidthGB, blocks)?.PadLeft(width));

    internal static string? Age(TimeSpan? age) => age switch
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
    internal static string? Bar(double? used, double? limit, Encoding console, int width = WideBar)
    {
        if (used is not { } part || limit is not { } whole || whole <= 0 || part < 0)
        {
            return null;
        }

        var share = part / whole;
        var filled = (int)Math.Round(Math.Min(1, share) * width, MidpointRounding.AwayFromZero);
        var blocks = console.GetString(console.GetBytes(Blocks)) == Blocks ? Blocks : PlainBlocks;
        return FormattableString.Invariant($"{new string(blocks[0], filled)}{new string(blocks[1], width - filled)} {Math.Min(999, share * 100),3:0} %");
    }

    private static string? Coloured(string? text, string? colour, object? style) =>
        style is null || colour is null || string.IsNullOrEmpty(text) ? text : colour + text + Reset;

    private static string? Usage(PSObject? server, Func<VpsResourceUsage, VpsPlan?, string?> text) =>
        server?.BaseObject is VpsServer { ResourceUsage: { } usage } known ? text(usage, known.PlanDetail) : null;

    private static string Padding(int column, string? text, string? id)
    {
        var length = text?.Length ?? 0;
        return new string(' ', TableWidths.Servers(id).Cell(column, length, TableWidths.Ids(id), TableWidths.Console()) - length);
    }

    private static string? Gigabytes(double? used, double? limit, int blocks)
    {
        if (Bar(used, limit, Console.OutputEncoding, blocks) is not { } bar)
        {
            return used is null ? null : Figure(used.Value) + " GB";
        }

        return $"{bar}  {Figure(used!.Value, limit!.Value)}/{Figure(limit.Value)} GB";
    }

    private static string Whole(double number, string unit) => FormattableString.Invariant($"{Math.Floor(number):0} {unit}");

    private static string Figure(double number, double? beside = null) =>
        number.ToString((beside ?? number) < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
