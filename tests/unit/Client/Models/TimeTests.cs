namespace VpsOrg.Client.Tests;

public sealed class TimeTests
{
    [Theory]
    [InlineData("2025-01-16T15:30:00Z", "2025-01-16T15:30:00.0000000")]
    [InlineData("2025-01-16T15:30:00.123456Z", "2025-01-16T15:30:00.1234560")]
    [InlineData("2025-01-16T15:30:00.123456789Z", "2025-01-16T15:30:00.1234568")]
    [InlineData("2025-01-16T17:30:00+02:00", "2025-01-16T15:30:00.0000000")]
    [InlineData("2025-01-16T04:00:00.5-11:30", "2025-01-16T15:30:00.5000000")]
    [InlineData("2025-01-16T15:30:00", "2025-01-16T15:30:00.0000000")]
    [InlineData("2025-01-16 15:30:00", "2025-01-16T15:30:00.0000000")]
    [InlineData("2025-01-16", "2025-01-16T00:00:00.0000000")]
    public async Task A_time_is_the_right_instant_and_of_kind_Local(string wire, string utc)
    {
        var server = await ReadAsync($"\"{wire}\"");

        Assert.Equal(DateTimeKind.Local, server.CreatedAt!.Value.Kind);
        Assert.Equal(utc, server.Created!.Value.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(server.Created, server.CreatedAt.Value.ToUniversalTime());
        Assert.Equal(DateTimeKind.Utc, server.Created.Value.Kind);
        Assert.Empty(server.AdditionalProperties);
    }

    [Theory]
    [InlineData("2025-01-16T15:30:00Z", "2025-01-16T15:30:00Z")]
    [InlineData("2025-01-16T15:30:00.123456Z", "2025-01-16T15:30:00.123456Z")]
    [InlineData("2025-01-16T17:30:00.500+02:00", "2025-01-16T15:30:00.5Z")]
    [InlineData("2025-01-16", "2025-01-16T00:00:00Z")]
    public async Task A_time_in_UTC_is_one_text_for_one_instant(string wire, string utc)
    {
        var server = await ReadAsync($"\"{wire}\"");

        Assert.Equal(utc, server.CreatedAtUtc);
        Assert.Null(server.UpdatedAtUtc);
    }

    [Theory]
    [InlineData("\"soon\"", "soon")]
    [InlineData("\"\"", "")]
    [InlineData("1736519400", "1736519400")]
    [InlineData("\"15:30\"", "15:30")]
    [InlineData("\"1.5\"", "1.5")]
    [InlineData("\"01/02/2025\"", "01/02/2025")]
    [InlineData("\"2025-13-45T00:00:00Z\"", "2025-13-45T00:00:00Z")]
    [InlineData("\"0001-01-01T00:00:00+14:00\"", "0001-01-01T00:00:00+14:00")]
    public async Task A_time_that_cannot_be_read_for_sure_is_kept_as_it_came(string wire, string kept)
    {
        var server = await ReadAsync(wire);

        Assert.Null(server.CreatedAt);
        Assert.Equal(kept, server.AdditionalProperties["created_at"]);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z")]
    public async Task The_first_and_the_last_time_of_all_do_no_harm(string wire)
    {
        var server = await ReadAsync($"\"{wire}\"");

        Assert.NotNull(server.CreatedAt);
    }

    [Fact]
    public async Task A_server_s_age_goes_by_the_client_s_clock_however_the_server_was_read()
    {
        var clock = new ManualClock();
        await using var raw = new RawServer(request => request.Path == "/api/v1/servers/" && request.Method == "GET"
            ? RawAnswer.Json("""{"count":1,"results":[{"id":1,"created_at":"2025-01-16T15:00:00Z"}]}""")
            : RawAnswer.Json($$"""{"id":{{(request.Path == "/api/v1/servers/" ? 2 : 1)}},"name":"web","backups_enabled":true,"created_at":"2025-01-16T15:00:00Z"}"""));
        using var client = Clients.For(raw, clock);
        VpsServer[] servers =
        [
            await client.GetServerAsync(1).Guarded(),
            Assert.Single(await client.GetServersAsync().Guarded()),
            await client.CreateServerAsync(new CreateServerRequest("web", 1, 5, "us-west")).Guarded(),
            await client.UpdateServerAsync(1, new UpdateServerRequest { BackupsEnabled = true }).Guarded(),
        ];

        Assert.All(servers, server => Assert.Equal(45.0 / 60 / 24, server.AgeDays!.Value, precision: 9));
        clock.Advance(TimeSpan.FromHours(1));
        Assert.All(servers, server => Assert.Equal(105.0 / 60 / 24, server.AgeDays!.Value, precision: 9));
    }

    private static async Task<VpsServer> ReadAsync(string createdAt)
    {
        using var client = Clients.Reading($$"""{"id":1,"created_at":{{createdAt}}}""");
        return await client.GetServerAsync(1).Guarded();
    }
}
