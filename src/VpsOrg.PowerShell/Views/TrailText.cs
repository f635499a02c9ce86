using System.ComponentModel;
using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>What the table of a trail shows beside plain properties.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TrailText
{
    /// <summary>A moment in the form that sorts, whatever the culture's calendar: <c>2025-01-16 15:45:00</c>.</summary>
    /// <param name="time">The moment.</param>
    public static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>How a write ended; with a question mark where somebody has to look.</summary>
    /// <param name="write">The write.</param>
    public static string Outcome(VpsTrailRecord write) => write is { IsDoubtful: true } ? write.Outcome + " (?)" : write.Outcome;

    /// <summary>What it was about: <c>web-01 (12345)</c>; of an endpoint that names no server its path.</summary>
    /// <param name="write">The write.</param>
    public static string? About(VpsTrailRecord write) => write switch
    {
        { ServerName: { } name, ServerId: { } id } => FormattableString.Invariant($"{name} ({id})"),
        { ServerName: { } name } => name,
        { ServerId: { } id } => FormattableString.Invariant($"({id})"),
        _ => write.Path,
    };

    /// <summary>What was done, and why it failed: the path of an endpoint that was called by it, the fields, the reason.</summary>
    /// <param name="write">The write.</param>
    public static string Details(VpsTrailRecord write)
    {
        var isNamed = write.Action != "Invoke" || write.Detail?.Contains(write.Path ?? string.Empty) is true;
        var call = isNamed ? null : FormattableString.Invariant($"{write.Method} {write.Path}");
        return string.Join("; ", new[] { call, write.Changes, write.Detail }.Where(part => !string.IsNullOrEmpty(part)));
    }
}
