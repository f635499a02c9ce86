using System.Globalization;

namespace VpsOrg.Client;

/// <summary>Every path of the API, once, relative to the base address. Each ends in a slash.</summary>
internal static class Routes
{
    public const string Servers = "servers/";

    public const string Account = "account/me/";

    public const string Snapshots = "snapshots/";

    public const string Backups = "backups/";

    public static string Snapshot(VpsId id) => $"{Snapshots}{id}/";

    public static string Restore(VpsId snapshotId) => Snapshot(snapshotId) + "restore/";

    /// <summary>The snapshots of one server, or of all.</summary>
    public static string SnapshotList(VpsId? serverId) => Snapshots + Query(("server_id", serverId?.ToString()));

    /// <summary>The backups of one server, or of all, of one type or of any.</summary>
    public static string BackupList(VpsId? serverId, string? type) => Backups + Query(("server_id", serverId?.ToString()), ("backup_type", type));

    public static string Server(VpsId id) => $"servers/{id}/";

    public static string Start(VpsId id) => Server(id) + "start/";

    public static string Stop(VpsId id) => Server(id) + "stop/";

    public static string Reboot(VpsId id) => Server(id) + "reboot/";

    /// <summary>The documented list request, with the filters that the API knows.</summary>
    public static string ServerList(ServerFilter filter) => Servers + Query(
        ("status", filter.SentStatus),
        ("location", filter.SentLocation));

    /// <summary>One page of a list, as the vendor's own tool asks for it.</summary>
    public static string Page(string list, int page, int pageSize) =>
        string.Format(CultureInfo.InvariantCulture, "{0}{1}page={2}&page_size={3}", list, list.Contains("?") ? "&" : "?", page, pageSize);

    private static string Query(params (string Key, string? Value)[] pairs)
    {
        var given = pairs
            .Where(pair => pair.Value is not null)
            .Select(pair => pair.Key + "=" + Uri.EscapeDataString(pair.Value!))
            .ToArray();
        return given.Length == 0 ? string.Empty : "?" + string.Join("&", given);
    }
}
