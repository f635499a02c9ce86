namespace VpsOrg.PowerShell;

/// <summary>
/// Finds the snapshots that references name in lists that it reads itself: each once an invocation, also where that fails, and
/// again where it is more than a minute old. What a piped object says of a snapshot is only compared with them.
/// </summary>
/// <param name="read">Reads the snapshots of a session: of one server, or all.</param>
internal sealed class SnapshotFinder(Func<VpsSession, VpsId?, IReadOnlyList<VpsSnapshot>> read)
{
    private readonly Dictionary<(VpsSession Session, VpsId? Server), (TimeSpan ReadAt, Lazy<IReadOnlyList<VpsSnapshot>> Snapshots)> _lists = [];

    /// <summary>The snapshot that an id means, where it is what else was said of it.</summary>
    /// <exception cref="SnapshotNotFoundException">There is none.</exception>
    /// <exception cref="SnapshotMismatchException">It is of another server, has another name, or the list does not say whose it is.</exception>
    public SnapshotTarget Find(SnapshotReference reference, VpsSession session)
    {
        var found = List(session, server: null).FirstOrDefault(snapshot => snapshot.Key == reference.Id)
            ?? throw new SnapshotNotFoundException(reference.Id, session.Place);
        var isMeant = (reference.ClaimedServer is not { } claimed || claimed == found.ServerKey) && (reference.ClaimedName is not { } name || IsNamed(found, name));
        return isMeant && found.ServerKey is { } server
            ? new SnapshotTarget(found, new ServerTarget(session, server, server: null, reference.Original), reference.Original)
            : throw new SnapshotMismatchException(found, reference.ClaimedServer, reference.ClaimedName);
    }

    /// <summary>The snapshot of a server that has exactly a name.</summary>
    /// <exception cref="SnapshotNotFoundException">None has it.</exception>
    /// <exception cref="AmbiguousSnapshotNameException">Several have it.</exception>
    public SnapshotTarget Find(ServerTarget server, string name)
    {
        var found = List(server.Session, server.Id).Where(snapshot => snapshot.ServerKey == server.Id && IsNamed(snapshot, name)).ToArray();
        return found.Length switch
        {
            0 => throw new SnapshotNotFoundException(name, server.ToString()),
            1 => new SnapshotTarget(found[0], server, name),
            _ => throw new AmbiguousSnapshotNameException(name, server.ToString(), found),
        };
    }

    private IReadOnlyList<VpsSnapshot> List(VpsSession session, VpsId? server)
    {
        var now = session.Clock.Elapsed;
        if (!_lists.TryGetValue((session, server), out var list) || now - list.ReadAt > ServerFinder.Fresh)
        {
            list = (now, new Lazy<IReadOnlyList<VpsSnapshot>>(() => read(session, server)));
            _lists[(session, server)] = list;
        }

        return list.Snapshots.Value;
    }

    private static bool IsNamed(VpsSnapshot snapshot, string name) => string.Equals(snapshot.Name, name.Trim(), StringComparison.OrdinalIgnoreCase);
}
