using System.Text.Json;

namespace VpsOrg.Client.Tests;

/// <summary>The trail tells the story alone: which server, what was sent, what was there before. To tell it never keeps a write from being sent.</summary>
public sealed class TrailStoryTests : IDisposable
{
    private const string Uuid = "3f2a9c1e-6b7d-4e8f-9a0b-1c2d3e4f5a6b";

    private readonly string _folder = Directory.CreateTempSubdirectory("vps-trail-").FullName;
    private readonly ManualClock _clock = new();

    private string LogPath => Path.Combine(_folder, "trail.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_change_tells_each_field_with_its_old_and_its_new_value()
    {
        await using var server = Answering(() => RawAnswer.Json(Payloads.Get.Replace("web-server-01", "web-02", StringComparison.Ordinal)));
        using var client = For(server);

        await client.UpdateServerAsync(12345, new UpdateServerRequest { Name = "web-02", Hostname = null, BackupsEnabled = false }).Guarded();

        var begin = Lines()[0];
        Assert.Equal("""{"name":"web-server-01","hostname":"web01.example.com","backups_enabled":true}""", begin.GetProperty("old").GetRawText());
        Assert.Equal("""{"name":"web-02","hostname":null,"backups_enabled":false}""", begin.GetProperty("new").GetRawText());
        var write = Assert.Single(await HistoryAsync());
        Assert.Equal(("Change", 12345, "web-server-01", "Done"), (write.Action, write.ServerId, write.ServerName, write.Outcome));
        Assert.Equal("name: web-server-01 -> web-02; hostname: web01.example.com -> (none); backups_enabled: true -> false", write.Changes);
        Assert.Equal(["GET /api/v1/servers/12345/", "PATCH /api/v1/servers/12345/"], server.Lines);
    }

    [Fact]
    public async Task What_the_API_does_not_say_of_a_server_is_not_told_as_no()
    {
        await using var server = new RawServer(request => RawAnswer.Json(request.Method == "GET" ? Payloads.Server(12345) : Payloads.Get));
        using var client = For(server);

        await client.UpdateServerAsync(12345, new UpdateServerRequest { BackupsEnabled = true }).Guarded();

        var change = Assert.Single(Assert.Single(await HistoryAsync()).ChangeList);
        Assert.Equal((false, true), (change.IsOldKnown, change.New));
    }

    [Fact]
    public async Task An_order_tells_what_was_ordered()
    {
        await using var server = new RawServer(request => request.Method == "GET" ? RawAnswer.Json(Payloads.Page(0, [])) : RawAnswer.Created(Payloads.Create));
        using var client = For(server);

        var made = await client.CreateServerAsync(new CreateServerRequest("web-server-02", 1, 5, "us-west") { Hostname = "web02.example.com", SshKeyId = 7, BackupsEnabled = true }).Guarded();

        var write = Assert.Single(await HistoryAsync());
        Assert.Equal(("Order", made.Id, "web-server-02", "Done"), (write.Action, write.ServerId, write.ServerName, write.Outcome));
        Assert.Equal("hostname: web02.example.com; backups_enabled: true; plan_id: 1; os_id: 5; location: us-west; ssh_key_id: 7", write.Changes);
    }

    [Fact]
    public async Task A_deletion_tells_what_is_gone()
    {
        await using var server = Answering(RawAnswer.NoContent);
        using var client = For(server);

        await client.DeleteServerAsync(12345).Guarded();

        var write = Assert.Single(await HistoryAsync());
        Assert.Equal(("Delete", 12345, "web-server-01", "Done"), (write.Action, write.ServerId, write.ServerName, write.Outcome));
        Assert.Equal(
            "hostname: web01.example.com (before); backups_enabled: true (before); plan_id: 1 (before); os_id: 5 (before); location: us-west (before); ip_address: 203.0.113.10 (before)",
            write.Changes);
    }

    [Fact]
    public async Task A_server_whose_id_is_text_is_told_by_it()
    {
        var described = Payloads.Get.Replace("12345", $"\"{Uuid}\"", StringComparison.Ordinal);
        await using var server = new RawServer(request => request.Method == "GET" ? RawAnswer.Json(described) : RawAnswer.NoContent());
        using var client = For(server);
        Assert.True(VpsId.TryParse(Uuid, out var id));

        await client.DeleteServerAsync(id).Guarded();

        var write = Assert.Single(await HistoryAsync());
        Assert.Equal((Uuid, "web-server-01"), (write.ServerId, write.ServerName));
    }

    [Fact]
    public async Task The_look_of_the_guards_is_enough()
    {
        await using var server = Answering(() => RawAnswer.Json(Payloads.Stop));
        using var client = Clients.For(server.BaseAddress, logPath: LogPath, isProtected: _ => false);

        await client.StopServerAsync(12345).Guarded();

        Assert.Equal(["GET", "POST"], server.Requests.Select(request => request.Method));
        Assert.Equal("web-server-01", Assert.Single(await HistoryAsync()).ServerName);
    }

    [Fact]
    public async Task Without_a_trail_nothing_is_read_before_a_write()
    {
        await using var server = Answering(() => RawAnswer.Json(Payloads.Stop));
        using var client = Clients.For(server);

        await client.StopServerAsync(12345).Guarded();

        Assert.Equal("POST", Assert.Single(server.Requests).Method);
    }

    [Theory]
    [InlineData(403, "")]
    [InlineData(404, "")]
    [InlineData(500, "")]
    [InlineData(200, "<html>")]
    [InlineData(200, """{"id":2,"name":"another"}""")]
    public async Task A_server_that_cannot_be_read_is_stopped_all_the_same(int status, string body)
    {
        await using var server = new RawServer(request => request.Method == "GET" ? RawAnswer.Status(status, body) : RawAnswer.Json(Payloads.Stop));
        using var client = For(server);

        await client.StopServerAsync(12345).Guarded();

        var begin = Lines()[0];
        Assert.False(begin.TryGetProperty("name", out _));
        Assert.False(begin.TryGetProperty("old", out _));
        Assert.NotEqual(string.Empty, Text(begin, "unread"));
        var write = Assert.Single(await HistoryAsync());
        Assert.Equal("Done", write.Outcome);
        Assert.Equal("web-server-01", write.ServerName); // The answer to the write tells it.
        Assert.StartsWith("The server could not be read before: ", write.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_server_that_cannot_be_read_the_new_name_is_not_told_as_its_name()
    {
        await using var server = new RawServer(request => request.Method == "GET"
            ? RawAnswer.Status(500)
            : RawAnswer.Json(Payloads.Get.Replace("web-server-01", "web-02", StringComparison.Ordinal)));
        using var client = For(server);

        await client.UpdateServerAsync(12345, new UpdateServerRequest { Name = "web-02" }).Guarded();

        var write = Assert.Single(await HistoryAsync());
        Assert.Null(write.ServerName);
        Assert.Equal("name: web-02", write.Changes);
    }

    [Theory]
    [InlineData(100, 5)]
    [InlineData(8, 2)]
    public async Task A_look_that_hangs_ends_after_five_seconds_or_a_quarter_of_the_time_and_the_rest_is_the_write_s(int timeout, int look)
    {
        await using var server = new RawServer(_ => RawAnswer.Stall());
        using var client = For(server, TimeSpan.FromSeconds(timeout));
        var call = client.StopServerAsync(12345);
        await server.UntilRequestsAsync(1);

        await _clock.ExpireAsync(TimeSpan.FromSeconds(look)).Guarded();
        await server.UntilRequestsAsync(2);
        await _clock.ExpireAsync(TimeSpan.FromSeconds(timeout - look)).Guarded();

        await Assert.ThrowsAsync<VpsTimeoutException>(() => call.Guarded());
        Assert.Equal(["GET", "POST"], server.Requests.Select(request => request.Method));
        Assert.Contains($"within {look} s", Text(Lines()[0], "unread"), StringComparison.Ordinal);
        Assert.True(Assert.Single(await HistoryAsync()).IsDoubtful);
    }

    [Fact]
    public async Task A_write_that_is_given_up_while_its_server_is_read_is_not_sent_and_leaves_no_line()
    {
        await using var server = new RawServer(_ => RawAnswer.Stall());
        using var client = For(server);
        using var stop = new CancellationTokenSource();
        var call = client.StopServerAsync(12345, null, stop.Token);
        await server.UntilRequestsAsync(1);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Guarded());
        Assert.False(File.Exists(LogPath));
    }

    [Fact]
    public async Task Of_a_body_that_a_user_wrote_only_documented_values_are_kept()
    {
        await using var server = Answering(() => RawAnswer.Json("{}"));
        using var client = For(server);
        var body = new Dictionary<string, object?>
        {
            ["name"] = $"web-{Clients.Canary}",
            ["hostname"] = "vps_0123456789abcdef",
            ["root_password"] = "hunter2",
            ["location"] = new Dictionary<string, object?> { ["key"] = "hunter2" },
            ["os_id"] = 5,
            [Clients.Canary] = "hunter2",
            ["\u001b[31m"] = "hunter2",
        };

        await client.InvokeAsync(HttpMethod.Post, "servers/12345/rebuild/?token=hunter2", body).Guarded();

        var text = await File.ReadAllTextAsync(LogPath);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Clients.Canary, text, StringComparison.Ordinal);
        Assert.DoesNotContain("vps_0123", text, StringComparison.Ordinal);
        var sent = Lines()[0].GetProperty("new");
        Assert.Equal(("[redacted]", "[redacted]", 5), (Text(sent, "root_password"), Text(sent, "location"), sent.GetProperty("os_id").GetInt32()));
    }

    [Theory]
    [InlineData("[1,2,3]")]
    [InlineData("\"hunter2\"")]
    [InlineData("")]
    public async Task A_body_that_is_no_object_is_not_kept_at_all(string body)
    {
        await using var server = Answering(() => RawAnswer.Json("{}"));
        using var client = For(server);

        await client.InvokeAsync(HttpMethod.Post, "servers/12345/rebuild/", body.Length == 0 ? null : body).Guarded();

        Assert.False(Lines()[0].TryGetProperty("new", out _));
    }

    [Fact]
    public async Task A_line_stays_short_whatever_is_sent_and_whatever_the_server_is_called()
    {
        var name = new string('x', 5_000);
        await using var server = new RawServer(request => RawAnswer.Json(request.Method == "GET" ? $$"""{"id":12345,"name":"{{name}}","hostname":"{{name}}"}""" : "{}"));
        using var client = For(server);
        var body = Enumerable.Range(0, 50).ToDictionary(number => $"{name}{number}", object? (_) => name);
        body["hostname"] = name;

        await client.InvokeAsync(HttpMethod.Post, "servers/12345/rebuild/", body).Guarded();

        Assert.All(await File.ReadAllLinesAsync(LogPath), line => Assert.InRange(line.Length, 1, 10_000));
        Assert.EndsWith("...", Text(Lines()[0], "name"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_tells_why()
    {
        await using var server = Answering(() => RawAnswer.Status(400, """{"detail":"The server is already running."}"""));
        using var client = For(server);

        await Assert.ThrowsAsync<VpsInvalidRequestException>(() => client.StartServerAsync(12345).Guarded());

        var write = Assert.Single(await HistoryAsync());
        Assert.Equal(("Failed", 400, false), (write.Outcome, write.StatusCode, write.IsDoubtful));
        Assert.Contains("already running", write.Detail, StringComparison.Ordinal);
    }

    private static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();

    private static RawServer Answering(Func<RawAnswer> write) => new(request => request.Method == "GET" ? RawAnswer.Json(Payloads.Get) : write());

    private VpsClient For(RawServer server, TimeSpan? timeout = null) => Clients.For(server.BaseAddress, _clock, timeout: timeout, logPath: LogPath);

    private List<JsonElement> Lines() => [.. File.ReadAllLines(LogPath).Select(line => JsonDocument.Parse(line).RootElement)];

    private async Task<List<VpsTrailRecord>> HistoryAsync()
    {
        var history = new TrailHistory(LogPath, _clock);
        var trace = new RecordingTrace();
        var writes = new List<VpsTrailRecord>();
        while (await history.NextAsync(trace, default).Guarded() is { } next)
        {
            writes.AddRange(next);
        }

        Assert.Empty(trace.Warnings);
        return writes;
    }
}
