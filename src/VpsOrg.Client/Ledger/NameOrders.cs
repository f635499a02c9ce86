namespace VpsOrg.Client;

/// <summary>The orders of one name: one is placed at a time, and what became of the earlier ones is known to the next.</summary>
internal sealed class NameOrders
{
    private readonly List<OpenOrder> _open = [];
    private readonly HashSet<string> _writes = new(StringComparer.Ordinal);
    private MadeServer? _made;
    private int _turns;

    /// <summary>Held by the order that is being placed.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>How many turns there have been: whether the same order still holds the turn.</summary>
    public int Turns => Volatile.Read(ref _turns);

    /// <summary>The server of this name that was made last and is not known to be gone; null where there is none.</summary>
    public MadeServer? Made
    {
        get => Volatile.Read(ref _made);
        set => Volatile.Write(ref _made, value);
    }

    /// <summary>The orders whose outcome is open: in flight, or doubtful.</summary>
    public IReadOnlyList<OpenOrder> Open
    {
        get
        {
            lock (_open)
            {
                return _open.ToArray();
            }
        }
    }

    /// <summary>Those of which nobody knows what became.</summary>
    public IReadOnlyList<OpenOrder> Doubtful => Open.Where(order => order.Doubt is not null).ToArray();

    public void Begin(OpenOrder order)
    {
        Interlocked.Increment(ref _turns);
        lock (_open)
        {
            _open.Add(order);
        }
    }

    /// <summary>Whether what a line of the trail tells is known here: an own order's, or one that was taken from there.</summary>
    public bool Knows(string write)
    {
        lock (_open)
        {
            return _writes.Contains(write);
        }
    }

    /// <summary>What a line of the trail tells is known here from now on.</summary>
    public void Know(string write)
    {
        lock (_open)
        {
            _writes.Add(write);
        }
    }

    /// <summary>It is known now what became of it.</summary>
    public void Close(OpenOrder order)
    {
        lock (_open)
        {
            _open.Remove(order);
        }
    }
}
