using System.ComponentModel;
using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>What the views of snapshots and backups show beside plain properties, and what prompts say of them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SnapshotText
{
    /// <summary>A size in the unit that reads best: <c>640 MB</c>, <c>4.8 GB</c>, <c>120 GB</c>.</summary>
    /// <param name="megabytes">The size in MB; null while it is not known.</param>
    public static string? Size(long? megabytes) => megabytes switch
    {
        null => null,
        < 1024 => FormattableString.Invariant($"{megabytes} MB"),
        < 100 * 1024 => (megabytes.Value / 1024.0).ToString("0.0' GB'", CultureInfo.InvariantCulture),
        _ => (megabytes.Value / 1024.0).ToString("0' GB'", CultureInfo.InvariantCulture),
    };

    /// <summary>How long ago a snapshot or a backup was made, in the largest whole unit.</summary>
    /// <param name="item">The snapshot or the backup; what a file holds knows no age.</param>
    public static string? Age(PSObject? item) => item?.BaseObject switch
    {
        VpsSnapshot snapshot => Age(snapshot),
        VpsBackup { AgeDays: { } days } => ViewText.Age(TimeSpan.FromDays(days)),
        _ => null,
    };

    /// <summary>When a backup is deleted by itself: a date, or <c>never</c>.</summary>
    /// <param name="expires">When, in UTC, as text; null where it is not.</param>
    public static string Expiry(string? expires) => string.IsNullOrEmpty(expires) ? "never" : expires!.Split('T')[0]; // The engine makes an empty text of null.

    internal static string? Age(VpsSnapshot snapshot) => snapshot.AgeDays is { } days ? ViewText.Age(TimeSpan.FromDays(days)) : null;
}
