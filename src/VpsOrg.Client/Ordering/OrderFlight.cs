namespace VpsOrg.Client;

/// <summary>
/// One order on its way. Whoever placed it may go away: then it is detached, says nothing more, and what becomes of it is
/// kept.
/// </summary>
/// <param name="order">What is ordered.</param>
/// <param name="trace">Where it tells what it does, while somebody waits for it.</param>
/// <param name="recall">Cancelled where it is halted before it has left.</param>
/// <param name="halt">Cancelled where it is halted, wherever it is.</param>
internal sealed class OrderFlight(CreateServerRequest order, ICallTrace? trace, CancellationTokenSource recall, CancellationTokenSource halt) : ICallTrace
{
    private volatile bool _isDetached;
    private volatile bool _isKept;
    private volatile bool _wasLeftInFlight;
    private volatile MadeServer? _made;

    /// <summary>What was ordered.</summary>
    public CreateServerRequest Order { get; } = order;

    /// <summary>Whether it has left.</summary>
    public Departure Departure { get; } = new(recall);

    /// <summary>Cancelled where it was halted before it had left.</summary>
    public CancellationToken Recalled => recall.Token;

    /// <summary>Cancelled where nothing more is to be sent for it.</summary>
    public CancellationToken Halted => halt.Token;

    /// <summary>The call that sends it; null before that.</summary>
    public CallContext? Call { get; set; }

    /// <summary>What is known of it; null where it has not left.</summary>
    public VpsOrder? State => Departure.HasLeft ? new VpsOrder(Order.Name, Call!.LastBegun.Wall) { State = VpsOrderState.InFlight } : null;

    /// <summary>How it ended; null where no attempt was made to send it.</summary>
    public VpsOrder? Sent(VpsOrderState state, VpsId? serverId = null, string? reason = null) => Call is { Attempts: > 0 } call
        ? new VpsOrder(Order.Name, call.LastBegun.Wall) { State = state, ServerId = serverId?.Value, Reason = reason }
        : null;

    /// <summary>Whether its end is kept for whoever asks next.</summary>
    public bool IsKept
    {
        get => _isKept;
        set => _isKept = value;
    }

    /// <summary>Whether it was under way when nobody waited for it any more: then somebody may have been promised to hear of its end.</summary>
    public bool WasLeftInFlight => _wasLeftInFlight;

    /// <summary>Whether nobody waits for it any more.</summary>
    public bool IsDetached => _isDetached;

    /// <summary>A server came of it.</summary>
    public void Make(MadeServer made)
    {
        _made = made;
        Interlocked.MemoryBarrier(); // Of the two that store and then look, one sees what the other has stored.
        if (_isDetached)
        {
            made.IsHandedOver = false;
        }
    }

    /// <summary>Nobody waits for it any more: what came of it, or will, is handed to nobody.</summary>
    public void Detach()
    {
        _wasLeftInFlight |= Departure.HasLeft;
        _isDetached = true;
        Interlocked.MemoryBarrier();
        if (_made is { } made)
        {
            made.IsHandedOver = false;
        }
    }

    /// <summary>Nothing more is to be sent for it.</summary>
    public void Halt()
    {
        Departure.Halt();
        halt.CancelAll();
    }

    public bool Wants(TraceLevel level) => !IsDetached && trace?.Wants(level) == true;

    public void Write(TraceLevel level, string text)
    {
        if (!IsDetached)
        {
            trace?.Write(level, text);
        }
    }

    public void Report(int received, long expected)
    {
        if (!IsDetached)
        {
            trace?.Report(received, expected);
        }
    }
}
