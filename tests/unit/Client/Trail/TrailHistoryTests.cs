namespace VpsOrg.Client.Tests;

/// <summary>A trail that is read back is what was done: nothing is lost because of what stands beside it.</summary>
public sealed class TrailHistoryTests : IDisposable
{
    private static readonly string Own = Owner(TrailOwner.Own);
    private static readonly string Dead = Owner(new TrailOwner(Environment.MachineName, int.MaxValue, ManualClock.Start));
    private static readonly string Foreign = Owner(new TrailOwner("another-machine", 1, ManualClock.Start));

    private readonly string _folder = Directory.CreateTempSubdirectory("vps-trail-").FullName;
    private readonly RecordingTrace _trace = new();

    private string LogPath => Path.Combine(_folder, "trail.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Beginning_and_end_are_one_write()
    {
        var write = Assert.Single(await ReadAsync(
            Line("begin", "a", $$"""
                "account":"ada@example.com","verb":"update","method":"PATCH","path":"servers/12345/","id":12345,"name":"web-01",
                "old":{"name":"web-01","hostname":null,"backups_enabled":true},"new":{"name":"web-02","hostname":"web.example.com","backups_enabled":true},{{Own}}
                """),
            Line("end", "a", """ "verb":"update","id":12345,"name":"web-01","outcome":"done","status":200,"request_id":"r-1","attempts":2 """, "15:45:01.250")));

        Assert.Equal(("Change", 12345, "web-01", "Done", false), (write.Action, write.ServerId, write.ServerName, write.Outcome, write.IsDoubtful));
        Assert.Equal("name: web-01 -> web-02; hostname: (none) -> web.example.com; backups_enabled: true (unchanged)", write.Changes);
        Assert.Equal(("2025-01-16T15:45:00.000Z", 1250L), (write.TimeUtc, write.DurationMs));
        Assert.Equal(new DateTime(2025, 1, 16, 15, 45, 0, DateTimeKind.Utc), write.Time.ToUniversalTime());
        Assert.Equal(DateTimeKind.Local, write.Time.Kind);
        Assert.Equal(("vps.test", "ada@example.com", "PATCH", "servers/12345/"), (write.Host, write.Account, write.Method, write.Path));
        Assert.Equal((200, "r-1", 2), (write.StatusCode, write.RequestId, write.Attempts));
        Assert.Equal((Environment.MachineName, Environment.ProcessId, "a", 1L), (write.Machine, write.ProcessId, write.WriteId, write.Line));
        Assert.Equal(LogPath, write.TrailPath);
    }

    [Theory]
    [InlineData("create", "Order")]
    [InlineData("replace", "Change")]
    [InlineData("delete", "Delete")]
    [InlineData("start", "Start")]
    [InlineData("stop", "Stop")]
    [InlineData("reboot", "Restart")]
    [InlineData("invoke", "Invoke")]
    [InlineData("resize", "Resize")]
    public async Task An_action_is_called_as_commands_call_it(string verb, string action)
    {
        var write = Assert.Single(await ReadAsync(Line("begin", "a", $"\"verb\":\"{verb}\""), Line("end", "a", $"\"verb\":\"{verb}\",\"outcome\":\"done\"")));

        Assert.Equal(action, write.Action);
    }

    public static TheoryData<string, string?, string, bool> Ends => new()
    {
        { Own, "\"outcome\":\"done\"", "Done", false },
        { Own, "\"outcome\":\"failed\",\"status\":404,\"reason\":\"There is no such server.\"", "Failed", false },
        { Own, "\"outcome\":\"cancelled\"", "Cancelled", false },
        { Own, "\"outcome\":\"unknown\",\"reason\":\"No answer.\"", "Unknown", true },
        { Own, "\"outcome\":\"postponed\"", "postponed", true },
        { Own, null, "UnderWay", false },
        { Dead, null, "Unknown", true },
        { Foreign, null, "Unknown", true },
        { "\"process\":1", null, "Unknown", true },
        { "\"process\":1", "\"outcome\":\"cancelled\"", "Unknown", true },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task Only_what_is_known_counts_as_known(string owner, string? end, string outcome, bool isDoubtful)
    {
        var begin = Line("begin", "a", $"\"verb\":\"stop\",\"id\":12345,{owner}");

        var write = Assert.Single(end is null ? await ReadAsync(begin) : await ReadAsync(begin, Line("end", "a", $"\"verb\":\"stop\",{end}")));

        Assert.Equal((outcome, isDoubtful), (write.Outcome, write.IsDoubtful));
        Assert.Equal(end is null, write.EndedAt is null);
        Assert.True(write.Detail is not null || !isDoubtful || outcome == "postponed");
    }

    [Fact]
    public async Task What_began_more_than_a_day_ago_is_not_under_way_whoever_lives()
    {
        var clock = new ManualClock();
        clock.Advance(TimeSpan.FromDays(1));

        var write = Assert.Single(await ReadAsync(clock, Line("begin", "a", $"\"verb\":\"stop\",{Own}")));

        Assert.Equal(("Unknown", true), (write.Outcome, write.IsDoubtful));
    }

    [Theory]
    [InlineData("\"outcome\":\"unknown\"", "\"id\":7,\"outcome\":\"made\"", "Done", 7)]
    [InlineData("\"outcome\":\"unknown\"", "\"outcome\":\"absent\"", "Failed", null)]
    [InlineData("\"outcome\":\"failed\",\"status\":409", "\"id\":7,\"outcome\":\"made\"", "Done", 7)]
    public async Task An_order_in_doubt_that_was_settled_later_is_one_write(string end, string settled, string outcome, int? id)
    {
        var write = Assert.Single(await ReadAsync(
            Line("begin", "a", $$"""
                "verb":"create","name":"web-02","new":{"name":"web-02","plan_id":2,"os_id":5,"location":"us-west","ssh_key_id":3000000000},{{Own}}
                """),
            Line("end", "a", $"\"verb\":\"create\",{end}"),
            Line("settled", "a", $"\"verb\":\"create\",\"name\":\"web-02\",{settled}", "15:55:00.000"),
            Line("settled", "a", $"\"verb\":\"create\",\"name\":\"web-02\",{settled}", "15:56:00.000")));

        Assert.Equal(("Order", "web-02", outcome, false, id), (write.Action, write.ServerName, write.Outcome, write.IsDoubtful, (int?)write.ServerId));
        Assert.Equal("plan_id: 2; os_id: 5; location: us-west; ssh_key_id: 3000000000", write.Changes);
        Assert.Equal(600_000, write.DurationMs);
    }

    [Fact]
    public async Task An_order_in_doubt_that_nobody_settled_is_told_at_the_end()
    {
        var writes = await ReadAsync(
            Line("begin", "a", "\"verb\":\"create\",\"name\":\"web-02\""),
            Line("end", "a", "\"verb\":\"create\",\"outcome\":\"unknown\""),
            Line("begin", "b", "\"verb\":\"stop\""),
            Line("end", "b", "\"verb\":\"stop\",\"outcome\":\"done\""));

        Assert.Equal(["Done", "Unknown"], writes.Select(write => write.Outcome));
    }

    [Fact]
    public async Task An_end_without_its_beginning_tells_what_it_knows()
    {
        var write = Assert.Single(await ReadAsync(Line("end", "a", "\"verb\":\"stop\",\"id\":12345,\"name\":\"web-01\",\"outcome\":\"done\"")));

        Assert.Equal(("Stop", 12345, "web-01", "Done"), (write.Action, write.ServerId, write.ServerName, write.Outcome));
        Assert.Null(write.DurationMs);
    }

    [Fact]
    public async Task What_a_deleted_server_had_is_told_as_what_was_before()
    {
        var write = Assert.Single(await ReadAsync(Line("begin", "a", """ "verb":"delete","old":{"location":"us-west","plan_id":2} """)));

        Assert.Equal("plan_id: 2 (before); location: us-west (before)", write.Changes);
    }

    public static TheoryData<string, string> StrangeLines => new()
    {
        { "nobody wrote this", "no line of a trail" },
        { "[1,2]", "no line of a trail" },
        { "{}", "no line of a trail" },
        { "{\"time\":\"2025-01-16T15:45:00.000Z\",\"phase\":\"begin\",\"write\":\"x\"", "no line of a trail" },
        { Line("begin", "x", "\"verb\":\"stop\"") + "}", "no line of a trail" },
        { Line("paused", "x", "\"verb\":\"stop\""), "'paused' is no phase that this version knows" },
        { "{\"phase\":\"begin\",\"write\":\"x\",\"verb\":\"stop\",\"time\":\"yesterday\"}", "no line of a trail" },
        { new string('x', 2_000_000), "longer than any line of a trail" },
        { "{\"a\":" + new string('[', 1000), "no line of a trail" },
    };

    [Theory]
    [MemberData(nameof(StrangeLines))]
    public async Task A_line_that_is_none_of_a_trail_is_told_by_its_number_and_costs_no_other(string line, string why)
    {
        var writes = await ReadAsync(
            Line("begin", "a", "\"verb\":\"stop\""), line, string.Empty, Line("end", "a", "\"verb\":\"stop\",\"outcome\":\"done\""));

        Assert.Equal("Done", Assert.Single(writes).Outcome);
        var warning = Assert.Single(_trace.Warnings);
        Assert.StartsWith($"Line 2 of {LogPath} was left out: ", warning, StringComparison.Ordinal);
        Assert.Contains(why, warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_last_line_that_is_half_written_is_told_and_a_whole_one_without_its_end_is_read()
    {
        var (begin, end) = (Line("begin", "a", "\"verb\":\"stop\""), Line("end", "a", "\"verb\":\"stop\",\"outcome\":\"done\""));

        await File.WriteAllTextAsync(LogPath, $"\ufeff{begin}\r\n{end}");
        Assert.Equal("Done", Assert.Single(await ReadAllAsync()).Outcome);
        Assert.Empty(_trace.Warnings);

        await File.WriteAllTextAsync(LogPath, $"{begin}\n{end[..^5]}");
        Assert.True(Assert.Single(await ReadAllAsync()).IsDoubtful);
        Assert.Contains("Line 2 of", Assert.Single(_trace.Warnings), StringComparison.Ordinal);
        Assert.Contains("being written at this moment", _trace.Warnings.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_trail_is_eleven_warnings_and_no_more()
    {
        Assert.Empty(await ReadAsync([.. Enumerable.Repeat("a log of something else", 5000)]));

        Assert.Equal(11, _trace.Warnings.Count());
        Assert.StartsWith("4990 more lines", _trace.Warnings.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_that_cross_the_pieces_in_which_a_long_trail_is_read_are_whole()
    {
        var lines = Enumerable.Range(0, 16_000).SelectMany(number => (string[])
        [
            Line("begin", $"w{number}", $"\"verb\":\"stop\",\"id\":{number + 1},\"name\":\"\u00fc-{number}\""),
            Line("end", $"w{number}", "\"verb\":\"stop\",\"outcome\":\"done\""),
        ]);

        var writes = await ReadAsync([.. lines]);

        Assert.True(new FileInfo(LogPath).Length > 3 << 20);
        Assert.Equal(Enumerable.Range(0, 16_000).Select(number => $"{number + 1} \u00fc-{number} Done"), writes.Select(write => $"{write.ServerId} {write.ServerName} {write.Outcome}"));
        Assert.Empty(_trace.Warnings);
    }

    [Fact]
    public async Task What_is_appended_while_it_is_read_is_not_read_so_that_reading_ends()
    {
        await File.WriteAllTextAsync(LogPath, new string('\n', 2 << 20) + Line("end", "a", "\"verb\":\"stop\",\"outcome\":\"done\"") + "\n");
        var history = new TrailHistory(LogPath, new ManualClock());
        var writes = new List<VpsTrailRecord>();

        while (await history.NextAsync(_trace, default).Guarded() is { } next)
        {
            writes.AddRange(next);
            await File.AppendAllTextAsync(LogPath, Line("end", "b", "\"verb\":\"stop\",\"outcome\":\"done\"") + "\n");
        }

        Assert.Equal("a", Assert.Single(writes).WriteId);
    }

    [Fact]
    public async Task Whoever_appends_at_the_same_moment_is_waited_for_and_never_kept_out()
    {
        var clock = new ManualClock();
        await File.WriteAllTextAsync(LogPath, Line("end", "a", "\"verb\":\"stop\",\"outcome\":\"done\"") + "\n");
        var history = new TrailHistory(LogPath, clock);

        Assert.Single((await history.NextAsync(_trace, default).Guarded())!);

        using (new FileStream(LogPath, FileMode.Append, FileAccess.Write, FileShare.None))
        {
            // Nobody holds it between two pieces.
        }

        if (OperatingSystem.IsWindows())
        {
            await AWriterIsWaitedForAsync(clock);
        }
    }

    /// <summary>Elsewhere a writer's lock keeps no reader out.</summary>
    private async Task AWriterIsWaitedForAsync(ManualClock clock)
    {
        Task<IReadOnlyList<VpsTrailRecord>?> reading;
        using (new FileStream(LogPath, FileMode.Append, FileAccess.Write, FileShare.None))
        {
            reading = new TrailHistory(LogPath, clock).NextAsync(_trace, default);
            await clock.UntilWaitingAsync(1);
        }

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Single((await reading.Guarded())!);
    }

    [Fact]
    public async Task What_a_trail_holds_cannot_act_on_a_terminal()
    {
        var write = Assert.Single(await ReadAsync(Line("begin", "a", """ "verb":"stop","name":"\u001b[31mweb","new":{"name":"\u0007"} """)));

        Assert.DoesNotContain(write.ServerName + write.Changes, c => char.IsControl(c));
    }

    private static string Owner(TrailOwner owner) =>
        $"\"machine\":\"{owner.Machine}\",\"process\":{owner.Process},\"process_start\":\"{owner.Start!.Value.ToUniversalTime():O}\"";

    private static string Line(string phase, string write, string fields, string time = "15:45:00.000") =>
        $"{{\"time\":\"2025-01-16T{time}Z\",\"phase\":\"{phase}\",\"write\":\"{write}\",\"host\":\"vps.test\",{string.Concat(fields.Split('\r', '\n'))}}}";

    private Task<List<VpsTrailRecord>> ReadAsync(params string[] lines) => ReadAsync(new ManualClock(), lines);

    private async Task<List<VpsTrailRecord>> ReadAsync(ManualClock clock, params string[] lines)
    {
        await File.WriteAllTextAsync(LogPath, string.Join("\n", lines) + "\n");
        return await ReadAllAsync(clock);
    }

    private async Task<List<VpsTrailRecord>> ReadAllAsync(ManualClock? clock = null)
    {
        var history = new TrailHistory(LogPath, clock ?? new ManualClock());
        var writes = new List<VpsTrailRecord>();
        while (await history.NextAsync(_trace, default).Guarded() is { } next)
        {
            writes.AddRange(next);
        }

        return writes;
    }
}
