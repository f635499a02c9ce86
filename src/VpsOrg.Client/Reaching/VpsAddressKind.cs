namespace VpsOrg.Client;

/// <summary>By which of its addresses a server is reached. The names are those of the properties of <see cref="VpsServer"/>.</summary>
public enum VpsAddressKind
{
    /// <summary>The IPv4 address: the one that is there first.</summary>
    IPAddress,

    /// <summary>The IPv6 address; only in the detail.</summary>
    IPv6Address,

    /// <summary>The host name. That of a new server seldom resolves yet.</summary>
    Hostname,
}
