using System.Globalization;

namespace VpsOrg.Client;

/// <summary>
/// A server of the account, as the API's list, detail and create answers describe it: flat values only, the same for the
/// same answer, so that JSON, CSV and Clixml of an unchanged account are the same each time.
/// </summary>
/// <remarks>
/// A list item carries neither <see cref="BackupsEnabled"/> nor <see cref="IPv6Address"/> nor <see cref="BandwidthGB"/>:
/// they are null until the detail is read, and <see cref="IsDetailed"/> tells such a null from one that the API said.
/// Nothing here can be set from outside, so that no binder can forge a server from a row of a table.
/// </remarks>
public sealed class VpsServer : IOpenModel
{
    internal VpsServer()
    {
    }

    /// <summary>The API's <c>id</c>, by which every request names this server: an <see cref="int"/> where it fits, a <see cref="long"/> beyond, or text.</summary>
    public object Id => Key.Value;

    /// <summary>The API's <c>name</c>: letters, digits and hyphens. Not unique.</summary>
    public string? Name { get; internal set; }

    /// <summary>The API's <c>status</c>, unchanged: the set is open. <see cref="VpsServerStatus"/> has those seen.</summary>
    public string? Status { get; internal set; }

    /// <summary>The IPv4 address, or null while the server is being provisioned.</summary>
    public string? IPAddress { get; internal set; }

    /// <summary>The IPv6 address; only in the detail.</summary>
    public string? IPv6Address { get; internal set; }

    /// <summary>The fully qualified host name, where one was given.</summary>
    public string? Hostname { get; internal set; }

    /// <summary>The code of the data centre, e.g. <c>us-west</c>.</summary>
    public string? Location { get; internal set; }

    /// <summary>The plan's id, by which a server of this plan is ordered.</summary>
    public object? PlanId => PlanDetail?.Id;

    /// <summary>The plan's name.</summary>
    public string? Plan => PlanDetail?.Name;

    /// <summary>The operating system's id, by which a server with it is ordered.</summary>
    public object? OsId => OSDetail?.Id;

    /// <summary>The name and version of the operating system that was installed, e.g. <c>Debian 12</c>.</summary>
    public string? OS => OSDetail?.Name;

    /// <summary>The plan's number of virtual processors.</summary>
    public long? VCpus => PlanDetail?.VCpus;

    /// <summary>The plan's memory in MB.</summary>
    public long? MemoryMB => PlanDetail?.MemoryMB;

    /// <summary>The plan's storage in GB.</summary>
    public long? StorageGB => PlanDetail?.StorageGB;

    /// <summary>The plan's bandwidth in GB a month; only in the detail.</summary>
    public long? BandwidthGB => PlanDetail?.BandwidthGB;

    /// <summary>Whether automatic backups are on; null in a list item, which does not say.</summary>
    public bool? BackupsEnabled { get; internal set; }

    /// <summary>Whether the server's detail was read: what is null then, the API did not say.</summary>
    public bool IsDetailed { get; internal set; }

    /// <summary>When the server was ordered, in local time.</summary>
    public DateTime? CreatedAt => Created?.ToLocalTime();

    /// <summary>When the server last changed, in local time.</summary>
    public DateTime? UpdatedAt => Updated?.ToLocalTime();

    /// <summary>When the server was ordered, in UTC, as ISO 8601 text: the same in every culture and time zone.</summary>
    public string? CreatedAtUtc => Iso(Created);

    /// <summary>When the server last changed, in UTC, as ISO 8601 text.</summary>
    public string? UpdatedAtUtc => Iso(Updated);

    /// <summary>What the API said of the order; only in a create answer.</summary>
    public string? Message { get; internal set; }

    /// <summary>The plan, with what the API adds to it one day.</summary>
    internal VpsPlan? PlanDetail { get; set; }

    /// <summary>The operating system, with what the API adds to it one day.</summary>
    internal VpsOperatingSystem? OSDetail { get; set; }

    /// <summary>What the server uses of its plan; only in the detail.</summary>
    internal VpsResourceUsage? ResourceUsage { get; set; }

    /// <summary>
    /// Fields of the answer that no property knows, by their wire names, as plain .NET values; null for those that only
    /// other servers of the same list have.
    /// </summary>
    internal IReadOnlyDictionary<string, object?> AdditionalProperties { get; set; } = NoProperties.Instance;

    IReadOnlyDictionary<string, object?> IOpenModel.AdditionalProperties
    {
        get => AdditionalProperties;
        set => AdditionalProperties = value;
    }

    /// <summary>When the server was ordered, in UTC.</summary>
    internal DateTime? Created { get; set; }

    /// <summary>When the server last changed, in UTC.</summary>
    internal DateTime? Updated { get; set; }

    /// <summary>How many days ago the server was ordered, by the clock of the client that read it.</summary>
    internal double? AgeDays => (Clock.UtcNow.UtcDateTime - Created)?.TotalDays;

    /// <summary>When its detail was read, in UTC by the API's clock (<c>Date</c>); null where the answer did not tell, and for servers of a list.</summary>
    internal DateTime? ReadAt { get; set; }

    /// <summary>The same by the clock that makes it younger, where the API's is known, too: this machine's may be fast.</summary>
    internal double? LeastAgeDays => (ReadAt - Created)?.TotalDays is { } then && !(then > AgeDays) ? then : AgeDays;

    /// <summary>What to connect to: the host name, else the address.</summary>
    internal string? ComputerName => string.IsNullOrEmpty(Hostname) ? IPAddress : Hostname;

    /// <summary><see cref="Id"/> as requests need it.</summary>
    internal VpsId Key { get; set; }

    /// <summary><see cref="PlanId"/> as an order needs it.</summary>
    internal VpsId? PlanKey => PlanDetail?.Key;

    /// <summary><see cref="OsId"/> as an order needs it.</summary>
    internal VpsId? OSKey => OSDetail?.Key;

    /// <summary>The clock that <see cref="AgeDays"/> goes by: that of the client which read the server.</summary>
    internal Clock Clock { get; set; } = Clock.System;

    /// <summary>The session that the server came from. Internal, so that no serializer and no view ever sees it.</summary>
    internal object? Session { get; set; }

    /// <summary>The server's name, or its id where it has none.</summary>
    public override string ToString() =>
        string.IsNullOrEmpty(Name) ? Key.ToString() : Name!;

    /// <summary>The same server with another status; the rest as it was read.</summary>
    internal VpsServer WithStatus(string? status)
    {
        var copy = (VpsServer)MemberwiseClone();
        copy.Status = status;
        return copy;
    }

    private static string? Iso(DateTime? utc) => utc?.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
