namespace VpsOrg.Sandbox;

/// <summary>All servers of the account, in the order in which they came. Not thread safe: the account's lock guards it.</summary>
internal sealed class Fleet(SandboxOptions options)
{
    /// <summary>So many numbers are those of the documentation's own servers, whether they are there or not.</summary>
    private const int Documented = 2;

    private readonly List<ServerRecord> _servers = [];
    private readonly Dictionary<string, ServerRecord> _byId = new(StringComparer.Ordinal);
    private readonly Queue<Transition> _transitions = new();
    private int _lastNumber = Documented;

    public IReadOnlyList<ServerRecord> Servers => _servers;

    /// <summary>Another number after every change.</summary>
    public long Version { get; private set; }

    public ServerKey KeyOf(int number) => new(number, options.ServerIdOf(number));

    public ServerKey TakeKey() => KeyOf(++_lastNumber);

    public ServerRecord? Find(string? id) => id is not null && _byId.TryGetValue(id, out var server) ? server : null;

    public void Add(ServerRecord server)
    {
        _servers.Add(server);
        _byId.Add(server.Id, server);
        Version++;
    }

    public void Remove(ServerRecord server)
    {
        server.Pending = null;
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

    /// <summary>Puts a server into a status where it stays.</summary>
    public void SetStatus(ServerRecord server, string status, DateTimeOffset now)
    {
        server.Pending = null;
        Change(server, changed => changed.Status = status, now);
    }

    /// <summary>Ends every transition whose time has come. They all take equally long, so the oldest is due first.</summary>
    public void Settle(DateTimeOffset now)
    {
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
