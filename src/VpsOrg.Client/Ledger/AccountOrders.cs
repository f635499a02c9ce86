namespace VpsOrg.Client;

/// <summary>The orders of one account.</summary>
internal sealed class AccountOrders
{
    private readonly Dictionary<string, NameOrders> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<VpsId, MadeServer> _made = [];
    private readonly HashSet<VpsId> _claimed = [];

    /// <summary>The orders of one name, case aside.</summary>
    public NameOrders Of(string name)
    {
        lock (_names)
        {
            if (!_names.TryGetValue(name, out var orders))
            {
                orders = new NameOrders();
                _names.Add(name, orders);
            }

            return orders;
        }
    }

    /// <summary>Makes a server the answer to one order; false where it already is that of another.</summary>
    public bool TryClaim(VpsId id)
    {
        lock (_names)
        {
            return _claimed.Add(id);
        }
    }

    /// <summary>Whether a server is the answer to some order.</summary>
    public bool IsClaimed(VpsId id)
    {
        lock (_names)
        {
            return _claimed.Contains(id);
        }
    }

    /// <summary>Remembers a server that an order made.</summary>
    public void Remember(NameOrders name, MadeServer server)
    {
        lock (_names)
        {
            _made[server.Id] = server;
            name.Made = server;
        }
    }

    /// <summary>The server of this id, where an order of this process made it.</summary>
    public MadeServer? Find(VpsId id)
    {
        lock (_names)
        {
            return _made.TryGetValue(id, out var server) ? server : null;
        }
    }

    /// <summary>A server is no more.</summary>
    public void Forget(VpsId id)
    {
        lock (_names)
        {
            _made.Remove(id);
            _claimed.Remove(id);
            foreach (var name in _names.Values.Where(name => name.Made?.Id == id))
            {
                name.Made = null;
            }
        }
    }
}
