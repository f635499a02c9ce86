using Newtonsoft.Json;

namespace VpsOrg.Client;

/// <summary>The API's field names, once.</summary>
internal static class WireNames
{
    public const string Id = "id";
    public const string Name = "name";
    public const string Hostname = "hostname";
    public const string Status = "status";
    public const string IPAddress = "ip_address";
    public const string IPv6Address = "ipv6_address";
    public const string Location = "location";
    public const string Plan = "plan";
    public const string PlanId = "plan_id";
    public const string VCpus = "vcpus";
    public const string Memory = "memory";
    public const string Storage = "storage";
    public const string Bandwidth = "bandwidth";
    public const string OS = "os";
    public const string OsId = "os_id";
    public const string SshKeyId = "ssh_key_id";
    public const string BackupsEnabled = "backups_enabled";
    public const string ResourceUsage = "resource_usage";
    public const string CpuPercent = "cpu_percent";
    public const string MemoryUsed = "memory_used";
    public const string DiskUsed = "disk_used";
    public const string BandwidthUsed = "bandwidth_used";
    public const string CreatedAt = "created_at";
    public const string UpdatedAt = "updated_at";
    public const string Message = "message";
    public const string Server = "server";
    public const string Count = "count";
    public const string Next = "next";
    public const string Previous = "previous";
    public const string Results = "results";
    public const string Account = "account";
    public const string Token = "token";
    public const string Email = "email";
    public const string FirstName = "first_name";
    public const string LastName = "last_name";
    public const string CompanyName = "company_name";
    public const string Permissions = "permissions";
    public const string Detail = "detail";
    public const string Error = "error";
    public const string NonFieldErrors = "non_field_errors";
    public const string ServerId = "server_id";
    public const string Snapshot = "snapshot";
    public const string SizeMB = "size_mb";
    public const string Description = "description";
    public const string BackupType = "backup_type";
    public const string ExpiresAt = "expires_at";

    /// <summary>
    /// The fields whose values a trace may show. An allow-list: what the API adds one day (a root password in a
    /// create answer, say) stays hidden until somebody has looked at it.
    /// </summary>
    public static bool MayBeShown(string name) => Shown.Contains(name);

    private static readonly HashSet<string> Shown = new(StringComparer.Ordinal)
    {
        Id, Name, Hostname, Status, IPAddress, IPv6Address, Location, Plan, PlanId, VCpus, Memory, Storage, Bandwidth,
        OS, OsId, SshKeyId, BackupsEnabled, ResourceUsage, CpuPercent, MemoryUsed, DiskUsed, BandwidthUsed, CreatedAt,
        UpdatedAt, Message, Server, Count, Next, Previous, Results, Account, Email, FirstName, LastName,
        CompanyName, Permissions, Detail, Error, NonFieldErrors,
        ServerId, Snapshot, SizeMB, Description, BackupType, ExpiresAt,
    };

    /// <summary>
    /// Gives each known name back as one shared string. Made once: filling it costs more than reading a small answer.
    /// Readers only look names up in it, which is safe on many threads.
    /// </summary>
    public static JsonNameTable Table { get; } = NewTable();

    private static DefaultJsonNameTable NewTable()
    {
        var table = new DefaultJsonNameTable();
        table.Add(Token);
        foreach (var name in Shown)
        {
            table.Add(name);
        }

        return table;
    }
}
