namespace VpsOrg.PowerShell.Tests;

/// <summary>What <c>Get-VpsTrail</c> reads back of what a session did.</summary>
public sealed class GetTrailTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vpsorg-trail").FullName;
    private readonly Shell _shell = new();

    private string Trail => Path.Combine(_folder, "trail.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Writes_come_back_in_their_order_with_server_change_and_outcome()
    {
        await WriteAsync();

        var writes = await ReadAsync(new { Path = new[] { Trail } });

        Assert.Equal(["Change web-server-01 (12345): Done", "Stop db-server-01 (12346): Done", "Start db-server-01 (12346): Failed"], writes.Select(write => write.ToString()));
        Assert.Equal("hostname: web01.example.com -> www.example.com", writes[0].Changes);
        Assert.All(writes, write => Assert.False(write.IsDoubtful));
    }

    [Fact]
    public async Task Without_a_path_it_is_the_trail_of_the_default_session()
    {
        await WriteAsync();

        Assert.Equal(3, (await ReadAsync()).Count);
    }

    [Theory]
    [InlineData("web-server-01", 1)]
    [InlineData("DB-*", 2)]
    [InlineData("12346", 2)]
    [InlineData("web", 0)]
    public async Task Only_the_writes_about_a_server_are_asked_for(string server, int count)
    {
        await WriteAsync();

        Assert.Equal(count, (await ReadAsync(new { Server = Given(server) })).Count);
    }

    [Fact]
    public async Task Since_keeps_what_began_or_ended_then_or_later()
    {
        await WriteAsync();
        var last = (await ReadAsync())[^1];

        Assert.Contains(last.WriteId, (await ReadAsync(new { Since = new DateTimeOffset(last.Time) })).Select(write => write.WriteId));
        Assert.Empty(await ReadAsync(new { Since = DateTimeOffset.UtcNow.AddYears(1) }));
    }

    [Fact]
    public async Task A_write_without_an_end_is_in_doubt_and_a_line_that_is_none_a_warning()
    {
        await File.WriteAllTextAsync(Trail, """
            no line of a trail
            {"time":"2026-01-31T12:00:00.000Z","phase":"begin","write":"w1","process":1,"machine":"elsewhere","verb":"stop","id":12345,"name":"web-01"}

            """);

        var result = await _shell.RunAsync<GetVpsTrailCommand>(new { Path = new[] { Trail } });

        Assert.True(Assert.IsType<VpsTrailRecord>(Assert.Single(result.Objects)) is { IsDoubtful: true, Outcome: "Unknown", ServerName: "web-01", Line: 2 });
        Assert.Contains("line 1", Assert.Single(result.Warnings), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_trail_that_is_missing_is_an_error_for_it_and_the_next_is_read()
    {
        await WriteAsync();

        var result = await _shell.RunAsync<GetVpsTrailCommand>(new { LiteralPath = new[] { Path.Combine(_folder, "none.jsonl"), Trail } });

        result.OnlyError("TrailNotFound");
        Assert.Equal(3, result.Objects.Count);
    }

    [Fact]
    public async Task Without_a_path_and_a_session_that_keeps_a_trail_there_is_none() =>
        (await _shell.RunAsync<GetVpsTrailCommand>()).OnlyError("TrailNotFound");

    [Fact]
    public async Task What_names_no_server_is_refused_before_anything_is_read() =>
        (await _shell.RunAsync<GetVpsTrailCommand>(new { Path = new[] { Trail }, Server = Given(new DateTime(2026, 1, 31)) })).Terminating("InvalidParameter");

    private static PSObject[] Given(object server) => [PSObject.AsPSObject(server)];

    private async Task WriteAsync()
    {
        await _shell.GetAsync<ConnectVpsCommand, VpsSession>(new { Sandbox = true, SandboxDelaySec = 20.0, LogPath = Trail });
        await _shell.GetAsync<SetVpsServerCommand, VpsServer>(new { Id = 12345, Hostname = "www.example.com" });
        await _shell.GetAsync<StopVpsServerCommand, VpsServer>(new { Id = 12346 });
        Assert.Single((await _shell.RunAsync<StartVpsServerCommand>(new { Id = 12346 })).Errors);
    }

    private Task<IReadOnlyList<VpsTrailRecord>> ReadAsync(object? parameters = null) => _shell.GetAsync<GetVpsTrailCommand, VpsTrailRecord>(parameters);
}
