namespace VpsOrg.Client.Tests;

/// <summary>Several waits share one loop; the time of one of them is up.</summary>
public sealed class WaitTimeOutTests
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task A_time_out_ends_its_own_wait_and_no_other()
    {
        var clock = new ManualClock();
        var fleet = new Fleet();
        fleet.Set(1, "starting");
        fleet.Set(2, "starting");
        using var client = Clients.For(fleet.Handler, clock);
        using var stop = new CancellationTokenSource();
        var watch = new ServerWatch(client, clock, Poll, requestsAtOnce: 8, trace: null, stop.Token);
        var impatient = watch.WaitAsync(new StatusGoal(1, "active"), TimeSpan.FromSeconds(12));
        var patient = watch.WaitAsync(new StatusGoal(2, "active"), TenMinutes);
        await clock.UntilAskedAsync(Poll);

        await clock.PassAsync(TimeSpan.FromSeconds(12));

        var exception = await Assert.ThrowsAsync<VpsWaitException>(() => impatient.Guarded());
        Assert.Equal(VpsWaitEnd.TimedOut, exception.End);
        await clock.UntilAskedAsync(Poll); // The look that fell due meanwhile is over: the next one sees the change.
        fleet.Set(2, "active");
        await clock.PassAsync(Poll);
        Assert.Equal(2, (await patient.Guarded()).Id);
    }
}
