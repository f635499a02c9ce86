namespace VpsOrg.PowerShell;

/// <summary>The account's servers by name, read once an invocation. Names are compared without regard to case.</summary>
internal sealed class NameIndex
{
    private readonly IReadOnlyList<VpsServer> _servers;
    private readonly ILookup<string, VpsServer> _byName;

    public NameIndex(IReadOnlyList<VpsServer> servers)
    {
        _servers = servers;
        _byName = servers.ToLookup(server => server.Name ?? string.Empty, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The one server of a name; null where there is none.</summary>
    /// <exception cref="AmbiguousServerNameException">There are several.</exception>
    public VpsServer? Find(string name)
    {
        var found = _byName[name].ToArray();
        return found.Length <= 1 ? found.FirstOrDefault() : throw new AmbiguousServerNameException(name, found);
    }

    /// <summary>All servers whose names match a wildcard pattern.</summary>
    public IEnumerable<VpsServer> Matching(string pattern)
    {
        var wildcard = NamePattern.Of(pattern);
        return _servers.Where(server => wildcard.IsMatch(server.Name ?? string.Empty));
    }
}
