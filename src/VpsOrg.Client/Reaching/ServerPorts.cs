namespace VpsOrg.Client;

/// <summary>What is known of the ports of one server: from looks, where it is and whether it is up; from attempts, what they met. Thread safe.</summary>
internal sealed class ServerPorts
{
    private readonly object _gate = new();
    private readonly bool _afterRestart;
    private readonly Port[] _ports;
    private TaskCompletionSource<bool> _changed = NewSignal();
    private string? _address;
    private bool _isUp;
    private bool _wasAway;
    private int _era;

    /// <summary>Ports of which nothing is known yet.</summary>
    public ServerPorts(ReachPlan plan)
    {
        _afterRestart = plan.AfterRestart;
        _ports = [.. plan.Ports.Select(number => new Port(number))];
    }

    /// <summary>Their numbers.</summary>
    public IEnumerable<int> Numbers => _ports.Select(port => port.Number);

    /// <summary>Where they are tried; null where that is not known yet.</summary>
    public string? Address
    {
        get
        {
            lock (_gate)
            {
                return _address;
            }
        }
    }

    /// <summary>Whether each is open, and not only still open from before a restart.</summary>
    public bool AreOpen
    {
        get
        {
            lock (_gate)
            {
                return _ports.All(port => port.IsOpen);
            }
        }
    }

    /// <summary>Those that are not open, and what the last attempt met; null where none has ended.</summary>
    public IReadOnlyList<(int Number, PortReply? Last)> Missing
    {
        get
        {
            lock (_gate)
            {
                return [.. _ports.Where(port => !port.IsOpen).Select(port => (port.Number, port.Last))];
            }
        }
    }

    /// <summary>Takes what a look saw. Where the server moved, went away or came back, what was open before says nothing any more.</summary>
    /// <param name="address">Where it is; null where this look does not tell.</param>
    /// <param name="isUp">Whether it has the status in which its ports can be open.</param>
    public void See(string? address, bool isUp)
    {
        lock (_gate)
        {
            _wasAway |= !isUp;
            if ((address ?? _address) == _address && isUp == _isUp)
            {
                return;
            }

            var moved = address is not null && address != _address;
            (_address, _isUp) = (address ?? _address, isUp);
            _era++;
            Array.ForEach(_ports, port => (port.IsOpen, port.Last) = (false, moved ? null : port.Last));
            _changed.TrySetResult(true);
            _changed = NewSignal();
        }
    }

    /// <summary>What is to be tried now.</summary>
    public NextAttempt Next(int number)
    {
        lock (_gate)
        {
            var isWorthIt = (_isUp || _afterRestart) && !Find(number).IsOpen;
            return new NextAttempt(isWorthIt ? _address : null, _era, _changed.Task);
        }
    }

    /// <summary>Takes what an attempt that is under way has met so far. The one before it tells more, unless this one came further.</summary>
    public void TakeSoFar(int number, int era, PortReply reply)
    {
        lock (_gate)
        {
            var port = Find(number);
            if (era == _era && (port.Last is null || reply.Finding > port.Last.Finding))
            {
                port.Last = reply;
            }
        }
    }

    /// <summary>Takes what an attempt met.</summary>
    /// <param name="number">The port.</param>
    /// <param name="era">What <see cref="Next"/> said when it began.</param>
    /// <param name="reply">What it met.</param>
    public void Take(int number, int era, PortReply reply)
    {
        lock (_gate)
        {
            var port = Find(number);
            port.Last = era == _era ? reply : port.Last;
            port.WasClosed |= reply.IsClosed;
            var isNew = !_afterRestart || port.WasClosed || (_wasAway && _isUp);
            port.IsOpen = reply.IsOpen && era == _era && isNew;
        }
    }

    private static TaskCompletionSource<bool> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Port Find(int number) => Array.Find(_ports, port => port.Number == number)!;

    private sealed class Port(int number)
    {
        public int Number { get; } = number;

        public PortReply? Last { get; set; }

        public bool WasClosed { get; set; }

        public bool IsOpen { get; set; }
    }
}

/// <summary>What is to be tried at a port now.</summary>
/// <param name="Address">Where; null for nowhere yet.</param>
/// <param name="Era">What the attempt belongs to: one that began before the server went away proves nothing.</param>
/// <param name="Changed">Ends when there is something else to be tried.</param>
internal sealed record NextAttempt(string? Address, int Era, Task Changed);
