namespace VpsOrg.Client.Tests;

/// <summary>Waits until something happens or a time is over.</summary>
public sealed class RestTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_rest_that_is_given_up_leaves_no_delay_behind()
    {
        using var stop = new HeldCancellation();
        var clock = new ManualClock { BeforeDelay = stop.HoldHere };
        var rest = new TaskCompletionSource().Task.OrAfter(clock, Pause, stop.Token);

        var cancelling = stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rest.Guarded());

        Assert.Equal(0, clock.Waiting);
        stop.GoOn();
        await cancelling.Guarded();
    }

    [Fact]
    public async Task A_rest_that_something_ends_leaves_no_delay_behind()
    {
        var clock = new ManualClock();
        var happens = new TaskCompletionSource();
        var rest = happens.Task.OrAfter(clock, Pause, CancellationToken.None);

        happens.SetResult();

        await rest.Guarded();
        Assert.Equal(0, clock.Waiting);
    }

    [Fact]
    public async Task A_rest_ends_with_its_time()
    {
        var clock = new ManualClock();
        var rest = new TaskCompletionSource().Task.OrAfter(clock, Pause, CancellationToken.None);

        clock.Advance(Pause);

        await rest.Guarded();
    }
}
