namespace VpsOrg.PowerShell;

/// <summary>
/// Finds the servers that references name. The list of a session's servers is read once an invocation, also where that
/// fails.
/// </summary>
/// <param name="command">Who asks, for messages.</param>
/// <param name="allowsWildcards">Whether a name may hold wildcards. Only where nothing is changed.</param>
/// <param name="read">Reads all servers of a session.</param>
internal sealed class ServerFinder(string? command, bool allowsWildcards, Func<VpsSession, IReadOnlyList<VpsServer>> read)
{
    private readonly Dictionary<VpsSession, Lazy<NameIndex>> _names = [];

    /// <summary>The servers; none where a wildcard matches none.</summary>
    /// <exception cref="ServerNotFoundException">No server has the name.</exception>
    /// <exception cref="AmbiguousServerNameException">Several have it.</exception>
    /// <exception cref="ArgumentException">The name holds wildcards, which are not allowed here.</exception>
    public IEnumerable<ServerTarget> Find(ServerReference reference, VpsSession session)
    {
        if (reference.Id is { } id)
        {
            return [new ServerTarget(session, id, reference.Server, reference.Original)];
        }

        var name = reference.Name!;
        if (WildcardPattern.ContainsWildcardCharacters(name))
        {
            return allowsWildcards
                ? Names(session).Matching(name).Select(server => new ServerTarget(session, server.Id, server, reference.Original))
                : throw new ArgumentException($"'{name}' holds wildcards, which this command does not accept: pipe servers into it instead, e.g. Get-VpsServer -Name '{name}' | {command}.");
        }

        var found = Names(session).Find(name) ?? throw new ServerNotFoundException(name, session.Place);
        return [new ServerTarget(session, found.Id, found, reference.Original)];
    }

    private NameIndex Names(VpsSession session)
    {
        if (!_names.TryGetValue(session, out var names))
        {
            names = new Lazy<NameIndex>(() => new NameIndex(read(session)));
            _names.Add(session, names);
        }

        return names.Value;
    }
}
