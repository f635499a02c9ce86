namespace VpsOrg.Sandbox;

/// <summary>How a body reaches its reader.</summary>
internal sealed class Delivery
{
    private readonly bool _half;

    private Delivery(bool half) => _half = half;

    public static Delivery Whole { get; } = new(half: false);

    /// <summary>What each byte waits for, where they come one at a time.</summary>
    public Func<CancellationToken, Task>? BeforeByte { get; private set; }

    /// <summary>What happens in place of the second half; it never ends well.</summary>
    public Func<CancellationToken, Task>? InsteadOfRest { get; private set; }

    public static Delivery ByteByByte(Func<CancellationToken, Task> beforeByte) => new(half: false) { BeforeByte = beforeByte };

    public static Delivery Half(Func<CancellationToken, Task> insteadOfRest) => new(half: true) { InsteadOfRest = insteadOfRest };

    /// <summary>How many bytes arrive before the delivery ends, well or not.</summary>
    public int BytesOf(int length) => _half ? length / 2 : length;
}
