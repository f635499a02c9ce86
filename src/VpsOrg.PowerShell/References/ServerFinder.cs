namespace VpsOrg.PowerShell;

/// <summary>
/// Finds the servers that references name. The list of a session's servers is read once an invocation, also where that
/// fails, and again where it is more than a minute old: a name may lead to another server by then.
/// </summary>
/// <param name="command">Who asks, for messages.</param>
/// <param name="allowsWildcards">Whether a name may hold wildcards. Only where nothing is changed.</param>
/// <param name="read">Reads all servers of a session.</param>
internal sealed class ServerFinder(string? command, bool allowsWildcards, Func<VpsSession, IReadOnlyList<VpsServer>> read)
{
    /// <summary>How long a name leads to the same server without another look.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly Dictionary<VpsSession, (TimeSpan ReadAt, Lazy<NameIndex> Index)> _names = [];

    /// <summary>The servers; none where a wildcard matches none.</summary>
    /// <exception cref="ServerNotFoundException">No server has the name.</exception>
    /// <exception cref="AmbiguousServerNameException">Several have it.</exception>
    /// <exception cref="ArgumentException">The name holds wildcards, which are not allowed here.</exception>
    public IEnumerable<ServerTarget> Find(ServerReference reference, VpsSession session)
    {
        if (reference.Id is { } id)
        {
            return [new ServerTarget(session, id, reference.Server, reference.Original) { ClaimedName = reference.ClaimedName }];
        }

        var name = reference.Name!;
        if (WildcardPattern.ContainsWildcardCharacters(name))
        {
            return allowsWildcards
                ? Names(session).Index.Value.Matching(name).Select(server => new ServerTarget(session, server.Key, server, reference.Original))
                : throw new ArgumentException($"'{name}' holds wildcards, which this command does not accept: pipe servers into it instead, e.g. Get-VpsServer -Name '{name}' | {command}.");
        }

        var names = Names(session);
        var found = names.Index.Value.Find(name) ?? throw new ServerNotFoundException(name, session.Place);
        return [new ServerTarget(session, found.Key, found, reference.Original) { FoundBy = (name, names.ReadAt) }];
    }

    private (TimeSpan ReadAt, Lazy<NameIndex> Index) Names(VpsSession session)
    {
        var now = session.Clock.Elapsed;
        if (!_names.TryGetValue(session, out var names) || now - names.ReadAt > Fresh)
        {
            names = (now, new Lazy<NameIndex>(() => new NameIndex(read(session))));
            _names[session] = names;
        }

        return names;
    }
}
