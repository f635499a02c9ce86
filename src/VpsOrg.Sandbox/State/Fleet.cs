namespace VpsOrg.Sandbox;

/// <summary>All servers of the account, in the order in which they came. Not thread safe: the account's lock guards it.</summary>
internal sealed class Fleet(SandboxOptions options, Schedule schedule)
{
    /// <summary>So many numbers are those of the documentation's own servers, whether they are there or not.</summary>
    private const int Documented = 2;

    private readonly List<ServerRecord> _servers = [];
    private readonly Dictionary<string, ServerRecord> _byId = new(StringComparer.Ordinal);
    private readonly Queue<string> _restoreFailures = new();
    private int _unlisted;
    private int _lastNumber = Documented;

    public IReadOnlyList<ServerRecord> Servers => _servers;

    /// <summary>Another number after every change.</summary>
    public long Version { get; private set; }

    public ItemKey KeyOf(int number) => ItemKey.OfServer(number, options);

    public ItemKey TakeKey() => KeyOf(++_lastNumber);

    public ServerRecord? Find(string? id) => id is not null && _byId.TryGetValue(id, out var server) ? server : null;

    /// <summary>The servers that the list shows by now.</summary>
    public IReadOnlyList<ServerRecord> ListedAt(DateTimeOffset now) =>
        _unlisted == 0 ? _servers : _servers.FindAll(server => server.ListedAt <= now);

    /// <summary>Takes in a server that was ordered: reads learn of it later than writes.</summary>
    public void Order(ServerRecord server, DateTimeOffset now)
    {
        server.ListedAt = now + options.ListLag;
        server.ShownAt = now + options.DetailLag;
        _unlisted++;
        schedule.Add(server.ListedAt, _ => ShowOne());
        Add(server);
        Begin(server, ServerStatus.Provisioning, ServerStatus.Active, now);
    }

    public void Add(ServerRecord server)
    {
        _servers.Add(server);
        _byId.Add(server.Id, server);
        Version++;
    }

    public void Remove(ServerRecord server)
    {
        schedule.Cancel(server.Pending);
        server.Pending = null;
        server.Ports.Close();
        _servers.Remove(server);
        _byId.Remove(server.Id);
        Version++;
    }

    public void Change(ServerRecord server, Action<ServerRecord> change, DateTimeOffset now)
    {
        change(server);
        server.UpdatedAt = now;
        Version++;
    }

    /// <summary>Puts a server into a passing status; it reaches the target by itself.</summary>
    public void Begin(ServerRecord server, string passing, string target, DateTimeOffset now) =>
        Begin(server, passing, target, now, options.TransitionDelay);

    /// <summary>Overwrites a server with one of its snapshots, which takes its time. It ends well, unless a test has said otherwise.</summary>
    public void Restore(SnapshotRecord snapshot, DateTimeOffset now)
    {
        var end = _restoreFailures.Count > 0 ? _restoreFailures.Dequeue() : options.StatusAfterRestore;
        Begin(snapshot.Server, ServerStatus.Restoring, end, now, options.RestoreDelay ?? options.TransitionDelay);
        snapshot.Server.RestoredFrom = snapshot;
    }

    public void FailNextRestore(string status) => _restoreFailures.Enqueue(status);

    /// <summary>Puts a server into a status where it stays. Its ports close, and open again in their time.</summary>
    public void SetStatus(ServerRecord server, string status, DateTimeOffset now)
    {
        schedule.Cancel(server.Pending);
        server.Pending = null;
        server.RestoredFrom = null;
        server.StatusSince = now;
        server.Ports.Close();
        Change(server, changed => changed.Status = status, now);
    }

    private void Begin(ServerRecord server, string passing, string target, DateTimeOffset now, TimeSpan time)
    {
        SetStatus(server, passing, now);
        server.Pending = schedule.Add(now + time, dueAt => SetStatus(server, target, dueAt));
    }

    private void ShowOne()
    {
        _unlisted--;
        Version++;
    }
}
