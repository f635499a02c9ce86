namespace VpsOrg.Client;

/// <summary>The servers of a list by id and by name, case and blanks around names aside.</summary>
internal sealed class ServerNames
{
    private readonly Dictionary<VpsId, VpsServer> _byId;
    private readonly ILookup<string, VpsServer> _byName;
    private readonly ILookup<string, VpsServer> _byHost;

    /// <param name="servers">The list.</param>
    public ServerNames(IReadOnlyList<VpsServer> servers)
    {
        All = servers;
        _byId = servers.ToDictionary(server => server.Key);
        _byName = servers.ToLookup(server => server.Name?.Trim() ?? string.Empty, StringComparer.OrdinalIgnoreCase);
        _byHost = servers.Where(server => !string.IsNullOrWhiteSpace(server.Hostname)).ToLookup(server => server.Hostname!.Trim(), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>All servers, in the order of the list.</summary>
    public IReadOnlyList<VpsServer> All { get; }

    /// <summary>Whether two names are the same.</summary>
    public static bool AreSame(string? left, string? right) => string.Equals(left?.Trim(), right?.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>The server of an id; null where the list shows none.</summary>
    public VpsServer? Of(VpsId id) => _byId.TryGetValue(id, out var server) ? server : null;

    /// <summary>The servers of a name.</summary>
    public IReadOnlyList<VpsServer> Named(string? name) => string.IsNullOrWhiteSpace(name) ? [] : _byName[name!.Trim()].ToArray();

    /// <summary>The servers of a host name.</summary>
    public IEnumerable<VpsServer> OfHost(string hostname) => _byHost[hostname];
}
