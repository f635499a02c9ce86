namespace VpsOrg.Client.Tests;

/// <summary>What surely does no harm twice is sent again; nothing else is.</summary>
public sealed class RetryTests
{
    public static TheoryData<string, string> HarmlessAndTransient
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var method in (string[])["GET", "PUT", "PATCH", "DELETE"])
            {
                foreach (var fault in (string[])["408", "502", "503", "504", "close", "reset", "body"])
                {
                    data.Add(method, fault);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(HarmlessAndTransient))]
    public async Task Harmless_methods_are_sent_again_after_what_may_pass(string method, string fault)
    {
        await using var server = new RawServer(Fault(fault), Fault(fault), method == "DELETE" ? RawAnswer.NoContent() : RawAnswer.Json(Payloads.Get));
        using var client = Clients.For(server, retries: 2);

        await CallAsync(client, method).Guarded();

        Assert.Equal([method, method, method], server.Requests.Select(request => request.Method));
        Assert.Single(server.Requests.Select(request => (request.Target, request.Body)).Distinct());
    }

    [Theory]
    [InlineData("400")]
    [InlineData("401")]
    [InlineData("403")]
    [InlineData("404")]
    [InlineData("409")]
    [InlineData("418")]
    [InlineData("500")]
    [InlineData("501")]
    [InlineData("garbage")]
    public async Task What_will_not_pass_is_not_sent_again(string fault)
    {
        foreach (var method in (string[])["GET", "PUT", "PATCH"])
        {
            await using var server = new RawServer(_ => Fault(fault));
            using var client = Clients.For(server, retries: 4);

            var exception = await Assert.ThrowsAnyAsync<VpsException>(() => CallAsync(client, method).Guarded());

            Assert.Single(server.Requests, request => request.Method == method);
            Assert.Equal(1, exception.Attempts);
        }
    }

    [Theory]
    [InlineData("400")]
    [InlineData("408")]
    [InlineData("500")]
    [InlineData("502")]
    [InlineData("503")]
    [InlineData("504")]
    [InlineData("close")]
    [InlineData("reset")]
    [InlineData("body")]
    [InlineData("garbage")]
    public async Task A_POST_is_never_sent_again_once_it_may_have_arrived(string fault)
    {
        await using var server = new RawServer(request => request.Method == "POST" ? Fault(fault) : RawAnswer.Json(Payloads.Page(0, [])));
        using var client = Clients.For(server, retries: 4);

        await Assert.ThrowsAnyAsync<VpsException>(() => client.StartServerAsync(12345).Guarded());
        await Assert.ThrowsAnyAsync<VpsException>(() => client.RebootServerAsync(12345).Guarded());
        await Assert.ThrowsAnyAsync<VpsException>(() => client.CreateServerAsync(new CreateServerRequest("web", 1, 5, "us-west")).Guarded());

        Assert.Equal(1, server.Lines.Count(line => line == "POST /api/v1/servers/12345/start/"));
        Assert.Equal(1, server.Lines.Count(line => line == "POST /api/v1/servers/12345/reboot/"));
        Assert.Equal(1, server.Lines.Count(line => line == "POST /api/v1/servers/"));
    }

    [Fact]
    public async Task A_POST_whose_connection_was_refused_is_sent_again()
    {
        var tries = 0;
        var handler = new StubHandler((_, _) => ++tries < 3
            ? throw new HttpRequestException("refused", new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.ConnectionRefused))
            : Task.FromResult(StubHandler.Json(Payloads.Start)));
        using var client = Clients.For(handler, retries: 4);

        var action = await client.StartServerAsync(12345).Guarded();

        Assert.Equal("starting", action.ServerStatus);
        Assert.Equal(3, handler.Lines.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public async Task The_maximum_retry_count_is_the_number_of_retries(int retries)
    {
        await using var server = new RawServer(_ => RawAnswer.Status(503));
        using var client = Clients.For(server, retries: retries);

        var exception = await Assert.ThrowsAsync<VpsServerErrorException>(() => client.GetServerAsync(12345).Guarded());

        Assert.Equal(retries + 1, server.Requests.Count);
        Assert.Equal(retries + 1, exception.Attempts);
    }

    [Fact]
    public void Four_retries_and_a_hundred_seconds_are_the_default()
    {
        Assert.Equal(4, new VpsClientOptions().MaximumRetryCount);
        Assert.Equal(TimeSpan.FromSeconds(100), new VpsClientOptions().Timeout);
    }

    [Theory]
    [InlineData(0.0, new double[] { })]
    [InlineData(0.5, new[] { 0.5, 1, 2, 4, 8, 15, 15 })]
    [InlineData(1.0, new double[] { 1, 2, 4, 8, 16, 30, 30 })]
    public async Task The_back_off_doubles_up_to_thirty_seconds_and_is_spread_over_its_whole_length(double jitter, double[] seconds)
    {
        var clock = new ManualClock { MovesByItself = true };
        await using var server = new RawServer(_ => RawAnswer.Status(503));
        using var client = Clients.For(server, clock, retries: 7, timeout: TimeSpan.FromSeconds(1000), jitter: jitter);

        await Assert.ThrowsAsync<VpsServerErrorException>(() => client.GetServerAsync(12345).Guarded());

        Assert.Equal(8, server.Requests.Count);
        Assert.Equal(seconds, clock.DelaysInSeconds);
    }

    [Fact]
    public void The_jitter_is_spread_between_0_and_1()
    {
        var numbers = Enumerable.Range(0, 1000).Select(_ => JitterSource.Next()).ToList();

        Assert.All(numbers, number => Assert.InRange(number, 0, 0.999999999999));
        Assert.True(numbers.Min() < 0.1 && numbers.Max() > 0.9);
        Assert.InRange(numbers.Distinct().Count(), 990, 1000);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("40", 40)]
    [InlineData("0", 1)]
    [InlineData("Thu, 16 Jan 2025 12:00:09 GMT", 9)]
    [InlineData("nonsense", 1)]
    public async Task Retry_After_on_a_503_is_never_undercut(string retryAfter, double seconds)
    {
        var clock = new ManualClock { MovesByItself = true };
        await using var server = new RawServer(
            RawAnswer.Status(503, string.Empty, ("Retry-After", retryAfter), ("Date", "Thu, 16 Jan 2025 12:00:00 GMT")),
            RawAnswer.Json(Payloads.Get));
        using var client = Clients.For(server, clock, retries: 1, timeout: TimeSpan.FromSeconds(100), jitter: 1);

        await client.GetServerAsync(12345).Guarded();

        Assert.Equal([seconds], clock.DelaysInSeconds);
    }

    [Fact]
    public async Task A_back_off_that_is_longer_than_the_time_that_is_left_is_not_begun()
    {
        var clock = new ManualClock { MovesByItself = true };
        await using var server = new RawServer(_ => RawAnswer.Status(503, string.Empty, ("Retry-After", "200")));
        using var client = Clients.For(server, clock, retries: 4, timeout: TimeSpan.FromSeconds(100));

        var exception = await Assert.ThrowsAsync<VpsServerErrorException>(() => client.GetServerAsync(12345).Guarded());

        Assert.Single(server.Requests);
        Assert.Empty(clock.Delays);
        Assert.Equal(TimeSpan.FromSeconds(200), exception.Context.RetryAfter);
    }

    [Fact]
    public async Task The_time_of_a_call_holds_its_attempts_and_its_back_off()
    {
        var clock = new ManualClock { MovesByItself = true };
        await using var server = new RawServer(_ => RawAnswer.Status(503).After(() => clock.Advance(TimeSpan.FromSeconds(32))));
        using var client = Clients.For(server, clock, retries: 100, timeout: TimeSpan.FromSeconds(100), jitter: 1);

        await Assert.ThrowsAsync<VpsServerErrorException>(() => client.GetServerAsync(12345).Guarded());

        // 32 s, a second's rest, 32 s, two seconds' rest, 32 s: what is left does not suffice for another rest.
        Assert.Equal([1, 2], clock.DelaysInSeconds);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Rests_alone_use_the_time_of_a_call_up()
    {
        var clock = new ManualClock { MovesByItself = true };
        await using var server = new RawServer(_ => RawAnswer.Status(503));
        using var client = Clients.For(server, clock, retries: 100, timeout: TimeSpan.FromSeconds(20), jitter: 1);

        await Assert.ThrowsAsync<VpsServerErrorException>(() => client.GetServerAsync(12345).Guarded());

        Assert.Equal([1, 2, 4, 8], clock.DelaysInSeconds);
    }

    [Fact]
    public async Task A_DELETE_that_finds_nothing_after_a_503_has_succeeded()
    {
        await using var server = new RawServer(RawAnswer.Status(503), RawAnswer.Status(404));
        using var client = Clients.For(server, retries: 1);
        var trace = new RecordingTrace();

        await client.DeleteServerAsync(12345, trace).Guarded();

        Assert.Equal(2, server.Requests.Count);
        Assert.Contains(trace.Verbose, line => line.Contains("an earlier attempt deleted it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_DELETE_that_finds_nothing_after_a_lost_connection_has_succeeded()
    {
        await using var server = new RawServer(RawAnswer.Close(), RawAnswer.Status(404));
        using var client = Clients.For(server, retries: 1);

        await client.DeleteServerAsync(12345).Guarded();

        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_DELETE_that_finds_nothing_at_once_has_not_succeeded()
    {
        await using var server = new RawServer(RawAnswer.Status(404));
        using var client = Clients.For(server, retries: 4);

        await Assert.ThrowsAsync<VpsNotFoundException>(() => client.DeleteServerAsync(12345).Guarded());
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("429")]
    public async Task A_DELETE_that_finds_nothing_after_what_surely_did_not_act_has_not_succeeded(string first)
    {
        var tries = 0;
        var handler = new StubHandler((_, _) => (++tries, first) switch
        {
            (1, "refused") => throw new HttpRequestException("refused", new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.ConnectionRefused)),
            (1, _) => Task.FromResult(StubHandler.Json("{}", System.Net.HttpStatusCode.TooManyRequests)),
            _ => Task.FromResult(StubHandler.Json("{}", System.Net.HttpStatusCode.NotFound)),
        });
        using var client = Clients.For(handler, retries: 4);

        await Assert.ThrowsAsync<VpsNotFoundException>(() => client.DeleteServerAsync(12345).Guarded());

        Assert.Equal(2, tries);
    }

    [Fact]
    public async Task An_earlier_attempt_that_may_have_acted_is_remembered_in_the_last_error()
    {
        await using var server = new RawServer(RawAnswer.Status(503), RawAnswer.Status(400));
        using var client = Clients.For(server, retries: 1);

        var exception = await Assert.ThrowsAsync<VpsInvalidRequestException>(
            () => client.UpdateServerAsync(12345, new UpdateServerRequest { BackupsEnabled = true }).Guarded());

        Assert.True(exception.MayHaveActed);
        Assert.Equal(2, exception.Attempts);
    }

    private static Task CallAsync(VpsClient client, string method) => method switch
    {
        "GET" => client.GetServerAsync(12345),
        "PUT" => client.ReplaceServerAsync(12345, new ReplaceServerRequest("web", "web.example.com", backupsEnabled: true)),
        "PATCH" => client.UpdateServerAsync(12345, new UpdateServerRequest { BackupsEnabled = true }),
        _ => client.DeleteServerAsync(12345),
    };

    private static RawAnswer Fault(string fault) => fault switch
    {
        "close" => RawAnswer.Close(),
        "reset" => RawAnswer.Reset(),
        "body" => RawAnswer.BytesThenClose(RawAnswer.Head(200, 500) + "{\"id\":"),
        "garbage" => RawAnswer.Json("no JSON"),
        _ => RawAnswer.Status(int.Parse(fault, System.Globalization.CultureInfo.InvariantCulture)),
    };
}
