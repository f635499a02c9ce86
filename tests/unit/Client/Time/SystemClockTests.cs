namespace VpsOrg.Client.Tests;

/// <summary>A machine that sleeps: its monotonic clock stands, its wall clock goes on.</summary>
public sealed class SystemClockTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private readonly ManualClock _machine = new();
    private readonly SystemClock _clock;

    public SystemClockTests() =>
        _clock = new SystemClock(() => _machine.Elapsed, () => _machine.UtcNow, _machine.Delay, _machine.Every);

    [Fact]
    public async Task A_delay_ends_after_a_sleep_that_was_longer()
    {
        var delay = _clock.Delay(TimeSpan.FromMinutes(10), CancellationToken.None);
        await _machine.UntilAskedAsync(Step);

        _machine.MoveWall(TimeSpan.FromHours(8));
        _machine.Advance(Step);

        await delay.Guarded();
    }

    [Fact]
    public void A_deadline_comes_after_a_sleep_that_was_longer()
    {
        using var deadline = _clock.CancelAfter(TimeSpan.FromSeconds(100), CancellationToken.None);
        _machine.Advance(Step);
        Assert.False(deadline.Token.IsCancellationRequested);

        _machine.MoveWall(TimeSpan.FromSeconds(96));
        _machine.Advance(Step);

        Assert.True(deadline.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task A_wall_clock_that_is_set_back_lengthens_nothing()
    {
        var begun = _clock.Elapsed;
        var delay = _clock.Delay(TimeSpan.FromSeconds(12), CancellationToken.None);
        await _machine.UntilAskedAsync(Step);
        _machine.MoveWall(TimeSpan.FromHours(-1));

        await _machine.PassAsync(Step);
        await _machine.PassAsync(Step);
        await _machine.PassAsync(TimeSpan.FromSeconds(2));

        await delay.Guarded();
        Assert.Equal(TimeSpan.FromSeconds(12), _clock.Elapsed - begun);
    }

    [Fact]
    public void A_wall_clock_that_is_brought_into_line_gently_counts_for_nothing()
    {
        var begun = _clock.Elapsed;
        for (var i = 0; i < 1000; i++)
        {
            _machine.MoveWall(TimeSpan.FromMilliseconds(i % 2 == 0 ? 5 : -5));
            _machine.Advance(TimeSpan.FromMilliseconds(10));
            _ = _clock.Elapsed;
        }

        Assert.Equal(TimeSpan.FromSeconds(10), _clock.Elapsed - begun);
    }

    [Fact]
    public async Task A_call_ends_in_time_although_the_machine_slept_in_it()
    {
        var handler = new StubHandler((_, token) => new TaskCompletionSource<HttpResponseMessage>().Task.WaitAsync(token));
        using var client = new VpsClient(new VpsClientOptions { Token = new VpsToken(Clients.Canary), HandlerFactory = () => handler, Clock = _clock });
        var call = client.GetServerAsync(1);
        await handler.UntilRequestsAsync(1);

        _machine.MoveWall(TimeSpan.FromHours(8));
        _machine.Advance(Step);

        await Assert.ThrowsAsync<VpsTimeoutException>(() => call.Guarded());
    }

    [Fact]
    public async Task A_wait_ends_in_time_although_the_machine_slept_in_it()
    {
        var fleet = new Fleet();
        fleet.Set(1, "starting");
        using var stop = new CancellationTokenSource();
        using var client = new VpsClient(new VpsClientOptions { Token = new VpsToken(Clients.Canary), HandlerFactory = () => fleet.Handler, Clock = _clock });
        var wait = new ServerWatch(client, _clock, Step, requestsAtOnce: 1, trace: null, stop.Token).WaitAsync(new StatusGoal(1, "active"), TimeSpan.FromMinutes(10));
        await _machine.UntilWaitingAsync(2);

        _machine.MoveWall(TimeSpan.FromHours(8));
        _machine.Advance(Step);

        await Assert.ThrowsAsync<VpsWaitException>(() => wait.Guarded());
    }
}
