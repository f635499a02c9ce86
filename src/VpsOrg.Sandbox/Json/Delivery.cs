namespace VpsOrg.Sandbox;

/// <summary>How a body reaches the reader.</summary>
internal sealed class Delivery(SandboxFaultKind? fault, TimeSpan interval)
{
    public static Delivery Whole { get; } = new(null, TimeSpan.Zero);

    public bool IsCutShort => fault == SandboxFaultKind.TruncateBody;

    public bool Stalls => fault == SandboxFaultKind.StallBody;

    public bool Drips => fault == SandboxFaultKind.DripBody;

    /// <summary>The wait before each byte of a body that drips.</summary>
    public TimeSpan Interval { get; } = interval;

    /// <summary>How many bytes arrive before the delivery ends, well or not.</summary>
    public int BytesOf(int length) => IsCutShort || Stalls ? length / 2 : length;
}
