using System.Net;

namespace VpsOrg.Client.Tests;

/// <summary>429 is obeyed: by the call that met it, and by all the others of the session.</summary>
public sealed class RateLimitTests
{
    [Theory]
    [InlineData("17", 17)]
    [InlineData("300", 300)]
    [InlineData("Thu, 16 Jan 2025 12:01:30 GMT", 90)]
    public async Task Retry_After_is_waited_for_exactly(string retryAfter, double seconds)
    {
        // The answer's clock is hours from ours: a date is measured against its own.
        var clock = new ManualClock { MovesByItself = true };
        await using var server = new RawServer(Limited(retryAfter), RawAnswer.Json(Payloads.Get));
        using var client = Clients.For(server, clock);
        var trace = new RecordingTrace();

        await client.GetServerAsync(12345, trace).Guarded();

        Assert.Equal([seconds], clock.DelaysInSeconds);
        Assert.Equal(2, server.Requests.Count);
        Assert.Contains(trace.Verbose, line => line.Contains("answered 429; waiting", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0.0, new[] { 0.5, 1, 2 })]
    [InlineData(1.0, new double[] { 1, 2, 4 })]
    public async Task Without_Retry_After_the_wait_doubles(double jitter, double[] seconds)
    {
        var clock = new ManualClock { MovesByItself = true };
        await using var server = new RawServer(RawAnswer.Status(429), RawAnswer.Status(429), RawAnswer.Status(429), RawAnswer.Json(Payloads.Get));
        using var client = Clients.For(server, clock, jitter: jitter);

        await client.GetServerAsync(12345).Guarded();

        Assert.Equal(seconds, clock.DelaysInSeconds);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("Thu, 16 Jan 2025 11:00:00 GMT")]
    [InlineData("nonsense")]
    [InlineData("-5")]
    [InlineData("NaN")]
    public async Task A_Retry_After_that_asks_for_no_wait_is_not_met_with_a_storm_of_requests(string retryAfter)
    {
        var clock = new ManualClock { MovesByItself = true };
        await using var server = new RawServer(_ => Limited(retryAfter));
        using var client = Clients.For(server, clock);

        await Assert.ThrowsAsync<VpsRateLimitException>(() => client.GetServerAsync(12345).Guarded());

        Assert.InRange(server.Requests.Count, 2, 20);
        Assert.All(clock.DelaysInSeconds, seconds => Assert.True(seconds >= 0.5));
    }

    [Theory]
    [InlineData("301", 301)]
    [InlineData("2147483647", 365 * 24 * 3600)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 365 * 24 * 3600)]
    [InlineData("2147483648", 365 * 24 * 3600)]
    [InlineData("99999999999999999999", 365 * 24 * 3600)]
    [InlineData("99999999999999999999.5", 365 * 24 * 3600)]
    [InlineData("Fri, 31 Dec 12025 23:59:59 GMT", 365 * 24 * 3600)]
    [InlineData("1, 400", 400)]
    public async Task A_longer_wait_is_the_caller_s_to_decide_and_the_error_says_until_when(string retryAfter, int seconds)
    {
        var clock = new ManualClock { MovesByItself = true };
        await using var server = new RawServer(_ => Limited(retryAfter));
        using var client = Clients.For(server, clock, retries: 4);

        var exception = await Assert.ThrowsAsync<VpsRateLimitException>(() => client.StartServerAsync(12345).Guarded());

        var until = (ManualClock.Start + TimeSpan.FromSeconds(seconds)).ToLocalTime();
        Assert.Contains(FormattableString.Invariant($"until {until:yyyy-MM-dd HH:mm:ss}"), exception.Message, StringComparison.Ordinal);
        Assert.Contains("Slow down.", exception.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(seconds), exception.Context.RetryAfter);
        Assert.Equal(429, exception.Context.StatusCode);
        Assert.False(exception.MayHaveActed);
        Assert.Equal(1, exception.Attempts);
        Assert.Single(server.Requests);
        Assert.Empty(clock.Delays);
    }

    [Fact]
    public async Task A_Retry_After_at_the_end_of_all_time_against_a_Date_at_its_beginning_does_no_harm()
    {
        await using var server = new RawServer(_ => RawAnswer.Status(
            429, string.Empty, ("Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT"), ("Date", "Mon, 01 Jan 0001 00:00:00 GMT")));
        using var client = Clients.For(server);

        await Assert.ThrowsAsync<VpsRateLimitException>(() => client.GetServerAsync(12345).Guarded());
    }

    [Fact]
    public async Task One_call_waits_300_seconds_in_all()
    {
        var clock = new ManualClock { MovesByItself = true };
        await using var server = new RawServer(_ => Limited("100"));
        using var client = Clients.For(server, clock);

        await Assert.ThrowsAsync<VpsRateLimitException>(() => client.GetServerAsync(12345).Guarded());

        Assert.Equal([100, 100, 100], clock.DelaysInSeconds);
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task A_429_counts_neither_as_a_retry_nor_against_the_call_s_time()
    {
        var clock = new ManualClock { MovesByItself = true };
        await using var server = new RawServer(Limited("50"), Limited("50"), RawAnswer.Json(Payloads.Get));
        using var client = Clients.For(server, clock, retries: 0, timeout: TimeSpan.FromSeconds(20));

        Assert.Equal(12345, (await client.GetServerAsync(12345).Guarded()).Id);
    }

    [Fact]
    public async Task A_POST_is_sent_again_after_a_429_because_it_was_refused()
    {
        await using var server = new RawServer(RawAnswer.Json(Payloads.Page(0, [])), Limited("5"), RawAnswer.Created(Payloads.Create));
        using var client = Clients.For(server);

        var created = await client.CreateServerAsync(new CreateServerRequest("web-server-02", 1, 5, "us-west")).Guarded();

        Assert.Equal(12347, created.Id);
        Assert.Equal(["GET /api/v1/servers/", "POST /api/v1/servers/", "POST /api/v1/servers/"], server.Lines);
    }

    [Fact]
    public async Task A_429_holds_back_the_other_calls_of_the_client_and_reopens_with_one()
    {
        var clock = new ManualClock();
        var held = new HeldAnswers();
        var answers = 0;
        var handler = new StubHandler((request, _) => held.HoldAsync(Interlocked.Increment(ref answers) == 1
            ? new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new(TimeSpan.FromSeconds(10)) } }
            : StubHandler.Json(Payloads.Server(long.Parse(request.RequestUri!.Segments[^1].TrimEnd('/'), System.Globalization.CultureInfo.InvariantCulture)))));
        using var client = Clients.For(handler, clock, timeout: TimeSpan.FromHours(1));
        var calls = new List<Task> { client.GetServerAsync(12345) };
        await held.UntilHeldAsync(1);
        held.Release();
        await clock.UntilWaitingAsync(1);
        calls.AddRange(Enumerable.Range(2, 12).Select(id => client.GetServerAsync(id)));
        Assert.Single(handler.Lines);

        clock.Advance(TimeSpan.FromSeconds(10));

        // One alone; each success doubles how many may be in flight.
        foreach (var (inFlight, sent) in ((int, int)[])[(1, 2), (2, 4), (4, 7), (8, 12)])
        {
            await held.UntilHeldAsync(inFlight);

            // A call that is made now would have been sent before it returns, if it were let in.
            calls.Add(client.GetServerAsync(100));
            Assert.Equal(sent, handler.Lines.Count);
            Assert.Equal(inFlight, held.Count);
            held.Release();
        }

        held.ReleaseAllFromNowOn();
        await Task.WhenAll(calls).Guarded();
        Assert.Equal(calls.Count + 1, handler.Lines.Count);
    }

    [Fact]
    public async Task The_gate_doubles_with_each_answer_until_it_stands_open()
    {
        var clock = new ManualClock();
        var gate = await ClosedAsync(clock);
        clock.Advance(TimeSpan.FromSeconds(10));
        var width = 1;
        for (var round = 0; round < 11; round++)
        {
            var places = await FillAsync(gate, Math.Min(width + 1, 1025));
            Assert.Equal(width, places.Count);
            gate.Leave(places[0], answered: true);
            places.Skip(1).ToList().ForEach(place => gate.Leave(place, answered: false));
            clock.Advance(TimeSpan.FromSeconds(1)); // The pace is not what this test is about.
            width *= 2;
        }

        Assert.Equal(5000, (await FillAsync(gate, 5000)).Count);
    }

    [Fact]
    public async Task A_call_without_an_answer_does_not_widen_the_gate()
    {
        var clock = new ManualClock();
        var gate = await ClosedAsync(clock);
        clock.Advance(TimeSpan.FromSeconds(10));

        for (var round = 0; round < 3; round++)
        {
            var place = Assert.Single(await FillAsync(gate, 3));
            gate.Leave(place, answered: false);
        }
    }

    [Fact]
    public async Task What_was_sent_before_a_429_does_not_widen_the_gate_after_it()
    {
        var clock = new ManualClock();
        var gate = new RateGate(clock);
        var places = await FillAsync(gate, 10);
        gate.Close(places[0], TimeSpan.FromSeconds(10));

        places.ForEach(place => gate.Leave(place, answered: true));
        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Single(await FillAsync(gate, 10));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(500)]
    [InlineData(200)]
    public async Task Any_answer_that_is_not_429_reopens_the_gate(int status)
    {
        // The answers that come now are 404, say, or 200 with a body that cannot be read.
        var clock = new ManualClock();
        var held = new HeldAnswers();
        var answers = 0;
        var handler = new StubHandler((_, _) => held.HoldAsync(Interlocked.Increment(ref answers) == 1
            ? new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new(TimeSpan.FromSeconds(10)) } }
            : StubHandler.Json("{", (HttpStatusCode)status)));
        using var client = Clients.For(handler, clock);
        var first = client.GetServerAsync(1);
        held.Release();
        await clock.UntilWaitingAsync(1);
        Task[] calls = [first, .. Enumerable.Range(2, 6).Select(id => client.GetServerAsync(id))];
        clock.Advance(TimeSpan.FromSeconds(10));

        await held.UntilHeldAsync(1);
        held.Release();
        await held.UntilHeldAsync(2);

        held.ReleaseAllFromNowOn();
        foreach (var call in calls)
        {
            await Assert.ThrowsAnyAsync<VpsException>(() => call.Guarded());
        }
    }

    [Fact]
    public async Task A_call_that_waits_for_its_turn_can_be_cancelled_and_takes_no_turn()
    {
        var clock = new ManualClock();
        var gate = await ClosedAsync(clock);
        clock.Advance(TimeSpan.FromSeconds(10));
        var first = await gate.EnterAsync(new RatePatience(), CancellationToken.None).Guarded();
        using var stop = new CancellationTokenSource();
        var waiting = gate.EnterAsync(new RatePatience(), stop.Token);
        Assert.False(waiting.IsCompleted);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Guarded());
        gate.Leave(first, answered: false);
        Assert.Null((await gate.EnterAsync(new RatePatience(), CancellationToken.None).Guarded()).Held);
    }

    [Fact]
    public async Task Six_calls_that_are_asked_to_wait_200_seconds_wait_300_at_most_each()
    {
        var clock = new ManualClock();
        var begun = clock.Elapsed;
        var held = new HeldAnswers();
        var handler = new StubHandler((_, _) => held.HoldAsync(
            new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new(TimeSpan.FromSeconds(200)) } }));
        using var client = Clients.For(handler, clock, retries: 4);
        var trace = new RecordingTrace();
        var calls = Enumerable.Range(1, 6).Select(id => client.GetServerAsync(id, trace)).ToList();
        held.ReleaseAllFromNowOn();
        await trace.UntilVerboseAsync(6, "answered 429; waiting 200.0 s");
        await clock.UntilDeadlineAsync(TimeSpan.FromSeconds(300), count: 6); // All six wait, and know since when.

        await clock.PassAsync(TimeSpan.FromSeconds(200));

        foreach (var call in calls)
        {
            await Assert.ThrowsAsync<VpsRateLimitException>(() => call.Guarded());
        }

        Assert.Equal(TimeSpan.FromSeconds(200), clock.Elapsed - begun);
        Assert.Equal(7, handler.Lines.Count);
    }

    [Fact]
    public async Task A_call_that_waits_for_a_place_gives_up_after_300_seconds_too()
    {
        // The first call after a 429 hangs, and its own time is an hour.
        var clock = new ManualClock();
        var answers = 0;
        var handler = new StubHandler((_, token) => Interlocked.Increment(ref answers) == 1
            ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new(TimeSpan.FromSeconds(1)) } })
            : new TaskCompletionSource<HttpResponseMessage>().Task.WaitAsync(token));
        using var client = Clients.For(handler, clock, timeout: TimeSpan.FromHours(1));
        using var stop = new CancellationTokenSource();
        var hanging = client.GetServerAsync(1, null, stop.Token);
        await clock.PassAsync(TimeSpan.FromSeconds(1));
        await handler.UntilRequestsAsync(2);
        var waiting = client.StartServerAsync(2);

        await clock.ExpireAsync(TimeSpan.FromSeconds(300));

        var exception = await Assert.ThrowsAsync<VpsRateLimitException>(() => waiting.Guarded());
        Assert.Contains("300 s", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.MayHaveActed);
        Assert.Equal(2, handler.Lines.Count);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging.Guarded());
    }

    [Fact]
    public async Task Retries_do_not_renew_the_300_seconds()
    {
        var clock = new ManualClock { MovesByItself = true };
        await using var server = new RawServer(
            Limited("200"), RawAnswer.Status(503), Limited("200"), RawAnswer.Json(Payloads.Get));
        using var client = Clients.For(server, clock, retries: 4);

        await Assert.ThrowsAsync<VpsRateLimitException>(() => client.GetServerAsync(1).Guarded());

        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task While_the_gate_is_closed_for_long_every_call_says_so_at_once_and_sends_nothing()
    {
        var clock = new ManualClock();
        await using var server = new RawServer(_ => Limited("1000"));
        using var client = Clients.For(server, clock);
        await Assert.ThrowsAsync<VpsRateLimitException>(() => client.GetServerAsync(12345).Guarded());

        var exception = await Assert.ThrowsAsync<VpsRateLimitException>(() => client.StartServerAsync(12345).Guarded());

        Assert.Single(server.Requests);
        Assert.False(exception.MayHaveActed);
        Assert.Equal(0, exception.Attempts);
    }

    /// <summary>A gate that a 429 has closed for ten seconds.</summary>
    private static async Task<RateGate> ClosedAsync(ManualClock clock)
    {
        var gate = new RateGate(clock);
        var place = await gate.EnterAsync(new RatePatience(), CancellationToken.None).Guarded();
        gate.Close(place, TimeSpan.FromSeconds(10));
        gate.Leave(place, answered: false);
        return gate;
    }

    /// <summary>The places that the gate gives at once, so many at most. Those that wait are let go of.</summary>
    private static async Task<List<RatePlace>> FillAsync(RateGate gate, int calls)
    {
        using var stop = new CancellationTokenSource();
        var places = new List<RatePlace>();
        for (var i = 0; i < calls; i++)
        {
            var call = gate.EnterAsync(new RatePatience(), stop.Token);
            if (call.IsCompletedSuccessfully)
            {
                places.Add(await call);
                continue;
            }

            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Guarded());
            break;
        }

        return places;
    }

    private static RawAnswer Limited(string retryAfter) => RawAnswer.Status(
        429, """{"detail":"Slow down."}""", ("Retry-After", retryAfter), ("Date", "Thu, 16 Jan 2025 12:00:00 GMT"));
}
