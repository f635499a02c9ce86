namespace VpsOrg.Client.Tests;

/// <summary>When a wait looks at its server: soon at first, rarely later, and at many with one list where their times are near each other.</summary>
public sealed class WatchPaceTests : IDisposable
{
    private static readonly TimeSpan TenMinutes = TimeSpan.FromSeconds(600);

    private readonly ManualClock _clock = new();
    private readonly Fleet _fleet = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly VpsClient _client;

    public WatchPaceTests() => _client = Clients.For(_fleet.Handler, _clock);

    public void Dispose()
    {
        _stop.Cancel();
        _client.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task It_rests_half_as_long_as_was_waited_so_far_and_never_longer_than_the_interval()
    {
        _fleet.Set(1, "starting");
        var wait = WaitFor(1, Watch(firstPauseSec: 1));
        double[] pauses = [1, 0.5, 0.75, 1.125, 1.6875, 2.53125, 3.796875, 5];

        foreach (var pause in pauses)
        {
            await _clock.PassAsync(TimeSpan.FromTicks((long)(pause * TimeSpan.TicksPerSecond))); // FromSeconds rounds on .NET Framework.
        }

        await _clock.UntilAskedAsync(TimeSpan.FromSeconds(5));
        _fleet.Set(1, "active");
        await _clock.PassAsync(TimeSpan.FromSeconds(5));

        Assert.Equal("active", (await wait.Guarded()).Status);
        Assert.Equal([.. pauses, 5], _clock.DelaysInSeconds.Where(delay => delay < 600));
    }

    [Theory]
    [InlineData(1.0, 0.25)]
    [InlineData(null, 5.0)]
    public async Task An_interval_is_kept_from_the_beginning_where_it_is_short_or_no_first_pause_is_given(double? firstPauseSec, double intervalSec)
    {
        _fleet.Set(1, "starting");
        var interval = TimeSpan.FromSeconds(intervalSec);
        var wait = WaitFor(1, Watch(firstPauseSec, intervalSec));

        await _clock.PassAsync(interval);
        await _clock.UntilAskedAsync(interval);
        _fleet.Set(1, "active");
        await _clock.PassAsync(interval);

        await wait.Guarded();
        Assert.Equal([intervalSec, intervalSec], _clock.DelaysInSeconds.Where(delay => delay < 600));
    }

    [Theory]
    [InlineData(0.2, 1, 3)]
    [InlineData(0.3, 0, 4)]
    public async Task Looks_that_are_due_soon_come_along_with_one_that_is_due(double laterSec, int lists, int requestsAboutOne)
    {
        foreach (var id in new[] { 1, 2, 3 })
        {
            _fleet.Set(id, "starting");
        }

        var watch = Watch(firstPauseSec: 1);
        var first = WaitFor(1, watch);
        await _clock.UntilAskedAsync(TimeSpan.FromSeconds(1));
        _clock.Advance(TimeSpan.FromSeconds(laterSec));
        var others = new[] { WaitFor(2, watch), WaitFor(3, watch) };
        await _fleet.Handler.UntilRequestsAsync(3);
        await _clock.UntilWaitingAsync(4); // The three time-outs, and the rest that begins when all looks have ended.

        _fleet.Set(1, "active");
        await _clock.PassAsync(TimeSpan.FromSeconds(1 - laterSec));
        await first.Guarded();

        Assert.Equal(lists, _fleet.ListRequests);
        Assert.Equal(requestsAboutOne, _fleet.ServerRequests);
        Assert.All(others, other => Assert.False(other.IsCompleted));
    }

    private static Task<VpsServer> WaitFor(int id, ServerWatch watch) => watch.WaitAsync(new StatusGoal(id, "active"), TenMinutes);

    private ServerWatch Watch(double? firstPauseSec, double intervalSec = 5)
    {
        var interval = TimeSpan.FromSeconds(intervalSec);
        return firstPauseSec is { } seconds
            ? new(_client, _clock, interval, requestsAtOnce: 8, trace: null, _stop.Token) { FirstPause = TimeSpan.FromSeconds(seconds) }
            : new(_client, _clock, interval, requestsAtOnce: 8, trace: null, _stop.Token);
    }
}
