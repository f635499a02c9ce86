using System.Text.Json;
using VpsOrg.Sandbox;

namespace VpsOrg.Client.Tests;

/// <summary>The trail tells of snapshots which server, which snapshot and what came of it, and is read back without taking one for a server.</summary>
public sealed class SnapshotTrailTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vps-trail-").FullName;

    private string LogPath => Path.Combine(_folder, "trail.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Each_write_is_told_with_its_server_and_its_snapshot()
    {
        await using var api = new SnapshotApi(SandboxServerIds.Integer);
        using var client = For(api);

        await client.CreateSnapshotAsync(new CreateSnapshotRequest(1, "nightly") { Description = "each night" }).Guarded();
        await client.RestoreSnapshotAsync(801).Guarded();
        await client.DeleteSnapshotAsync(801).Guarded();

        Assert.Equal(
            ["snapshot begin 1 web-server-01  nightly", "snapshot end 1 web-server-01 802 nightly",
            "restore begin 1 web-server-01 801 pre-migration", "restore end 1 web-server-01 801 pre-migration",
            "delete-snapshot begin 1 web-server-01 801 pre-migration", "delete-snapshot end 1 web-server-01 801 pre-migration"],
            Lines().Select(line => $"{Text(line, "verb")} {Text(line, "phase")} {Text(line, "id")} {Text(line, "name")} {Text(line, "snapshot")} {Text(line, "snapshot_name")}"));
        Assert.Equal("""{"server_id":1,"name":"nightly","description":"each night"}""", Lines()[0].GetProperty("new").GetRawText());
        Assert.False(Lines()[0].TryGetProperty("old", out _)); // The server's name is no older name of the snapshot.
    }

    [Fact]
    public async Task It_is_read_back_as_what_it_was_and_a_deleted_snapshot_is_no_deleted_server()
    {
        await using var api = new SnapshotApi(SandboxServerIds.Integer);
        using var client = For(api);
        await client.CreateSnapshotAsync(new CreateSnapshotRequest(1, "nightly") { Description = "each night" }).Guarded();
        await client.RestoreSnapshotAsync(801).Guarded();
        await client.DeleteSnapshotAsync(801).Guarded();

        var records = await HistoryAsync(api.Clock);

        Assert.Equal(
            [("Snapshot", 1, "web-server-01", 802, "nightly", "Done"), ("Restore", 1, "web-server-01", 801, "pre-migration", "Done"), ("DeleteSnapshot", 1, "web-server-01", 801, "pre-migration", "Done")],
            records.Select(one => (one.Action, one.ServerId, one.ServerName, one.SnapshotId, one.SnapshotName, one.Outcome)));
        Assert.Equal("name: nightly; description: each night", records[0].Changes);
        Assert.All(records, one => Assert.Equal(["web-server-01"], one.ServerNames));
    }

    [Fact]
    public async Task A_lost_answer_is_told_by_what_the_search_came_to()
    {
        await using var found = new SnapshotApi(SandboxServerIds.Integer) { Lose = "close" };
        await using var lost = new SnapshotApi(SandboxServerIds.Integer) { Lose = "lost before acting" };
        using var finder = For(found);
        using var loser = For(lost);

        await finder.CreateSnapshotAsync(new CreateSnapshotRequest(1, "nightly")).Guarded();
        await Assert.ThrowsAsync<VpsSnapshotOutcomeUnknownException>(() => loser.CreateSnapshotAsync(new CreateSnapshotRequest(1, "nightly")).Guarded());
        await Assert.ThrowsAsync<VpsRestoreOutcomeUnknownException>(() => loser.RestoreSnapshotAsync(801).Guarded());

        var records = await HistoryAsync(found.Clock);
        Assert.Equal([("Done", false), ("Unknown", true), ("Unknown", true)], records.Select(one => (one.Outcome, one.IsDoubtful)));
        Assert.Equal(802, records[0].SnapshotId);
    }

    [Fact]
    public async Task What_a_path_sends_to_a_snapshot_is_no_name_of_a_server()
    {
        await using var api = new SnapshotApi(SandboxServerIds.Integer);
        using var client = For(api);

        await client.InvokeAsync(HttpMethod.Post, "snapshots/", new Dictionary<string, object?> { ["server_id"] = 1, ["name"] = "nightly", ["secret"] = "vps_abcdefgh12345678" }).Guarded();

        var record = Assert.Single(await HistoryAsync(api.Clock));
        Assert.Equal("Snapshot", record.Action);
        Assert.Empty(record.ServerNames);
        Assert.DoesNotContain("vps_abcdefgh12345678", await File.ReadAllTextAsync(LogPath), StringComparison.Ordinal);
    }

    private VpsClient For(SnapshotApi api) => Clients.For(api.Server.BaseAddress, api.Clock, logPath: LogPath);

    private JsonElement[] Lines() => [.. File.ReadAllLines(LogPath).Select(line => JsonDocument.Parse(line).RootElement)];

    private async Task<IReadOnlyList<VpsTrailRecord>> HistoryAsync(ManualClock clock)
    {
        var history = new TrailHistory(LogPath, clock);
        var records = new List<VpsTrailRecord>();
        while (await history.NextAsync(new RecordingTrace(), CancellationToken.None).Guarded() is { } more)
        {
            records.AddRange(more);
        }

        return [.. records.OrderBy(record => record.Line)];
    }

    private static string Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.ToString() : string.Empty;
}
