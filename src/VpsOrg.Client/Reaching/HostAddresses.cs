using System.Net;
using System.Net.Sockets;

namespace VpsOrg.Client;

/// <summary>
/// Finds where a host is. Resolving a name cannot be cancelled, and may take as long as it likes: so it has a thread of its
/// own, which no other work waits for, and a name that is still being resolved is not asked for again beside that.
/// </summary>
/// <param name="resolve">Resolves a name, as <see cref="Dns.GetHostAddresses(string)"/> does.</param>
internal sealed class HostAddresses(Func<string, IPAddress[]> resolve)
{
    /// <summary>A name may lead to any number; so many are tried.</summary>
    private const int Most = 8;

    private readonly Dictionary<string, Task<IPAddress[]>> _lookups = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds as this machine does.</summary>
    public HostAddresses()
        : this(Dns.GetHostAddresses)
    {
    }

    /// <summary>Where a port of a host is.</summary>
    /// <param name="host">An address, or a name.</param>
    /// <param name="port">The port.</param>
    /// <exception cref="SocketException">The name leads nowhere.</exception>
    public async Task<IReadOnlyList<IPEndPoint>> FindAsync(string host, int port)
    {
        var addresses = IPAddress.TryParse(host, out var address) ? [address] : await ResolveAsync(host).ConfigureAwait(false);
        var usable = addresses.Where(IsSomewhere).Take(Most).Select(found => new IPEndPoint(found, port)).ToList();
        return usable.Count > 0 ? usable : throw new SocketException((int)SocketError.HostNotFound);
    }

    /// <summary>Whether an address leads anywhere. One of nothing but zeros means this very machine to a socket: its ports say nothing about a server.</summary>
    public static bool IsSomewhere(IPAddress address) =>
        (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes().Any(part => part != 0);

    private Task<IPAddress[]> ResolveAsync(string host)
    {
        if (Uri.CheckHostName(host) != UriHostNameType.Dns)
        {
            throw new SocketException((int)SocketError.HostNotFound); // An empty name would be this machine's own.
        }

        lock (_lookups)
        {
            if (!_lookups.TryGetValue(host, out var lookup) || lookup.IsCompleted)
            {
                lookup = Task.Factory.StartNew(() => resolve(host), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                _lookups[host] = lookup;
            }

            return lookup;
        }
    }
}
