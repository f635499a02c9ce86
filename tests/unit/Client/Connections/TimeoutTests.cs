namespace VpsOrg.Client.Tests;

/// <summary>A time-out bounds the whole call, its body included. It comes when the test moves the clock, and not before.</summary>
public sealed class TimeoutTests
{
    /// <summary>Of a shorter one the platform would wait two seconds for the rest before it closes the connection.</summary>
    private const long LongBody = 5_000_000;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenDrops = TimeSpan.FromSeconds(11);

    public static TheoryData<string> Faults => ["never answers", "stops in the head", "stops in the body", "drips the head", "drips the body", "drips an error"];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_read_ends_in_time_whatever_the_server_does(string fault)
    {
        await using var api = new Api(fault);

        var exception = await api.TimeOutAsync(client => client.GetServerAsync(12345));

        Assert.EndsWith(": no complete answer within 60 s.", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.MayHaveActed);
        Assert.Equal(1, exception.Attempts);
        Assert.Equal(ManualClock.Start + Timeout, exception.Context.Time);
        await api.Server.UntilClosedAsync(1);
        Assert.Single(api.Server.Requests);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_list_ends_in_time_whatever_the_server_does(string fault)
    {
        await using var api = new Api(fault);

        await api.TimeOutAsync(client => client.GetServersAsync());

        await api.Server.UntilClosedAsync(1);
        Assert.Single(api.Server.Requests);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_write_that_timed_out_may_have_acted_and_is_not_sent_again(string fault)
    {
        await using var api = new Api(fault);

        var exception = await api.TimeOutAsync(client => client.UpdateServerAsync(1, new UpdateServerRequest { BackupsEnabled = true }));

        Assert.True(exception.MayHaveActed);
        Assert.Single(api.Server.Requests);
    }

    [Fact]
    public async Task A_handler_that_minds_no_token_is_left_behind()
    {
        var clock = new ManualClock();
        var never = new TaskCompletionSource<HttpResponseMessage>();
        using var client = Clients.For(new StubHandler((_, _) => never.Task), clock, timeout: Timeout);
        var call = client.GetServerAsync(1);

        await clock.ExpireAsync(Timeout);

        await Assert.ThrowsAsync<VpsTimeoutException>(() => call.Guarded());
    }

    [Fact]
    public async Task What_an_attempt_took_is_missing_from_the_next_one_s_time()
    {
        var clock = new ManualClock { MovesByItself = true };
        await using var server = new RawServer(
            RawAnswer.Status(503).After(() => clock.Advance(TimeSpan.FromSeconds(20))),
            RawAnswer.Stall());
        using var client = Clients.For(server, clock, retries: 4, timeout: Timeout, jitter: 1);
        var call = client.GetServerAsync(1);

        // 20 s for the first attempt and a second's rest.
        await clock.ExpireAsync(TimeSpan.FromSeconds(39));

        var exception = await Assert.ThrowsAsync<VpsTimeoutException>(() => call.Guarded());
        Assert.Equal(2, exception.Attempts);
        Assert.Equal(ManualClock.Start + Timeout, exception.Context.Time);
    }

    /// <summary>A server with one fault, a client, and the clock of both.</summary>
    private sealed class Api : IAsyncDisposable
    {
        private readonly string _fault;
        private readonly ManualClock _clock = new();
        private readonly WatchedHandler _handler = new();
        private readonly VpsClient _client;

        public Api(string fault)
        {
            _fault = fault;
            Server = new RawServer(_ => Answer());
            _client = Clients.For(Server.BaseAddress, _clock, retries: 4, timeout: Timeout, handler: () => _handler);
        }

        public RawServer Server { get; }

        /// <summary>Begins a call, and lets its time pass once the fault shows.</summary>
        public async Task<VpsTimeoutException> TimeOutAsync(Func<VpsClient, Task> begin)
        {
            var call = begin(_client);
            await Server.UntilRequestsAsync(1);
            if (_fault is "stops in the body" or "drips the body" or "drips an error")
            {
                await _handler.UntilHeadsAsync(1);
            }

            // A drop now and then is no reason to give a call more time.
            for (var drop = 0; _fault.StartsWith("drips", StringComparison.Ordinal) && drop < 4; drop++)
            {
                await _clock.PassAsync(BetweenDrops);
            }

            Assert.False(call.IsCompleted);
            await _clock.ExpireAsync(Timeout);
            return await Assert.ThrowsAsync<VpsTimeoutException>(() => call.Guarded());
        }

        public ValueTask DisposeAsync()
        {
            _client.Dispose();
            return Server.DisposeAsync();
        }

        private RawAnswer Answer() => _fault switch
        {
            "never answers" => RawAnswer.Stall(),
            "stops in the head" => RawAnswer.BytesThenStall("HTTP/1.1 200 OK\r\nContent-"),
            "stops in the body" => RawAnswer.BytesThenStall(RawAnswer.Head(200, LongBody) + "{\"count\":1,\"results\":["),
            "drips the head" => Drip("HTTP/1.1 200 OK\r\nX-Drops: ", 'x'),
            "drips the body" => Drip(RawAnswer.Head(200, LongBody) + "{\"count\":1,\"results\":[", ' '),
            _ => Drip(RawAnswer.Head(500, LongBody) + "{\"detail\":\"", 'x'),
        };

        private RawAnswer Drip(string beginning, char drop) => RawAnswer.Drip(beginning, drop, _clock, BetweenDrops);
    }
}
