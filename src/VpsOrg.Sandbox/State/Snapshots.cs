namespace VpsOrg.Sandbox;

/// <summary>The snapshots of all servers, in the order in which they came. Not thread safe: the account's lock guards it.</summary>
internal sealed class Snapshots(SandboxOptions options, Schedule schedule)
{
    /// <summary>How many the API makes of one server, as documented. Invented: those that are being made or have failed count.</summary>
    public const int MostOfOneServer = 5;

    private readonly List<SnapshotRecord> _all = [];
    private readonly Queue<string> _failures = new();
    private int _lastNumber;

    public IReadOnlyList<SnapshotRecord> All => _all;

    public SnapshotRecord? Find(string? id) => _all.Find(snapshot => snapshot.Id == id);

    public int CountOf(ServerRecord server) => _all.Count(snapshot => snapshot.Server == server);

    public bool AnyInProgress(ServerRecord server) =>
        _all.Exists(snapshot => snapshot.Server == server && snapshot.Status == SnapshotStatus.InProgress);

    /// <summary>The snapshots that the list shows by now, the latest first, as the documentation has them; those of one server where a server's id is given.</summary>
    public IReadOnlyList<SnapshotRecord> ListedAt(DateTimeOffset now, string? serverId)
    {
        var listed = _all.FindAll(snapshot => snapshot.ListedAt <= now && (serverId is null || snapshot.Server.Id == serverId));
        listed.Reverse();
        return listed;
    }

    public SnapshotRecord Add(ServerRecord server, string name, string? description, DateTimeOffset createdAt)
    {
        var snapshot = new SnapshotRecord(ItemKey.OfSnapshot(++_lastNumber, options), server, name, description, createdAt);
        _all.Add(snapshot);
        return snapshot;
    }

    /// <summary>Begins a snapshot, which ends by itself: well, unless a test has said otherwise.</summary>
    public SnapshotRecord Take(ServerRecord server, string name, string? description, DateTimeOffset now)
    {
        var snapshot = Add(server, name, description, now);
        var end = _failures.Count > 0 ? _failures.Dequeue() : SnapshotStatus.Completed;
        snapshot.ListedAt = now + options.ListLag;
        snapshot.Pending = schedule.Add(now + (options.SnapshotDelay ?? options.TransitionDelay), _ => SetStatus(snapshot, end));
        return snapshot;
    }

    public void FailNext(string status) => _failures.Enqueue(status);

    /// <summary>Puts a snapshot into a status where it stays.</summary>
    public void SetStatus(SnapshotRecord snapshot, string status)
    {
        Settle(snapshot);
        snapshot.Status = status;
    }

    public void Remove(SnapshotRecord snapshot)
    {
        Settle(snapshot);
        _all.Remove(snapshot);
    }

    public void RemoveAllOf(ServerRecord server)
    {
        foreach (var snapshot in _all.FindAll(snapshot => snapshot.Server == server))
        {
            Remove(snapshot);
        }
    }

    private void Settle(SnapshotRecord snapshot)
    {
        schedule.Cancel(snapshot.Pending);
        snapshot.Pending = null;
    }
}
