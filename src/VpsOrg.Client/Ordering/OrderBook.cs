namespace VpsOrg.Client;

/// <summary>The orders of a client that are on their way, and what became of those that nobody waited for.</summary>
internal sealed class OrderBook
{
    private readonly object _gate = new();
    private readonly List<OrderFlight> _open = [];
    private readonly Dictionary<OrderFlight, VpsOrder?> _justEnded = [];
    private List<VpsOrder> _ended = [];

    /// <summary>Those that may have arrived and have not ended.</summary>
    public IReadOnlyList<VpsOrder> Open
    {
        get
        {
            lock (_gate)
            {
                return [.. _open.Select(flight => flight.State).OfType<VpsOrder>()];
            }
        }
    }

    public void Begin(OrderFlight flight)
    {
        lock (_gate)
        {
            _open.Add(flight);
        }
    }

    /// <summary>An order has ended.</summary>
    /// <param name="flight">Which.</param>
    /// <param name="end">How; null where it was never sent.</param>
    public void End(OrderFlight flight, VpsOrder? end)
    {
        lock (_gate)
        {
            _open.Remove(flight);
            if (flight.IsDetached)
            {
                Keep(flight, end);
            }
            else
            {
                _justEnded.Add(flight, end);
            }
        }
    }

    /// <summary>Nobody waits for an order any more, whether or not it has ended in the same moment.</summary>
    public void Detach(OrderFlight flight)
    {
        lock (_gate)
        {
            flight.Detach();
            if (_justEnded.TryGetValue(flight, out var end))
            {
                _justEnded.Remove(flight);
                Keep(flight, end);
            }
        }
    }

    /// <summary>Whoever placed an order is told of its end.</summary>
    /// <returns>False where nobody waited any more when it ended: then its end is kept, and must not be told twice.</returns>
    public bool Tell(OrderFlight flight)
    {
        lock (_gate)
        {
            return _justEnded.Remove(flight);
        }
    }

    /// <summary>The orders that ended without anybody who waited, each once.</summary>
    public IReadOnlyList<VpsOrder> TakeEnded()
    {
        lock (_gate)
        {
            return Take();
        }
    }

    /// <summary>The same, and behind them those that are still open: no order ends unseen between two looks.</summary>
    public IReadOnlyList<VpsOrder> TakeAll()
    {
        lock (_gate)
        {
            return [.. Take(), .. Open];
        }
    }

    /// <summary>Somebody took them, and could tell nobody of them: whoever takes next gets them. Those that are open are still here.</summary>
    public void GiveBack(IEnumerable<VpsOrder> untold)
    {
        lock (_gate)
        {
            _ended.InsertRange(0, untold.Where(order => order.State != VpsOrderState.InFlight));
        }
    }

    private List<VpsOrder> Take()
    {
        var ended = _ended;
        _ended = [];
        return ended;
    }

    private void Keep(OrderFlight flight, VpsOrder? end)
    {
        if (end is not null)
        {
            flight.IsKept = true;
            _ended.Add(end);
        }
    }
}
