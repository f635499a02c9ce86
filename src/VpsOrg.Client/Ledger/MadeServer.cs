namespace VpsOrg.Client;

/// <summary>A server that an order of this process made.</summary>
/// <param name="id">Its id.</param>
/// <param name="ordered">When its order was sent: on the wall clock, and on the monotonic one.</param>
internal sealed class MadeServer(VpsId id, (DateTimeOffset Wall, TimeSpan Monotonic) ordered)
{
    private volatile bool _isSeen;
    private volatile bool _isHandedOver = true;

    public VpsId Id { get; } = id;

    /// <summary>When its order was sent: on the wall clock, and on the monotonic one.</summary>
    public (DateTimeOffset Wall, TimeSpan Monotonic) Ordered { get; } = ordered;

    /// <summary>Whether its own address has ever shown it: until then, a 404 there means nothing.</summary>
    public bool IsSeen
    {
        get => _isSeen;
        set => _isSeen = value;
    }

    /// <summary>Whether somebody was given it: whoever ordered it may have been gone by then, or believe it lost.</summary>
    public bool IsHandedOver
    {
        get => _isHandedOver;
        set => _isHandedOver = value;
    }
}
