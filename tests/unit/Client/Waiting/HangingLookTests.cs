namespace VpsOrg.Client.Tests;

/// <summary>A look that hangs: the waits for other servers go on, whatever the throttle.</summary>
public sealed class HangingLookTests : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EightSeconds = TimeSpan.FromSeconds(8);

    private readonly ManualClock _clock = new();
    private readonly HashSet<string> _hanging = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly StubHandler _handler;
    private readonly VpsClient _client;

    public HangingLookTests()
    {
        _handler = new StubHandler((request, token) =>
        {
            var last = request.RequestUri!.Segments[^1].TrimEnd('/');
            return _hanging.Contains(last)
                ? new TaskCompletionSource<HttpResponseMessage>().Task.WaitAsync(token)
                : Task.FromResult(StubHandler.Json(Payloads.Server(long.Parse(last, System.Globalization.CultureInfo.InvariantCulture), "active")));
        });
        _client = Clients.For(_handler, _clock);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _client.Dispose();
        _stop.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public async Task A_look_that_hangs_ends_no_other_server_s_wait(int throttle)
    {
        _hanging.Add("1");
        var watch = Watch(throttle);
        var hanging = watch.WaitAsync(new StatusGoal(1, "active"), EightSeconds);
        await _handler.UntilRequestsAsync(1);
        var other = watch.WaitAsync(new StatusGoal(2, "active"), EightSeconds);

        await ExpireUntilAsync(other);

        Assert.Equal(2, (await other.Guarded()).Id);
        await _clock.PassAsync(EightSeconds);
        await Assert.ThrowsAsync<VpsWaitException>(() => hanging.Guarded());
    }

    [Fact]
    public async Task However_many_looks_hang_the_last_server_is_looked_at_in_its_time()
    {
        _hanging.UnionWith(["servers", "1", "2", "3", "4", "5", "6"]);
        var watch = Watch(throttle: 1);
        var hanging = Enumerable.Range(1, 6).Select(id => watch.WaitAsync(new StatusGoal(id, "active"), EightSeconds)).ToList();
        var last = watch.WaitAsync(new StatusGoal(7, "active"), EightSeconds);

        await ExpireUntilAsync(last);

        Assert.Equal(7, (await last.Guarded()).Id);
        await _clock.PassAsync(EightSeconds);
        foreach (var wait in hanging)
        {
            await Assert.ThrowsAsync<VpsWaitException>(() => wait.Guarded());
        }
    }

    [Fact]
    public async Task A_list_that_hangs_is_given_up_for_a_look_at_each_server()
    {
        _hanging.Add("servers");
        var watch = Watch(throttle: 2);
        var waits = Enumerable.Range(1, 10).Select(id => watch.WaitAsync(new StatusGoal(id, "active"), EightSeconds)).ToList();

        await ExpireUntilAsync(Task.WhenAll(waits));

        Assert.Equal(Enumerable.Range(1, 10).Cast<object>(), (await Task.WhenAll(waits).Guarded()).Select(server => server.Id));
    }

    [Fact]
    public async Task A_look_that_hangs_is_not_repeated_beside_itself()
    {
        _hanging.Add("1");
        var watch = Watch(throttle: 8);
        var wait = watch.WaitAsync(new StatusGoal(1, "active"), TimeSpan.FromSeconds(60));
        await _handler.UntilRequestsAsync(1);

        await ExpireUntilAsync(_clock.UntilAskedAsync(Poll)); // Two run out of patience: the look, and then the loop that waits for it.
        await _clock.PassAsync(Poll);
        await _clock.UntilAskedAsync(Poll);

        Assert.Single(_handler.Lines);
        await _clock.PassAsync(TimeSpan.FromSeconds(60));
        await Assert.ThrowsAsync<VpsWaitException>(() => wait.Guarded());
    }

    [Fact]
    public async Task A_list_that_hangs_is_given_up_where_all_is_given_up()
    {
        using var stop = new HeldCancellation();
        var (allWait, isAsked, isGivenUp) = (New(), New(), New());
        var handler = new StubHandler(async (request, token) =>
        {
            if (request.RequestUri!.Segments[^1] != "servers/")
            {
                await allWait.Task; // Those that are looked at alone, for having come first, hold up the list until all are there.
                return StubHandler.Json(Payloads.Server(1, "starting"));
            }

            stop.HoldHere();
            token.Register(isGivenUp.SetResult);
            isAsked.SetResult();
            return await new TaskCompletionSource<HttpResponseMessage>().Task.WaitAsync(token);
        });
        using var client = Clients.For(handler, _clock);
        var watch = new ServerWatch(client, _clock, Poll, requestsAtOnce: 1, trace: null, stop.Token);
        var waits = Enumerable.Range(1, 5).Select(id => watch.WaitAsync(new StatusGoal(id, "active"), EightSeconds)).ToList();
        allWait.SetResult();
        await isAsked.Task.Guarded();

        var cancelling = stop.CancelAsync();

        await isGivenUp.Task.Guarded();
        stop.GoOn();
        await cancelling.Guarded();
        foreach (var wait in waits)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait.Guarded());
        }

        static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private ServerWatch Watch(int throttle) => new(_client, _clock, Poll, throttle, trace: null, _stop.Token);

    /// <summary>Lets the patience with one look after another come to its end, until something has happened.</summary>
    private async Task ExpireUntilAsync(Task happens)
    {
        while (!happens.IsCompleted)
        {
            await Task.WhenAny(happens, _clock.ExpireNextAsync(EightSeconds));
        }

        await happens;
    }
}
