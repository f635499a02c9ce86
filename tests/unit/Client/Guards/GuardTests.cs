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

    private static VpsClient For(RawServer server, bool readOnly = false, Func<string, bool>? isProtected = null, ManualClock? clock = null) => new(new VpsClientOptions
    {
        BaseAddress = server.BaseAddress,
        Token = new VpsToken(Clients.Canary),
        MaximumRetryCount = 0,
        ReadOnly = readOnly,
        IsProtected = isProtected,
        Clock = clock ?? new ManualClock { MovesByItself = true },
    });
}
