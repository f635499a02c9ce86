using System.Collections.ObjectModel;
using System.Globalization;

namespace VpsOrg.Sandbox;

/// <summary>The addresses that are set aside for documentation: 762 by RFC 5737, then they repeat; plenty by RFC 3849.</summary>
internal static class Addresses
{
    private const int HostsPerRange = 254;

    /// <summary>The last byte of the address that the documentation's first server has.</summary>
    private const int FirstHost = 10;

    private static readonly ReadOnlyCollection<string> Ranges = Array.AsReadOnly(["203.0.113", "198.51.100", "192.0.2"]);

    public static string V4(int number)
    {
        var slot = (number + FirstHost - 2) % (Ranges.Count * HostsPerRange);
        return string.Format(CultureInfo.InvariantCulture, "{0}.{1}", Ranges[slot / HostsPerRange], (slot % HostsPerRange) + 1);
    }

    public static string V6(int number) => string.Format(
        CultureInfo.InvariantCulture,
        number > ushort.MaxValue ? "2001:0db8::{0:x}:{1:x}" : "2001:0db8::{1:x}",
        number >> 16,
        number & ushort.MaxValue);
}
