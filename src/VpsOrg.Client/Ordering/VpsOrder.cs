namespace VpsOrg.Client;

/// <summary>An order that was sent, and what is known of it. It does not change: ask again for what is known later.</summary>
public sealed record VpsOrder
{
    internal VpsOrder(string name, DateTimeOffset sentAt)
    {
        Name = name;
        SentAt = sentAt;
    }

    /// <summary>The name of the server that was ordered.</summary>
    public string Name { get; }

    /// <summary>When the order was sent, by this machine's clock.</summary>
    public DateTimeOffset SentAt { get; }

    /// <summary>What became of it.</summary>
    public VpsOrderState State { get; internal init; }

    /// <summary>The id of the server that was made; null where none is known.</summary>
    public object? ServerId { get; internal init; }

    /// <summary>Why it is refused or unknown; null otherwise.</summary>
    public string? Reason { get; internal init; }
}

/// <summary>What became of an order.</summary>
public enum VpsOrderState
{
    /// <summary>It was sent, and its answer has not come.</summary>
    InFlight,

    /// <summary>A server was made: <see cref="VpsOrder.ServerId"/>.</summary>
    Made,

    /// <summary>A server may have been made.</summary>
    Unknown,

    /// <summary>No server was made.</summary>
    Refused,
}
