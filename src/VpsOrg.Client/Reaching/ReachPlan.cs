using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace VpsOrg.Client;

/// <summary>How a server is to be reached before a wait for it is over.</summary>
/// <param name="Ports">The ports that are to be open, each once.</param>
/// <param name="Address">Where.</param>
internal sealed record ReachPlan(IReadOnlyList<int> Ports, VpsAddressKind Address)
{
    /// <summary>
    /// Whether the server was told to restart: then a port that is open may be so since before. It counts only once it was
    /// seen closed, or once the status was seen to leave and to come back; the time of the last change moves already when
    /// the restart is accepted, and shows nothing.
    /// </summary>
    public bool AfterRestart { get; init; }

    /// <summary>From the beginning of one attempt at a port to that of the next.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long an attempt may take. A lost packet is sent again after one second, and after three.</summary>
    public TimeSpan Bound { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Ports, as messages name them: <c>port 22</c>, <c>ports 22, 443</c>.</summary>
    public static string NamesOf(IEnumerable<int> ports)
    {
        var names = ports.Select(number => number.ToString(CultureInfo.InvariantCulture)).ToList();
        return (names.Count == 1 ? "port " : "ports ") + string.Join(", ", names);
    }

    /// <summary>The kind of address, as messages name it.</summary>
    public string AddressName => Address switch
    {
        VpsAddressKind.IPAddress => "IPv4 address",
        VpsAddressKind.IPv6Address => "IPv6 address",
        _ => "host name",
    };

    /// <summary>Where a server is to be reached; null where the API has not told, or told something that is no such address.</summary>
    public string? AddressOf(VpsServer server) => Address switch
    {
        VpsAddressKind.IPAddress => server.IPAddress is { } text && IsOf(AddressFamily.InterNetwork, text) ? text : null,
        VpsAddressKind.IPv6Address => server.IPv6Address is { } text && IsOf(AddressFamily.InterNetworkV6, text) ? text : null,
        _ => string.IsNullOrWhiteSpace(server.Hostname) ? null : server.Hostname,
    };

    /// <summary>Whether a text is an address of a family, written out: <c>1</c> would be one as well. Zeros say that there is none yet.</summary>
    private static bool IsOf(AddressFamily family, string text) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily == family && HostAddresses.IsSomewhere(address)
        && (family == AddressFamily.InterNetworkV6 || address.ToString() == text);
}
