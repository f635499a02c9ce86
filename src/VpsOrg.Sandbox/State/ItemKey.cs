using System.Globalization;

namespace VpsOrg.Sandbox;

/// <summary>What a server, a snapshot or a backup is known by: its number among its kind, from 1, and the id that the API gives it for that.</summary>
internal sealed record ItemKey(int Number, string Id)
{
    /// <summary>Odd, so that every number leads to another first part of a UUID; neighbours look unlike each other.</summary>
    private const uint Scatter = 2_654_435_761;

    public static ItemKey OfServer(int number, SandboxOptions options) =>
        Of(number, 0, options.FirstServerId ?? SandboxOptions.DefaultFirstServerId, options);

    public static ItemKey OfSnapshot(int number, SandboxOptions options) =>
        Of(number, 1, options.FirstSnapshotId ?? SandboxOptions.DefaultFirstSnapshotId, options);

    public static ItemKey OfBackup(int number, SandboxOptions options) =>
        Of(number, 2, options.FirstBackupId ?? SandboxOptions.DefaultFirstBackupId, options);

    private static ItemKey Of(int number, uint kind, long first, SandboxOptions options) => new(number, options.ServerIds == SandboxServerIds.Uuid
        ? string.Format(CultureInfo.InvariantCulture, "{0:x8}{1}{2:x4}{3:x8}", unchecked(((kind << 30) + (uint)number) * Scatter), SandboxOptions.MiddleOfUuids, kind, number)
        : (first + number - 1).ToString(CultureInfo.InvariantCulture));
}
