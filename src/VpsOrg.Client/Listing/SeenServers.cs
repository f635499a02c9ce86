namespace VpsOrg.Client;

/// <summary>
/// When this session first saw each server: what it saw before an order was sent cannot be the ordered server.
/// </summary>
internal sealed class SeenServers
{
    private readonly Dictionary<VpsId, long> _firstSeen = [];
    private long _moment;
    private TimeSpan? _lastWhole;

    /// <summary>When the last list began that showed every server of the account, on the monotonic clock; null where there was none.</summary>
    public TimeSpan? LastWhole
    {
        get
        {
            lock (_firstSeen)
            {
                return _lastWhole;
            }
        }
    }

    /// <summary>A moment between two sightings.</summary>
    public long Now()
    {
        lock (_firstSeen)
        {
            return ++_moment;
        }
    }

    public void Note(VpsId id)
    {
        lock (_firstSeen)
        {
            NoteLocked(id);
        }
    }

    /// <param name="servers">What a list showed.</param>
    /// <param name="whole">When the list began, where it showed every server of the account.</param>
    public void NoteAll(IReadOnlyCollection<VpsServer> servers, TimeSpan? whole)
    {
        lock (_firstSeen)
        {
            foreach (var server in servers)
            {
                NoteLocked(server.Key);
            }

            _lastWhole = whole ?? _lastWhole;
        }
    }

    /// <summary>Whether a server was known at a moment.</summary>
    public bool WasKnown(VpsId id, long moment)
    {
        lock (_firstSeen)
        {
            return _firstSeen.TryGetValue(id, out var seen) && seen <= moment;
        }
    }

    /// <summary>Whether an id is text where those of all servers that were seen are numbers, or a number where they are text.</summary>
    public bool IsForeign(VpsId id)
    {
        lock (_firstSeen)
        {
            return _firstSeen.Count > 0 && _firstSeen.Keys.All(seen => seen.Number is null != id.Number is null);
        }
    }

    private void NoteLocked(VpsId id)
    {
        if (!_firstSeen.ContainsKey(id))
        {
            _firstSeen.Add(id, _moment + 1);
        }
    }
}
