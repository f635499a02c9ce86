
namespace VpsOrg.PowerShell;

/// <summary>One order of an invocation: what is said of it where the command ends before it is written.</summary>
/// <param name="name">The server's name.</param>
/// <param name="session">Where it is ordered.</param>
internal sealed class PlacedOrder(string name, VpsSession session)
{
    private readonly TaskCompletionSource<bool> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile VpsServer? _server;
    private volatile OrderFlight? _flight;

    /// <summary>The server's name.</summary>
    public string Name { get; } = name;

    /// <summary>Where it is ordered.</summary>
    public VpsSession Session { get; } = session;

    /// <summary>Whether a server was made for it; not where there was one already.</summary>
    public bool IsMade => _server is not null;

    /// <summary>From now on it may be sent.</summary>
    public void Begin(OrderFlight flight) => _flight = flight;

    /// <summary>The server was made.</summary>
    public void Made(VpsServer server) => _server = server;

    /// <summary>Ends where the order was answered with a server that is only waited for from then on.</summary>
    public Task Answered => _answered.Task;

    /// <summary>Ends with the order, however that ends: before its server is waited for.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Its server is there, and is waited for from now on.</summary>
    public void Answer() => _answered.TrySetResult(true);

    /// <summary>It has ended.</summary>
    public void End() => _ended.TrySetResult(true);

    /// <summary>What became of it once nothing more leaves; null where nothing was to be bought, or the session's next command tells it.</summary>
    /// <param name="work">The work that places it.</param>
    public string? Tell(Task work)
    {
        if (_server is { } server)
        {
            return $"Server '{server}' was made: its id is {server.Id}.";
        }

        if (work.IsFaulted)
        {
            return Tell(work.Exception!.GetBaseException());
        }

        _flight?.Halt(); // From now on it does not leave: what is said next stays true.
        if (_flight is { IsKept: true })
        {
            return null;
        }

        if (_flight is { WasLeftInFlight: true } or { Departure.HasLeft: true })
        {
            return $"The order of server '{Name}' was sent and has no answer yet: the next command of this session says what became of it. "
                + $"Until then look with {Look}; do not order it again.";
        }

        return work.Status == TaskStatus.RanToCompletion ? null : $"Server '{Name}' was not ordered: nothing was sent for it.";
    }

    /// <summary>The server's name, and its id once it was made.</summary>
    public override string ToString() => _server is { } server ? $"'{server}' (id {server.Id})" : $"'{Name}'";

    private string Look => ErrorKind.LookFor(Name);

    private string Tell(Exception failure) => failure switch
    {
        OrderNotSentException or VpsOrderInDoubtException => failure.Message,
        VpsCreateOutcomeUnknownException => $"{failure.Message} Look with {Look} before you order it again.",
        _ => $"Server '{Name}' was not ordered: {failure.Message}",
    };
}
