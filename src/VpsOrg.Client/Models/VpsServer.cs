namespace VpsOrg.Client;

/// <summary>
/// A server of the account, as the API's list, detail and create answers describe it.
/// </summary>
/// <remarks>
/// A list item carries neither <see cref="BackupsEnabled"/> nor <see cref="IPv6Address"/> nor
/// <see cref="ResourceUsage"/>: they are null until the detail is read. Nothing here can be set from outside,
/// so that no binder can forge a server from a row of a table.
/// </remarks>
public sealed class VpsServer
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

    /// <summary>The id of <see cref="Plan"/>, flat, so that an exported row can be imported again.</summary>
    public object? PlanId => Plan?.Id;

    /// <summary>The plan: its processors, memory, storage and bandwidth.</summary>
    public VpsPlan? Plan { get; internal set; }

    /// <summary>The id of <see cref="OS"/>, flat, so that an exported row can be imported again.</summary>
    public object? OsId => OS?.Id;

    /// <summary>The operating system that was installed.</summary>
    public VpsOperatingSystem? OS { get; internal set; }

    /// <summary>Whether automatic backups are on; null in a list item, which does not say.</summary>
    public bool? BackupsEnabled { get; internal set; }

    /// <summary>What the server uses of its plan; only in the detail.</summary>
    public VpsResourceUsage? ResourceUsage { get; internal set; }

    /// <summary>When the server was ordered, in local time.</summary>
    public DateTime? CreatedAt => Local(CreatedAtUtc);

    /// <summary>When the server last changed, in local time.</summary>
    public DateTime? UpdatedAt => Local(UpdatedAtUtc);

    /// <summary>How long ago the server was ordered, by this machine's clock.</summary>
    public TimeSpan? Age => Clock.UtcNow.UtcDateTime - CreatedAtUtc;

    /// <summary>What to connect to: the host name, else the address.</summary>
    public string? ComputerName => string.IsNullOrEmpty(Hostname) ? IPAddress : Hostname;

    /// <summary>What the API said of the order; only in a create answer.</summary>
    public string? Message { get; internal set; }

    /// <summary>Fields of the answer that no property knows, by their wire names, as plain .NET values.</summary>
    public IReadOnlyDictionary<string, object?> AdditionalProperties { get; internal set; } = NoProperties.Instance;

    /// <summary><see cref="Id"/> as requests need it.</summary>
    internal VpsId Key { get; set; }

    /// <summary>The clock that <see cref="Age"/> goes by: that of the client which read the server.</summary>
    internal Clock Clock { get; set; } = Clock.System;

    internal DateTime? CreatedAtUtc { get; set; }

    internal DateTime? UpdatedAtUtc { get; set; }

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

    private static DateTime? Local(DateTime? utc) => utc?.ToLocalTime();
}
