namespace VpsOrg.Client.Tests;

/// <summary>The gate by itself, on the real clock made of a machine that only the test moves.</summary>
public sealed class RateGateTests
{
    private readonly ManualClock _machine = new();
    private readonly SystemClock _clock;
    private readonly RateGate _gate;

    public RateGateTests()
    {
        _clock = new SystemClock(() => _machine.Elapsed, () => _machine.UtcNow, _machine.Delay, _machine.Every);
        _gate = new RateGate(_clock);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(5000)]
    public async Task A_call_that_waited_longer_than_it_may_is_told_so_and_stands_in_nobody_s_way(int milliseconds)
    {
        var first = await _gate.EnterAsync(new RatePatience(), CancellationToken.None).Guarded();
        _gate.Close(first, TimeSpan.FromSeconds(10));
        _gate.Leave(first, answered: false);
        var spent = new RatePatience();
        spent.Spend(RatePatience.Whole + TimeSpan.FromMilliseconds(milliseconds)); // Timers come late.

        var refused = await _gate.EnterAsync(spent, CancellationToken.None).Guarded();

        Assert.Equal(TimeSpan.FromSeconds(10), refused.Held);
        _machine.Advance(TimeSpan.FromSeconds(10));
        Assert.Null((await _gate.EnterAsync(new RatePatience(), CancellationToken.None).Guarded()).Held);
    }
}
