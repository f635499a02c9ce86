namespace VpsOrg.Client.Tests;

/// <summary>The guards of a session refuse before anything is sent.</summary>
public sealed class GuardTests
{
    private static readonly Dictionary<string, Func<VpsClient, Task>> Writes = new()
    {
        ["create"] = client => client.CreateServerAsync(new CreateServerRequest("web-02", 1, 5, "us-west")),
        ["replace"] = client => client.ReplaceServerAsync(12345, new ReplaceServerRequest("web", "web.example.com", backupsEnabled: true)),
        ["rename"] = client => client.UpdateServerAsync(12345, new UpdateServerRequest { Name = "web-09" }),
        ["delete"] = client => client.DeleteServerAsync(12345),
        ["stop"] = client => client.StopServerAsync(12345),
        ["reboot"] = client => client.RebootServerAsync(12345),
        ["start"] = client => client.StartServerAsync(12345),
    };

    public static TheoryData<string> EveryWrite => [.. Writes.Keys];

    public static TheoryData<string> WritesToAServer => [.. Writes.Keys.Except(["create", "start"])];

    [Theory]
    [MemberData(nameof(EveryWrite))]
    public async Task A_read_only_session_sends_no_write(string write)
    {
        await using var server = new RawServer(_ => RawAnswer.Json(Payloads.Get));
        using var client = For(server, readOnly: true);

        var exception = await Assert.ThrowsAsync<VpsGuardException>(() => Writes[write](client).Guarded());

        Assert.Equal(VpsGuard.ReadOnly, exception.Guard);
        Assert.False(exception.MayHaveActed);
        Assert.Contains("was not sent", exception.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_read_only_session_reads()
    {
        await using var server = new RawServer(RawAnswer.Json(Payloads.Get), RawAnswer.Json(Payloads.List), RawAnswer.Json(Payloads.Account));
        using var client = For(server, readOnly: true);

        await client.GetServerAsync(12345).Guarded();
        await client.GetServersAsync().Guarded();
        await client.GetAccountAsync().Guarded();

        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(WritesToAServer))]
    public async Task A_protected_server_takes_no_write_and_its_name_is_read_fresh(string write)
    {
        await using var server = new RawServer(_ => RawAnswer.Json(Payloads.Get));
        using var client = For(server, isProtected: name => name == "web-server-01");

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var exception = await Assert.ThrowsAsync<VpsGuardException>(() => Writes[write](client).Guarded());
            Assert.Equal(VpsGuard.Protected, exception.Guard);
            Assert.Contains("server 12345 ('web-server-01') is protected", exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(["GET /api/v1/servers/12345/", "GET /api/v1/servers/12345/"], server.Lines);
    }

    [Fact]
    public async Task A_protected_server_may_be_started()
    {
        await using var server = new RawServer(RawAnswer.Json(Payloads.Start));
        using var client = For(server, isProtected: _ => true);

        await client.StartServerAsync(12345).Guarded();

        Assert.Equal(["POST /api/v1/servers/12345/start/"], server.Lines);
    }

    [Fact]
    public async Task A_server_that_is_not_protected_takes_the_write()
    {
        await using var server = new RawServer(RawAnswer.Json(Payloads.Get), RawAnswer.Json(Payloads.Stop));
        using var client = For(server, isProtected: name => name == "db-server-01");

        await client.StopServerAsync(12345).Guarded();

        Assert.Equal(["GET /api/v1/servers/12345/", "POST /api/v1/servers/12345/stop/"], server.Lines);
    }

    [Theory]
    [InlineData(500, "{}")]
    [InlineData(403, "{}")]
    [InlineData(200, "no JSON")]
    [InlineData(200, """{"id":12345}""")]
    [InlineData(200, """{"id":12345,"name":""}""")]
    [InlineData(200, """{"id":12345,"name":null}""")]
    public async Task A_name_that_cannot_be_read_is_protected(int status, string body)
    {
        await using var server = new RawServer(_ => RawAnswer.Status(status, body));
        using var client = For(server, isProtected: _ => false);

        var exception = await Assert.ThrowsAsync<VpsGuardException>(() => client.DeleteServerAsync(12345).Guarded());

        Assert.Equal(VpsGuard.Protected, exception.Guard);
        Assert.All(server.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task The_answer_of_another_server_does_not_unprotect_this_one()
    {
        await using var server = new RawServer(_ => RawAnswer.Json("""{"id":777,"name":"free"}"""));
        using var client = For(server, isProtected: name => name != "free");

        await Assert.ThrowsAsync<VpsGuardException>(() => client.DeleteServerAsync(12345).Guarded());

        Assert.All(server.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task Reading_the_name_is_part_of_the_write_s_time()
    {
        var clock = new ManualClock();
        await using var server = new RawServer(
            RawAnswer.Json(Payloads.Get).After(() => clock.Advance(TimeSpan.FromSeconds(60))),
            RawAnswer.Stall());
        using var client = For(server, isProtected: _ => false, clock: clock);
        var call = client.StopServerAsync(12345);
        await server.UntilRequestsAsync(2);

        // A hundred seconds for the whole call, of which the reading took sixty.
        await clock.ExpireAsync(TimeSpan.FromSeconds(40));

        var exception = await Assert.ThrowsAsync<VpsTimeoutException>(() => call.Guarded());
        Assert.True(exception.MayHaveActed);
        Assert.Equal(ManualClock.Start + TimeSpan.FromSeconds(100), exception.Context.Time);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task The_name_is_read_again_before_each_attempt(int refusal)
    {
        var name = "web-server-01";
        await using var server = new RawServer(request =>
        {
            if (request.Method == "GET")
            {
                return RawAnswer.Json($$"""{"id":12345,"name":"{{name}}"}""");
            }

            name = "prod-db"; // While the client waits to send it again, somebody renames the server.
            return RawAnswer.Status(refusal, "", ("Retry-After", "5"));
        });
        using var client = For(server, isProtected: one => one == "prod-db", retries: 4);

        var exception = await Assert.ThrowsAsync<VpsGuardException>(() => client.DeleteServerAsync(12345).Guarded());

        Assert.Equal(VpsGuard.Protected, exception.Guard);
        Assert.Equal(["GET /api/v1/servers/12345/", "DELETE /api/v1/servers/12345/", "GET /api/v1/servers/12345/"], server.Lines);
    }

    [Fact]
    public async Task The_name_is_read_again_where_another_call_s_429_held_the_write_back()
    {
        var clock = new ManualClock();
        var minute = TimeSpan.FromSeconds(60);
        var firstLook = new TaskCompletionSource<HttpResponseMessage>();
        var looks = 0;
        var handler = new StubHandler((request, _) => request.RequestUri!.AbsolutePath.EndsWith("/servers/", StringComparison.Ordinal)
            ? Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new(minute) } })
            : ++looks == 1 ? firstLook.Task : Task.FromResult(StubHandler.Json("""{"id":12345,"name":"prod-db"}""")));
        using var client = new VpsClient(new VpsClientOptions
        {
            BaseAddress = new Uri("https://vps.test/"),
            HandlerFactory = () => handler,
            IsProtected = name => name == "prod-db",
            Clock = clock,
        });
        using var over = new CancellationTokenSource();
        var stop = client.StopServerAsync(12345);
        await handler.UntilRequestsAsync(1);
        var list = client.GetServersAsync(null, null, over.Token);
        await clock.UntilAskedAsync(minute);

        // The first look was under way when the gate closed: its write waits, and the server is renamed meanwhile.
        firstLook.SetResult(StubHandler.Json("""{"id":12345,"name":"web-server-01"}"""));
        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => list.Guarded());
        await clock.PassAsync(minute).Guarded();

        var exception = await Assert.ThrowsAsync<VpsGuardException>(() => stop.Guarded());
        Assert.Equal(VpsGuard.Protected, exception.Guard);
        Assert.DoesNotContain(handler.Lines, line => line.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_429_of_the_reading_is_waited_for()
    {
        var reads = 0;
        await using var server = new RawServer(request => request.Method != "GET" ? (reads < 2 ? RawAnswer.Status(429, "", ("Retry-After", "5")) : RawAnswer.NoContent())
            : ++reads == 2 ? RawAnswer.Status(429, "", ("Retry-After", "5")) : RawAnswer.Json(Payloads.Get));
        using var client = For(server, isProtected: _ => false);

        await client.DeleteServerAsync(12345).Guarded();

        Assert.Equal(["GET", "DELETE", "GET", "GET", "DELETE"], server.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task A_delete_whose_answer_was_lost_has_succeeded_where_its_name_is_gone()
    {
        var isThere = true;
        await using var server = new RawServer(request =>
        {
            if (request.Method == "GET")
            {
                return isThere ? RawAnswer.Json(Payloads.Get) : RawAnswer.Status(404);
            }

            isThere = false;
            return RawAnswer.Close();
        });
        using var client = For(server, isProtected: _ => false, retries: 2);

        await client.DeleteServerAsync(12345).Guarded();

        Assert.Single(server.Requests, request => request.Method == "DELETE");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("any")]
    public async Task A_server_of_another_name_than_the_expected_one_takes_no_write_and_one_look_serves_both_guards(string? protection)
    {
        await using var server = new RawServer(request => RawAnswer.Json(request.Method == "GET" ? Payloads.Get : Payloads.Stop));
        using var client = For(server, isProtected: protection is null ? null : _ => false);

        var exception = await Assert.ThrowsAsync<VpsGuardException>(
            () => client.Writes.StopAsync(new ServerIdentity(12345, "db-server-01"), null, CancellationToken.None).Guarded());
        await client.Writes.StopAsync(new ServerIdentity(12345, "WEB-Server-01"), null, CancellationToken.None).Guarded();

        Assert.Equal(VpsGuard.Identity, exception.Guard);
        Assert.Contains("Server 12345 was named 'db-server-01', but here its name is 'web-server-01'", exception.Message, StringComparison.Ordinal);
        Assert.Equal(["GET", "GET", "POST"], server.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task A_start_is_refused_too_where_the_server_has_another_name()
    {
        await using var server = new RawServer(_ => RawAnswer.Json(Payloads.Get));
        using var client = For(server, isProtected: _ => true);

        await Assert.ThrowsAsync<VpsGuardException>(
            () => client.Writes.StartAsync(new ServerIdentity(12345, "db-server-01"), null, CancellationToken.None).Guarded());

        Assert.Equal(["GET"], server.Requests.Select(request => request.Method));
    }

    private static VpsClient For(
        RawServer server, bool readOnly = false, Func<string, bool>? isProtected = null, ManualClock? clock = null, int retries = 0) => new(new VpsClientOptions
        {
            BaseAddress = server.BaseAddress,
            Token = new VpsToken(Clients.Canary),
            MaximumRetryCount = retries,
            ReadOnly = readOnly,
            IsProtected = isProtected,
            Clock = clock ?? new ManualClock { MovesByItself = true },
            Ledger = new OrderLedger(),
        });
}
