namespace VpsOrg.Sandbox.Tests;

/// <summary>A clock that only a test moves. It starts a day after the documentation's examples.</summary>
internal sealed class ManualClock
{
    private long _ticks = new DateTime(2025, 1, 17, 12, 0, 0, DateTimeKind.Utc).Ticks;

    public DateTimeOffset Now => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Advance(double seconds) => Interlocked.Add(ref _ticks, TimeSpan.FromSeconds(seconds).Ticks);
}
