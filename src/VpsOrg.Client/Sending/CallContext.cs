namespace VpsOrg.Client;

/// <summary>What belongs to one call while it goes through the funnel: its trace, its time, its cancellation.</summary>
internal sealed class CallContext(ICallTrace? trace, TimeSpan timeout, CancellationToken cancellation)
{
    /// <summary>Where the call tells what it does; null where nobody listens.</summary>
    public ICallTrace? Trace { get; } = trace;

    /// <summary>Cancelled when the caller gives up.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Whether what it sends may have left this machine.</summary>
    public Departure Departure { get; init; } = new();

    /// <summary>The whole time of the call.</summary>
    public TimeSpan Timeout { get; } = timeout;

    /// <summary>What is left of it. Queueing and 429 waits do not count.</summary>
    public TimeSpan Remaining { get; private set; } = timeout;

    /// <summary>How many attempts were begun.</summary>
    public int Attempts { get; set; }

    /// <summary>When the last attempt began: on the wall clock, and on the monotonic one.</summary>
    public (DateTimeOffset Wall, TimeSpan Monotonic) LastBegun { get; set; }

    /// <summary>When the guards last read the server that a write is about, on the monotonic clock; null where they did not.</summary>
    public TimeSpan? GuardedAt { get; set; }

    /// <summary>The server that a write is about, where the guards have just read it.</summary>
    public VpsServer? Guarded { get; set; }

    /// <summary>How long it still waits for 429s.</summary>
    public RatePatience Patience { get; private init; } = new();

    /// <summary>The same trace under another cancellation, for the steps below.</summary>
    public CallContext With(CancellationToken cancellation) => new(Trace, Timeout, cancellation) { Departure = Departure };

    /// <summary>A call that is made on the way, with what is left of this one's time, or less; <see cref="Spend"/> what it took.</summary>
    public CallContext OnTheWay(TimeSpan? most = null) => new(Trace, most ?? Timeout, Cancellation) { Remaining = most ?? Remaining, Patience = Patience };

    public void Spend(TimeSpan time) => Remaining -= time;

    public bool Wants(TraceLevel level) => Trace?.Wants(level) == true;

    public void Write(TraceLevel level, string text) => Trace?.Write(level, text);
}
