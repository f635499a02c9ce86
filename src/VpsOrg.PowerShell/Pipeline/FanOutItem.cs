namespace VpsOrg.PowerShell;

/// <summary>One item of a fan-out: what it is about, and where it belongs.</summary>
internal sealed class FanOutItem(object? target, VpsSession session)
{
    public object? Target { get; } = target;

    public VpsSession Session { get; } = session;
}
