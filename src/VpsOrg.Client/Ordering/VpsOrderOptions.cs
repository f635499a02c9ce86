namespace VpsOrg.Client;

/// <summary>How an order is placed.</summary>
public sealed record VpsOrderOptions
{
    /// <summary>
    /// Orders even where it is not known what became of an earlier order of that name: two servers may be bought. Default
    /// false, which refuses it.
    /// </summary>
    public bool DespiteDoubt { get; init; }

    /// <summary>Whether a server that an earlier order of this process made is returned in place of another.</summary>
    internal bool UnlessRemembered { get; init; }

    /// <summary>Whether it is refused where an earlier order of this process made a server of that name.</summary>
    internal bool UnlessTaken { get; init; }

    /// <summary>Is told of a failure before the turn of the name passes on, so that the order that waits for it can be ended first.</summary>
    internal Action<VpsException>? Failing { get; init; }

    /// <summary>Is told of the order's way before it begins.</summary>
    internal Action<OrderFlight>? Flying { get; init; }

    /// <summary>
    /// Once cancelled, nothing more is sent: an order that has not left ends as cancelled; one that is in flight is waited
    /// for, for its answer only. It is not looked for in the list, and without an answer its outcome is unknown at once.
    /// </summary>
    public CancellationToken SendNothingMore { get; init; }
}
