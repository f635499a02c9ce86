namespace VpsOrg.Client;

/// <summary>
/// When this session first saw each server: what it saw before an order was sent cannot be the ordered server.
/// </summary>
internal sealed class SeenServers
{
    private readonly Dictionary<long, long> _firstSeen = [];
    private readonly HashSet<long> _claimed = [];
    private long _moment;

    /// <summary>A moment between two sightings.</summary>
    public long Now()
    {
        lock (_firstSeen)
        {
            return ++_moment;
        }
    }

    public void Note(long id)
    {
        lock (_firstSeen)
        {
            NoteLocked(id);
        }
    }

    public void NoteAll(IReadOnlyCollection<VpsServer> servers)
    {
        lock (_firstSeen)
        {
            foreach (var server in servers)
            {
                NoteLocked(server.Id);
            }
        }
    }

    /// <summary>Whether a server was known at a moment, or is the answer to another order.</summary>
    public bool WasKnown(long id, long moment)
    {
        lock (_firstSeen)
        {
            return _claimed.Contains(id) || (_firstSeen.TryGetValue(id, out var seen) && seen <= moment);
        }
    }

    /// <summary>Makes a server the answer to one order; false where it already is that of another.</summary>
    public bool TryClaim(long id)
    {
        lock (_firstSeen)
        {
            NoteLocked(id);
            return _claimed.Add(id);
        }
    }

    private void NoteLocked(long id)
    {
        if (!_firstSeen.ContainsKey(id))
        {
            _firstSeen.Add(id, _moment + 1);
        }
    }
}
