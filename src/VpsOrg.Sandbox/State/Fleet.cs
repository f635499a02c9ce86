using System.Globalization;

namespace VpsOrg.Sandbox;

/// <summary>All servers of the account, in the order of their ids. Not thread safe: the account's lock guards it.</summary>
internal sealed class Fleet(TimeSpan transitionDelay)
{
    /// <summary>The id of the documentation's own new server.</summary>
    private const long FirstNewId = 12347;

    private readonly List<ServerRecord> _servers = [];
    private readonly AddressPool _addresses = new();
    private readonly Queue<Transition> _transitions = new();
    private long _nextId = FirstNewId;

    public IReadOnlyList<ServerRecord> Servers => _servers;

    /// <summary>Another number after every change.</summary>
    public long Version { get; private set; }

    public long TakeId() => _nextId++;

    public ServerRecord? Find(long id)
    {
        var index = IndexOf(id);
        return index < 0 ? null : _servers[index];
    }

    /// <summary>Takes in a server whose id is above all others; one that is not provisioning gets addresses.</summary>
    public void Add(ServerRecord server)
    {
        _servers.Add(server);
        if (server.IpAddress != null)
        {
            _addresses.Reserve(server.IpAddress);
        }

        GiveAddresses(server);
        Version++;
    }

    public void Remove(ServerRecord server)
    {
        server.Pending = null;
        _servers.RemoveAt(IndexOf(server.Id));
        if (server.IpAddress != null)
        {
            _addresses.Release(server.IpAddress);
        }

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
        server.Pending = new Transition(server, target, now + transitionDelay);
        _transitions.Enqueue(server.Pending);
    }

    /// <summary>Puts a server into a status where it stays.</summary>
    public void SetStatus(ServerRecord server, string status, DateTimeOffset now)
    {
        server.Pending = null;
        Change(server, changed => changed.Status = status, now);
        GiveAddresses(server);
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

    private void GiveAddresses(ServerRecord server)
    {
        if (server.Status != ServerStatus.Provisioning)
        {
            server.IpAddress ??= _addresses.Take();
            server.Ipv6Address ??= "2001:0db8::" + (server.Id - FirstNewId + 3).ToString("x", CultureInfo.InvariantCulture);
        }
    }

    private int IndexOf(long id)
    {
        var low = 0;
        var high = _servers.Count - 1;
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            if (_servers[middle].Id == id)
            {
                return middle;
            }

            if (_servers[middle].Id < id)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return -1;
    }
}
