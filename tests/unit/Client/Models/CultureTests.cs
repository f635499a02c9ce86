namespace VpsOrg.Client.Tests;

/// <summary>Reading, writing and speaking mean the same whatever culture the thread has.</summary>
public sealed class CultureTests
{
    [Theory]
    [MemberData(nameof(Cultures.Names), MemberType = typeof(Cultures))]
    public Task Reading_is_the_same_in_every_culture(string culture) => Cultures.UnderAsync(culture, async () =>
    {
        using var client = Clients.Reading("""
            {"id":12345,"STATUS":"x","status":"ACTIVE","plan":{"id":"1"},"created_at":"2025-01-10T14:30:00.5Z",
             "resource_usage":{"cpu_percent":"23.5","disk_used":1.25},"extra":1234567.5,"backups_enabled":"TRUE"}
            """);

        var server = await client.GetServerAsync(12345).Guarded();

        Assert.Equal("ACTIVE", server.Status);
        Assert.Equal(23.5, server.ResourceUsage!.CpuPercent);
        Assert.Equal(1234567.5, server.AdditionalProperties["extra"]);
        Assert.Equal(new DateTime(2025, 1, 10, 14, 30, 0, 500, DateTimeKind.Utc), server.CreatedAt!.Value.ToUniversalTime());
        Assert.True(server.BackupsEnabled);
        Assert.Equal("CPU 23.5 %, memory  MB, disk 1.25 GB, bandwidth  GB", server.ResourceUsage.ToString());
    });

    [Theory]
    [MemberData(nameof(Cultures.Names), MemberType = typeof(Cultures))]
    public Task What_is_sent_is_the_same_in_every_culture(string culture) => Cultures.UnderAsync(culture, async () =>
    {
        await using var server = new RawServer(
            RawAnswer.Json(Payloads.Page(0, [])),
            RawAnswer.Created(Payloads.Create.Replace("web-server-02", "WEB-iI", StringComparison.Ordinal)),
            RawAnswer.Json(Payloads.Server(1234567)),
            RawAnswer.Json(Payloads.Page(0, [])));
        using var client = Clients.For(server);

        await client.CreateServerAsync(new CreateServerRequest("WEB-iI", 1234567, 5, "us-west")).Guarded();
        await client.GetServerAsync(1234567).Guarded();
        await client.GetServersAsync(new ServerFilter { Statuses = ["ACTIVE"], Locations = ["us-wıst"] }).Guarded();

        Assert.Equal("""{"name":"WEB-iI","plan_id":1234567,"os_id":5,"location":"us-west"}""", server.Requests[1].Body);
        Assert.Equal("GET /api/v1/servers/1234567/", server.Lines[2]);
        Assert.Equal("GET /api/v1/servers/?status=active&location=us-w%C4%B1st", server.Lines[3]);
    });

    [Theory]
    [MemberData(nameof(Cultures.Names), MemberType = typeof(Cultures))]
    public Task What_is_said_is_the_same_in_every_culture(string culture) => Cultures.UnderAsync(culture, async () =>
    {
        await using var server = new RawServer(
            RawAnswer.Status(503),
            RawAnswer.Status(429, string.Empty, ("Retry-After", "1500")));
        using var client = Clients.For(server, retries: 1, jitter: 0.25);
        var trace = new RecordingTrace();

        var exception = await Assert.ThrowsAsync<VpsRateLimitException>(() => client.GetServerAsync(1234567, trace).Guarded());

        Assert.Contains("GET servers/1234567/: answered 503; retry 1 of 1 in 0.3 s", trace.Verbose);
        Assert.Contains("(1500 s)", exception.Message, StringComparison.Ordinal);
        Assert.Matches(@"until \d{4}-\d\d-\d\d \d\d:\d\d:\d\d ", exception.Message);
    });

    [Theory]
    [MemberData(nameof(Cultures.Names), MemberType = typeof(Cultures))]
    public Task A_filter_compares_without_the_culture_s_habits(string culture) => Cultures.UnderAsync(culture, async () =>
    {
        using var client = Clients.Reading("""{"count":1,"results":[{"id":1,"status":"active","location":"in-i"}]}""");

        var servers = await client.GetServersAsync(new ServerFilter { Statuses = ["ACTIVE"], Locations = ["IN-I"] }).Guarded();

        Assert.Single(servers);
    });
}
