using System.Net;

namespace VpsOrg.Client;

/// <summary>Whether an address is this machine's own, however it is spelled: no proxy is asked for it, and http is safe.</summary>
internal static class Loopback
{
    /// <summary>Whether it is <c>localhost</c>, 127.0.0.0/8 or ::1, also as an IPv4 address inside an IPv6 one, and with a last dot.</summary>
    public static bool Is(Uri address)
    {
        if (!address.IsAbsoluteUri)
        {
            return false;
        }

        var host = address.DnsSafeHost.TrimEnd('.');
        return string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip));
    }
}
