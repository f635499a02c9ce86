using VpsOrg.Sandbox;

namespace VpsOrg.Client.Tests;

/// <summary>Waits on a clock that only the test moves: polls rest five seconds, time-outs are ten minutes.</summary>
public abstract class ServerWatchTests : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TenMinutes = TimeSpan.FromSeconds(600);

    private readonly ManualClock _clock = new();
    private readonly Fleet _fleet = new();
    private readonly RecordingTrace _trace = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SandboxServerIds _ids;
    private readonly VpsClient _client;
    private readonly ServerWatch _watch;

    protected ServerWatchTests(SandboxServerIds ids)
    {
        _ids = ids;
        _client = Clients.For(_fleet.Handler, _clock);
        _watch = new ServerWatch(_client, _clock, Poll, requestsAtOnce: 8, _trace, _stop.Token);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _client.Dispose();
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_goal_that_is_reached_at_once_takes_one_look()
    {
        _fleet.Set(Id(1), "active");

        var server = await _watch.WaitAsync(new StatusGoal(Id(1), "active"), TenMinutes).Guarded();

        Assert.Equal("active", server.Status);
        Assert.Equal([$"GET /api/v1/servers/{Id(1)}/"], _fleet.Handler.Lines);
    }

    [Fact]
    public async Task A_server_is_looked_at_every_poll_interval_until_it_gets_there()
    {
        _fleet.Set(Id(1), "starting");
        var wait = _watch.WaitAsync(new StatusGoal(Id(1), "active"), TenMinutes);

        await _clock.PassAsync(Poll);
        await _clock.UntilAskedAsync(Poll);
        _fleet.Set(Id(1), "active");
        await _clock.PassAsync(Poll);

        Assert.Equal("active", (await wait.Guarded()).Status);
        Assert.Equal(3, _fleet.Handler.Lines.Count);
        Assert.Equal([5, 5], _clock.DelaysInSeconds.Where(delay => delay < 600));
    }

    [Fact]
    public async Task A_time_out_names_the_last_status()
    {
        _fleet.Set(Id(1), "starting");
        var wait = _watch.WaitAsync(new StatusGoal(Id(1), "active"), TimeSpan.FromSeconds(12));
        await _clock.PassAsync(Poll);
        await _clock.PassAsync(Poll);
        await _clock.UntilAskedAsync(Poll);

        await _clock.PassAsync(TimeSpan.FromSeconds(12));

        var exception = await Assert.ThrowsAsync<VpsWaitException>(() => wait.Guarded());
        Assert.Equal(VpsWaitEnd.TimedOut, exception.End);
        Assert.Equal("starting", exception.LastStatus);
        Assert.Contains("did not reach status 'active' within 12 s; its last status was 'starting'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_out_ends_the_wait_while_a_look_hangs()
    {
        _fleet.Next(() => new TaskCompletionSource<HttpResponseMessage>().Task);
        var wait = _watch.WaitAsync(new StatusGoal(Id(1), "active"), TimeSpan.FromSeconds(12));
        await _fleet.Handler.UntilRequestsAsync(1);

        await _clock.PassAsync(TimeSpan.FromSeconds(12));

        var exception = await Assert.ThrowsAsync<VpsWaitException>(() => wait.Guarded());
        Assert.Null(exception.LastStatus);
        Assert.Contains("its status could not be read", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_is_disposed_of_ends_the_wait()
    {
        _fleet.Set(Id(1), "starting");
        var wait = _watch.WaitAsync(new StatusGoal(Id(1), "active"), TenMinutes);
        await _clock.UntilAskedAsync(Poll);

        _client.Dispose();
        await _clock.PassAsync(Poll);

        await Assert.ThrowsAsync<VpsClientClosedException>(() => wait.Guarded());
    }

    [Fact]
    public async Task Suspended_ends_the_wait()
    {
        _fleet.Set(Id(1), "suspended");

        var exception = await Assert.ThrowsAsync<VpsWaitException>(() => _watch.WaitAsync(new StatusGoal(Id(1), "active"), TenMinutes).Guarded());

        Assert.Equal(VpsWaitEnd.Suspended, exception.End);
    }

    [Theory]
    [InlineData(401, typeof(VpsUnauthorizedException))]
    [InlineData(403, typeof(VpsForbiddenException))]
    [InlineData(404, typeof(VpsNotFoundException))]
    public async Task What_will_not_change_ends_the_wait(int status, Type type)
    {
        _fleet.Set(Id(1), "starting");
        var wait = _watch.WaitAsync(new StatusGoal(Id(1), "active"), TenMinutes);
        await _clock.UntilAskedAsync(Poll);
        _fleet.NextStatus(status, status);

        await _clock.PassAsync(Poll);
        if (status == 401)
        {
            await _clock.PassAsync(TimeSpan.FromSeconds(2)); // The token worked before: it is proven once more.
        }

        Assert.IsType(type, await Assert.ThrowsAnyAsync<VpsException>(() => wait.Guarded()));
    }

    [Theory]
    [InlineData("500")]
    [InlineData("502")]
    [InlineData("503")]
    [InlineData("408")]
    [InlineData("429")]
    [InlineData("lost")]
    [InlineData("garbage")]
    public async Task What_the_network_does_never_ends_a_wait(string fault)
    {
        _fleet.Set(Id(1), "active");
        _fleet.Next(() => fault switch
        {
            "lost" => throw new HttpRequestException("lost", new IOException("lost")),
            "garbage" => Task.FromResult(StubHandler.Json("{")),
            "429" => Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new(TimeSpan.FromSeconds(301)) } }),
            _ => Task.FromResult(StubHandler.Json("{}", (System.Net.HttpStatusCode)int.Parse(fault, System.Globalization.CultureInfo.InvariantCulture))),
        });
        var wait = _watch.WaitAsync(new StatusGoal(Id(1), "active"), TenMinutes);

        await _clock.PassAsync(Poll);
        if (fault == "429")
        {
            await _clock.PassAsync(TimeSpan.FromSeconds(301) - Poll);
        }

        Assert.Equal("active", (await wait.Guarded()).Status);
        Assert.Contains(_trace.Verbose, line => line.StartsWith("A check failed; the wait goes on", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_waits_are_one_list_a_look_rather_than_a_request_each()
    {
        var waits = await StartManyAsync(20, "starting");
        await _clock.UntilWaitingAsync(21);
        Assert.Equal(0, _fleet.ServerRequests);
        foreach (var id in Ids(20))
        {
            _fleet.Set(id, "active");
        }

        await _clock.PassAsync(Poll);

        var servers = await Task.WhenAll(waits).Guarded();
        Assert.Equal(Ids(20), servers.Select(server => server.Key));
        Assert.Equal(0, _fleet.ServerRequests);
        Assert.Equal(2, _fleet.ListRequests);
    }

    [Fact]
    public async Task Two_waits_are_two_requests()
    {
        _fleet.Set(Id(1), "active");
        _fleet.Set(Id(2), "active");

        await Task.WhenAll(_watch.WaitAsync(new StatusGoal(Id(1), "active"), TenMinutes), _watch.WaitAsync(new StatusGoal(Id(2), "active"), TenMinutes)).Guarded();

        Assert.Equal(0, _fleet.ListRequests);
        Assert.Equal(2, _fleet.ServerRequests);
    }

    [Fact]
    public async Task A_server_that_is_absent_from_the_list_is_asked_for_by_its_id()
    {
        _fleet.Hidden.Add(Id(3));
        var waits = await StartManyAsync(5, "starting");
        await _clock.UntilWaitingAsync(6);
        Assert.Contains($"GET /api/v1/servers/{Id(3)}/", _fleet.Handler.Lines);
        Assert.Equal(1, _fleet.ServerRequests);
        foreach (var id in Ids(5))
        {
            _fleet.Set(id, "active");
        }

        await _clock.PassAsync(Poll);

        Assert.Equal(Ids(5), (await Task.WhenAll(waits).Guarded()).Select(server => server.Key));
    }

    [Fact]
    public async Task A_server_that_is_gone_ends_its_own_wait_and_no_other()
    {
        var waits = await StartManyAsync(5, "starting");
        await _clock.UntilWaitingAsync(6);
        _fleet.Remove(Id(3));
        await _clock.PassAsync(Poll);
        await Assert.ThrowsAsync<VpsNotFoundException>(() => waits[2].Guarded());
        await _clock.UntilAskedAsync(Poll);
        foreach (var id in Ids(5).Where(id => id != Id(3)))
        {
            _fleet.Set(id, "active");
        }

        await _clock.PassAsync(Poll);

        Assert.Equal([Id(1), Id(2), Id(4), Id(5)], (await Task.WhenAll(waits.Where((_, index) => index != 2)).Guarded()).Select(server => server.Key));
    }

    [Fact]
    public async Task A_list_that_fails_ends_no_wait()
    {
        var waits = await StartManyAsync(5, "active", 500);
        await _clock.UntilWaitingAsync(6);

        await _clock.PassAsync(Poll);

        Assert.Equal(5, (await Task.WhenAll(waits).Guarded()).Length);
        Assert.Equal(2, _fleet.ListRequests);
    }

    [Fact]
    public async Task A_wait_that_joins_is_looked_at_at_once_and_the_others_in_their_time()
    {
        _fleet.Set(Id(1), "starting");
        _fleet.Set(Id(2), "active");
        var first = _watch.WaitAsync(new StatusGoal(Id(1), "active"), TenMinutes);
        await _clock.UntilAskedAsync(Poll);
        _clock.Advance(TimeSpan.FromSeconds(2));

        var second = await _watch.WaitAsync(new StatusGoal(Id(2), "active"), TenMinutes).Guarded();

        Assert.Equal(Id(2), second.Key);
        Assert.Equal([$"GET /api/v1/servers/{Id(1)}/", $"GET /api/v1/servers/{Id(2)}/"], _fleet.Handler.Lines);
        _fleet.Set(Id(1), "active");
        await _clock.PassAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(Id(1), (await first.Guarded()).Key);
    }

    [Fact]
    public async Task A_watch_that_nobody_waits_on_rests_and_serves_again()
    {
        _fleet.Set(Id(1), "active");
        await _watch.WaitAsync(new StatusGoal(Id(1), "active"), TenMinutes).Guarded();
        _clock.Advance(TimeSpan.FromHours(1));

        await _watch.WaitAsync(new StatusGoal(Id(1), "active"), TenMinutes).Guarded();

        Assert.Equal(2, _fleet.Handler.Lines.Count);
        Assert.Equal(0, _clock.Waiting);
    }

    [Fact]
    public async Task Giving_up_ends_all_waits_at_once_and_sends_nothing_more()
    {
        var waits = await StartManyAsync(5, "starting");
        await _clock.UntilWaitingAsync(6);
        var sent = _fleet.Handler.Lines.Count;

        await _stop.CancelAsync();

        foreach (var wait in waits)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait.Guarded());
        }

        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(sent, _fleet.Handler.Lines.Count);
    }

    [Fact]
    public async Task Giving_up_ends_a_wait_while_a_look_hangs()
    {
        _fleet.Next(() => new TaskCompletionSource<HttpResponseMessage>().Task);
        var wait = _watch.WaitAsync(new StatusGoal(Id(1), "active"), TenMinutes);
        await _fleet.Handler.UntilRequestsAsync(1);

        await _stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait.Guarded());
    }

    [Fact]
    public async Task A_reboot_that_nobody_saw_is_over_after_fifteen_seconds_and_is_said_to_be_not_observed()
    {
        _fleet.Set(Id(1), "active", "2025-01-16T15:00:00Z");
        var wait = _watch.WaitAsync(new RebootGoal(Id(1), new DateTime(2025, 1, 16, 15, 0, 0, DateTimeKind.Utc), Poll), TenMinutes);

        await _clock.PassAsync(Poll);
        await _clock.PassAsync(Poll);
        await _clock.PassAsync(Poll);

        await wait.Guarded();
        Assert.Equal(4, _fleet.Handler.Lines.Count);
        Assert.Contains(_trace.Verbose, line => line.Contains("was not observed", StringComparison.Ordinal));
    }

    private VpsId Id(int number) => Tests.Ids.Of(_ids, number);

    private IEnumerable<VpsId> Ids(int count) => Enumerable.Range(1, count).Select(Id);

    /// <summary>Begins so many waits for <c>active</c> while the look at another server hangs, so that all are due at the next.</summary>
    private async Task<List<Task<VpsServer>>> StartManyAsync(int count, string status, params int[] thenAnswers)
    {
        foreach (var id in Ids(count))
        {
            _fleet.Set(id, status);
        }

        var hanging = new TaskCompletionSource<HttpResponseMessage>();
        _fleet.Next(() => hanging.Task);
        var other = _watch.WaitAsync(new StatusGoal(Fleet.Decoy, "active"), TenMinutes);
        await _fleet.Handler.UntilRequestsAsync(1);
        List<Task<VpsServer>> waits = [.. Ids(count).Select(id => _watch.WaitAsync(new StatusGoal(id, "active"), TenMinutes))];
        _fleet.NextStatus(thenAnswers);
        hanging.SetResult(StubHandler.Json(Payloads.Server(Fleet.Decoy)));
        await other.Guarded();
        return waits;
    }

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : ServerWatchTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : ServerWatchTests(SandboxServerIds.Uuid);
}
