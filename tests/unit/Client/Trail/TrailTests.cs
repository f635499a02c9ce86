using System.Text.Json;

namespace VpsOrg.Client.Tests;

/// <summary>A line before each write and one after, and no secret in either.</summary>
public sealed class TrailTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vps-trail-").FullName;

    private string LogPath => Path.Combine(_folder, "trail.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_write_leaves_a_line_before_and_a_line_after_it()
    {
        await using var server = new RawServer(RawAnswer.Json(Payloads.Account), RawAnswer.Json(Payloads.Get), RawAnswer.Json(Payloads.Stop, ("X-Request-Id", "r-1")));
        using var client = For(server);
        await client.GetAccountAsync().Guarded();

        await client.StopServerAsync(12345).Guarded();

        var lines = await LinesAsync();
        Assert.Equal(2, lines.Count);
        Assert.Equal(("begin", "stop", 12345), (Text(lines[0], "phase"), Text(lines[0], "verb"), lines[0].GetProperty("id").GetInt64()));
        Assert.Equal(("end", "done", "r-1"), (Text(lines[1], "phase"), Text(lines[1], "outcome"), Text(lines[1], "request_id")));
        Assert.Equal(200, lines[1].GetProperty("status").GetInt32());
        Assert.Equal(1, lines[1].GetProperty("attempts").GetInt32());
        Assert.All(lines, line =>
        {
            Assert.Equal(Text(lines[0], "write"), Text(line, "write"));
            Assert.Equal("2025-01-16T15:45:00.000Z", Text(line, "time"));
            Assert.Equal($"127.0.0.1:{server.Port}", Text(line, "host"));
            Assert.Equal("ada@example.com", Text(line, "account"));
            Assert.Equal("web-server-01", Text(line, "name"));
        });
    }

    [Fact]
    public async Task The_first_line_is_on_the_disk_before_the_request_is_sent()
    {
        string? found = null;
        await using var server = new RawServer(request => request.Method == "GET"
            ? RawAnswer.Json(Payloads.Page(0, []))
            : RawAnswer.Created(Payloads.Create).After(() => found = File.ReadAllText(LogPath)));
        using var client = For(server);

        await client.CreateServerAsync(new CreateServerRequest("web-server-02", 1, 5, "us-west")).Guarded();

        var line = JsonDocument.Parse(found!).RootElement;
        Assert.Equal(("begin", "create", "web-server-02"), (Text(line, "phase"), Text(line, "verb"), Text(line, "name")));
    }

    [Theory]
    [InlineData(404, "failed")]
    [InlineData(502, "unknown")]
    public async Task A_write_that_fails_says_whether_its_outcome_is_known(int status, string outcome)
    {
        await using var server = new RawServer(RawAnswer.Json(Payloads.Get), RawAnswer.Status(status, $$"""{"detail":"{{Clients.Canary}}"}""", ("X-Request-Id", Clients.Canary)));
        using var client = For(server);

        await Assert.ThrowsAnyAsync<VpsException>(() => client.RebootServerAsync(12345).Guarded());

        var lines = await LinesAsync();
        Assert.Equal(outcome, Text(lines[1], "outcome"));
        Assert.Equal(status, lines[1].GetProperty("status").GetInt32());
        Assert.DoesNotContain(Clients.Canary, await File.ReadAllTextAsync(LogPath), StringComparison.Ordinal);
    }

    public static TheoryData<string, Func<VpsClient, CancellationToken, Task>> Writes => new()
    {
        { "stop", (client, token) => client.StopServerAsync(12345, null, token) },
        { "update", (client, token) => client.UpdateServerAsync(12345, new UpdateServerRequest { Name = "web-02" }, null, token) },
        { "replace", (client, token) => client.ReplaceServerAsync(12345, new ReplaceServerRequest("web-02", "web02.example.com", true), null, token) },
        { "delete", (client, token) => client.DeleteServerAsync(12345, null, token) },
        { "invoke", (client, token) => client.InvokeAsync(HttpMethod.Post, "servers/12345/snapshots/", null, null, token) },
    };

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_write_that_may_have_left_is_never_called_cancelled(string verb, Func<VpsClient, CancellationToken, Task> write)
    {
        await using var server = Answering(RawAnswer.Stall);
        using var client = For(server);
        using var stop = new CancellationTokenSource();
        var call = write(client, stop.Token);
        await server.UntilRequestsAsync(2);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Guarded());
        var end = (await LinesAsync())[1];
        Assert.Equal((verb, "unknown"), (Text(end, "verb"), Text(end, "outcome")));
    }

    [Fact]
    public async Task A_write_that_was_given_up_after_a_503_may_have_acted()
    {
        var clock = new ManualClock();
        await using var server = new RawServer(RawAnswer.Json(Payloads.Get), RawAnswer.Status(503));
        using var client = For(server, retries: 1, clock: clock);
        using var stop = new CancellationTokenSource();
        var call = client.DeleteServerAsync(12345, null, stop.Token);
        await clock.UntilWaitingAsync(1);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Guarded());
        Assert.Equal("unknown", Text((await LinesAsync())[1], "outcome"));
    }

    [Fact]
    public async Task A_write_that_was_given_up_before_it_left_is_cancelled()
    {
        var clock = new ManualClock();
        await using var server = new RawServer(RawAnswer.Json(Payloads.Get), RawAnswer.Status(429));
        using var client = For(server, clock: clock);
        using var stop = new CancellationTokenSource();
        var call = client.StopServerAsync(12345, null, stop.Token);
        await clock.UntilWaitingAsync(1);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Guarded());
        Assert.Equal("cancelled", Text((await LinesAsync())[1], "outcome"));
    }

    [Fact]
    public async Task An_order_whose_caller_gave_up_is_told_when_its_answer_comes()
    {
        using var answered = new SemaphoreSlim(0);
        await using var server = new RawServer(request => request.Method == "GET"
            ? RawAnswer.Json(Payloads.Page(0, []))
            : RawAnswer.Created(Payloads.Create).After(answered.WaitAsync()));
        using var client = For(server);
        using var stop = new CancellationTokenSource();
        var call = client.CreateServerAsync(new CreateServerRequest("web-server-02", 1, 5, "us-west"), null, stop.Token);
        await server.UntilRequestsAsync(2);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Guarded());

        Assert.Single(await LinesAsync());
        answered.Release();

        while (client.TakeEndedOrders().Count == 0)
        {
            await Task.Yield();
        }

        Assert.Equal("done", Text((await LinesAsync())[1], "outcome"));
    }

    [Fact]
    public async Task A_retried_write_is_two_lines_and_tells_its_attempts()
    {
        await using var server = new RawServer(RawAnswer.Json(Payloads.Get), RawAnswer.Status(503), RawAnswer.NoContent());
        using var client = For(server, retries: 1);

        await client.DeleteServerAsync(12345).Guarded();

        var lines = await LinesAsync();
        Assert.Equal(2, lines.Count);
        Assert.Equal(2, lines[1].GetProperty("attempts").GetInt32());
    }

    [Fact]
    public async Task A_write_whose_first_line_cannot_be_kept_is_not_sent()
    {
        await using var server = Answering(() => RawAnswer.Json(Payloads.Stop));
        Directory.CreateDirectory(LogPath);
        using var client = For(server);

        var exception = await Assert.ThrowsAsync<VpsTrailException>(() => client.StopServerAsync(12345).Guarded());

        Assert.Contains("was not sent", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.MayHaveActed);
        Assert.All(server.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task A_write_is_not_sent_while_another_program_holds_the_file_for_five_seconds()
    {
        var clock = new ManualClock { MovesByItself = true };
        await using var server = Answering(() => RawAnswer.Json(Payloads.Stop));
        using var client = For(server, clock: clock);
        using (new FileStream(LogPath, FileMode.Append, FileAccess.Write, FileShare.None))
        {
            await Assert.ThrowsAsync<VpsTrailException>(() => client.StopServerAsync(12345).Guarded());
        }

        Assert.Equal(ManualClock.Start + TimeSpan.FromSeconds(5), clock.UtcNow);
        Assert.All(server.Requests, request => Assert.Equal("GET", request.Method));
        await client.StopServerAsync(12345).Guarded();
        Assert.Single(server.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task Reads_leave_no_line()
    {
        await using var server = new RawServer(RawAnswer.Json(Payloads.Get));
        using var client = For(server);

        await client.GetServerAsync(12345).Guarded();

        Assert.False(File.Exists(LogPath));
    }

    [Fact]
    public async Task Several_writers_at_once_lose_no_line_and_mix_none()
    {
        await using var server = Answering(() => RawAnswer.Json(Payloads.Stop));
        var clients = Enumerable.Range(0, 4).Select(_ => For(server)).ToList();

        await Task.WhenAll(clients.SelectMany(client => Enumerable.Range(1, 25).Select(_ => client.StopServerAsync(12345)))).Guarded();

        clients.ForEach(client => client.Dispose());
        var lines = await LinesAsync();
        Assert.Equal(200, lines.Count);
        Assert.All(lines.GroupBy(line => Text(line, "write")), pair => Assert.Equal(["begin", "end"], pair.Select(line => Text(line, "phase"))));
    }

    [Fact]
    public async Task The_first_line_tells_whose_it_is()
    {
        await using var server = Answering(() => RawAnswer.Json(Payloads.Stop));
        using var client = For(server);

        await client.StopServerAsync(12345).Guarded();

        var line = (await LinesAsync())[0];
        Assert.Equal(Environment.MachineName, Text(line, "machine"));
        Assert.Equal(Environment.ProcessId, line.GetProperty("process").GetInt32());
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        Assert.Equal(self.StartTime.ToUniversalTime(), line.GetProperty("process_start").GetDateTimeOffset().UtcDateTime, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_line_that_was_cut_off_does_not_swallow_the_next()
    {
        await using var server = Answering(() => RawAnswer.Json(Payloads.Stop));
        using var client = For(server);
        await File.WriteAllTextAsync(LogPath, "{\"time\":\"2025-01-16T15:4");

        await client.StopServerAsync(12345).Guarded();

        var lines = await File.ReadAllLinesAsync(LogPath);
        Assert.Equal(3, lines.Length);
        Assert.Equal("begin", Text(JsonDocument.Parse(lines[1]).RootElement, "phase"));
    }

    [Fact]
    public async Task A_full_disk_fails_at_once()
    {
        if (!File.Exists("/dev/full"))
        {
            return; // Only Linux has a disk that is always full.
        }

        var clock = new ManualClock();
        await using var server = Answering(() => RawAnswer.Json(Payloads.Stop));
        using var client = For(server, clock: clock, path: "/dev/full");

        await Assert.ThrowsAsync<VpsTrailException>(() => client.StopServerAsync(12345).Guarded());

        Assert.Empty(clock.Delays);
        Assert.All(server.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task A_new_trail_is_readable_by_its_owner_only()
    {
        await using var server = Answering(() => RawAnswer.Json(Payloads.Stop));
        using var client = For(server);

        await client.StopServerAsync(12345).Guarded();

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(LogPath));
        }
    }

    [Fact]
    public async Task A_trail_that_is_there_keeps_its_mode()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using var server = Answering(() => RawAnswer.Json(Payloads.Stop));
        using var client = For(server);
        await File.WriteAllTextAsync(LogPath, string.Empty);
        File.SetUnixFileMode(LogPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        await client.StopServerAsync(12345).Guarded();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(LogPath));
    }

    private static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();

    /// <summary>Describes the server to whoever asks, and answers a write as told.</summary>
    private static RawServer Answering(Func<RawAnswer> write) => new(request => request.Method == "GET" ? RawAnswer.Json(Payloads.Get) : write());

    private VpsClient For(RawServer server, int retries = 0, Clock? clock = null, string? path = null) => new(new VpsClientOptions
    {
        BaseAddress = server.BaseAddress,
        Token = new VpsToken(Clients.Canary),
        MaximumRetryCount = retries,
        LogPath = path ?? LogPath,
        Ledger = new OrderLedger(),
        Clock = clock ?? new SteadyClock(),
    });

    private async Task<List<JsonElement>> LinesAsync() =>
        [.. (await File.ReadAllLinesAsync(LogPath)).Select(line => JsonDocument.Parse(line).RootElement)];

    /// <summary>A clock that stands still while those who rest are called again and again: nobody's patience ever ends.</summary>
    private sealed class SteadyClock : Clock
    {
        private readonly ManualClock _still = new();

        public override DateTimeOffset UtcNow => _still.UtcNow;

        public override TimeSpan Elapsed => _still.Elapsed;

        public override async Task Delay(TimeSpan time, CancellationToken cancellationToken)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
        }

        public override Deadline CancelAfter(TimeSpan time, CancellationToken cancellationToken) => _still.CancelAfter(time, cancellationToken);

        public override IDisposable Every(TimeSpan interval, Action tick) => _still.Every(interval, tick);
    }
}
