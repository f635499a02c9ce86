namespace VpsOrg.Sandbox;

/// <summary>All servers of the account, in the order in which they came. Not thread safe: the account's lock guards it.</summary>
internal sealed class Fleet(SandboxOptions options)
{
    /// <summary>So many numbers are those of the documentation's own servers, whether they are there or not.</summary>
    private const int Documented = 2;

    private readonly List<ServerRecord> _servers = [];
    private readonly Dictionary<string, ServerRecord> _byId = new(StringComparer.Ordinal);
    private readonly Queue<Transition> _transitions = new();
    private readonly Queue<ServerRecord> _unlisted = new();
    private int _lastNumber = Documented;

    public IReadOnlyList<ServerRecord> Servers => _servers;

    /// <summary>Another number after every change.</summary>
    public long Version { get; private set; }

    public ServerKey KeyOf(int number) => ServerKey.Of(number, options);

    public ServerKey TakeKey() => KeyOf(++_lastNumber);

    public ServerRecord? Find(string? id) => id is not null && _byId.TryGetValue(id, out var server) ? server : null;

    /// <summary>The servers that the list shows by now.</summary>
    public IReadOnlyList<ServerRecord> ListedAt(DateTimeOffset now) =>
        _unlisted.Count == 0 ? _servers : _servers.FindAll(server => server.ListedAt <= now);

    /// <summary>Takes in a server that was ordered: reads learn of it later than writes.</summary>
    public void Order(ServerRecord server, DateTimeOffset now)
    {
        server.ListedAt = now + options.ListLag;
        server.ShownAt = now + options.DetailLag;
        _unlisted.Enqueue(server);
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
    public void Begin(ServerRecord server, string passing, string target, DateTimeOffset now)
    {
        SetStatus(server, passing, now);
        server.Pending = new Transition(server, target, now + options.TransitionDelay);
        _transitions.Enqueue(server.Pending);
    }

    /// <summary>Puts a server into a status where it stays. Its ports close, and open again in their time.</summary>
    public void SetStatus(ServerRecord server, string status, DateTimeOffset now)
    {
        server.Pending = null;
        server.StatusSince = now;
        server.Ports.Close();
        Change(server, changed => changed.Status = status, now);
    }

    /// <summary>Lets happen what has come due. All transitions take equally long, and so do all servers until the list shows them: the oldest is first.</summary>
    public void Settle(DateTimeOffset now)
    {
        while (_unlisted.Count > 0 && _unlisted.Peek().ListedAt <= now)
        {
            _unlisted.Dequeue();
            Version++;
        }

        while (_transitions.Count > 0 && (!_transitions.Peek().IsCurrent || _transitions.Peek().DueAt <= now))
        {
            var transition = _transitions.Dequeue();
            if (transition.IsCurrent)
            {
                SetStatus(transition.Server, transition.Target, transition.DueAt);
            }
        }
    }
}
