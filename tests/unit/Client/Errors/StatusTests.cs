namespace VpsOrg.Client.Tests;

/// <summary>A type a cause: each status ends in its own exception, with the API's words, request id and time.</summary>
public sealed class StatusTests
{
    [Theory]
    [InlineData(400, typeof(VpsInvalidRequestException))]
    [InlineData(401, typeof(VpsUnauthorizedException))]
    [InlineData(402, typeof(VpsInsufficientCreditsException))]
    [InlineData(403, typeof(VpsForbiddenException))]
    [InlineData(404, typeof(VpsNotFoundException))]
    [InlineData(408, typeof(VpsUnexpectedStatusException))]
    [InlineData(409, typeof(VpsConflictException))]
    [InlineData(418, typeof(VpsUnexpectedStatusException))]
    [InlineData(429, typeof(VpsRateLimitException))]
    [InlineData(500, typeof(VpsServerErrorException))]
    [InlineData(502, typeof(VpsServerErrorException))]
    [InlineData(503, typeof(VpsServerErrorException))]
    [InlineData(504, typeof(VpsServerErrorException))]
    [InlineData(599, typeof(VpsServerErrorException))]
    public async Task Each_status_is_its_own_exception_with_words_request_id_and_time(int status, Type type)
    {
        await using var server = new RawServer(RawAnswer.Status(
            status,
            """{"detail":"The API's own words."}""",
            ("X-Request-Id", "req-77"),
            ("Date", "Thu, 16 Jan 2025 15:45:30 GMT"),
            ("Retry-After", "1000")));
        using var client = Clients.For(server);

        var exception = await Assert.ThrowsAnyAsync<VpsException>(() => client.GetServerAsync(12345).Guarded());

        Assert.IsType(type, exception);
        Assert.Contains("GET servers/12345/", exception.Message, StringComparison.Ordinal);
        Assert.Contains("The API's own words.", exception.Message, StringComparison.Ordinal);
        Assert.Equal(status, exception.Context.StatusCode);
        Assert.Equal("The API's own words.", exception.Context.Detail);
        Assert.Equal("req-77", exception.Context.RequestId);
        Assert.Equal(new DateTimeOffset(2025, 1, 16, 15, 45, 30, TimeSpan.Zero), exception.Context.Time);
        Assert.Equal("GET", exception.Context.Method);
        Assert.Equal("servers/12345/", exception.Context.Path);
        Assert.Equal(TimeSpan.FromSeconds(1000), exception.Context.RetryAfter);
        Assert.Equal(1, exception.Attempts);
    }

    [Fact]
    public async Task The_context_prints_the_request_and_the_status_and_nothing_that_the_API_said()
    {
        await using var server = new RawServer(RawAnswer.Status(404, """{"detail":"words","name":["words"]}""", ("X-Request-Id", "words")));
        await using var mute = new RawServer(RawAnswer.Close()); // Another: on a connection used before, a platform may ask twice.
        using var client = Clients.For(server);
        using var clientOfMute = Clients.For(mute);

        var answered = await Assert.ThrowsAsync<VpsNotFoundException>(() => client.GetServerAsync(12345).Guarded());
        var lost = await Assert.ThrowsAsync<VpsConnectionException>(() => clientOfMute.GetServerAsync(12345).Guarded());

        Assert.Equal("GET servers/12345/ -> 404", answered.Context.ToString());
        Assert.Equal("GET servers/12345/ -> no answer", lost.Context.ToString());
    }

    [Fact]
    public async Task Without_a_Date_the_time_is_this_machine_s()
    {
        await using var server = new RawServer(RawAnswer.Status(404));
        using var client = Clients.For(server);

        var exception = await Assert.ThrowsAsync<VpsNotFoundException>(() => client.GetServerAsync(1).Guarded());

        Assert.Equal(ManualClock.Start, exception.Context.Time);
        Assert.Null(exception.Context.RequestId);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed_neither_here_nor_elsewhere(int status)
    {
        await using var elsewhere = new RawServer(RawAnswer.Json(Payloads.Get));
        await using var server = new RawServer(
            RawAnswer.Status(status, string.Empty, ("Location", elsewhere.BaseAddress + "servers/1/")),
            RawAnswer.Status(status, string.Empty, ("Location", "/api/v1/servers/2/")));
        using var client = Clients.For(server, retries: 4);

        var first = await Assert.ThrowsAsync<VpsUnexpectedStatusException>(() => client.GetServerAsync(1).Guarded());
        await Assert.ThrowsAsync<VpsUnexpectedStatusException>(() => client.GetServerAsync(2).Guarded());

        Assert.Contains("redirect, which is not followed", first.Message, StringComparison.Ordinal);
        Assert.Equal(["GET /api/v1/servers/1/", "GET /api/v1/servers/2/"], server.Lines);
        Assert.Equal(0, elsewhere.ConnectionsAccepted);
    }

    [Theory]
    [InlineData(400, false)]
    [InlineData(401, false)]
    [InlineData(404, false)]
    [InlineData(408, true)]
    [InlineData(409, false)]
    [InlineData(429, false)]
    [InlineData(500, true)]
    [InlineData(502, true)]
    [InlineData(503, true)]
    [InlineData(504, true)]
    public async Task A_write_may_have_acted_only_where_the_status_leaves_that_open(int status, bool open)
    {
        await using var server = new RawServer(RawAnswer.Status(status, string.Empty, ("Retry-After", "1000")));
        using var client = Clients.For(server);

        var exception = await Assert.ThrowsAnyAsync<VpsException>(() => client.StartServerAsync(1).Guarded());

        Assert.Equal(open, exception.MayHaveActed);
    }

    [Fact]
    public async Task A_read_never_may_have_acted()
    {
        await using var server = new RawServer(RawAnswer.Status(502), RawAnswer.Close(), RawAnswer.Json("no JSON"));
        using var client = Clients.For(server);

        for (var call = 0; call < 3; call++)
        {
            Assert.False((await Assert.ThrowsAnyAsync<VpsException>(() => client.GetServerAsync(1).Guarded())).MayHaveActed);
        }
    }
}
