namespace VpsOrg.PowerShell.Tests;

public abstract class RemoveSnapshotTests(SandboxServerIds ids)
{
    [Fact]
    public async Task It_deletes_for_good_asks_first_and_names_snapshot_server_and_age()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var (id, kept) = (rehearsal.AddSnapshot(Web, "old", daysAgo: 40), rehearsal.AddSnapshot(Web, "young"));

        var result = await rehearsal.RunAsync<RemoveVpsSnapshotCommand>(new { Id = id });

        Assert.Contains(
            $"Delete snapshot for good, taken 40 d ago: snapshot 'old' (id {id}) of web-server-01 (id {Web}) at the sandbox",
            Assert.Single(result.Questions).Text,
            StringComparison.Ordinal);
        Assert.Empty(result.Objects);
        Assert.Equal([kept], rehearsal.SnapshotsLeft());
    }

    [Fact]
    public async Task Piped_snapshots_are_deleted_one_after_another_and_one_that_is_gone_does_not_stop_the_rest()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var (a, b) = (rehearsal.AddSnapshot(Web, "a"), rehearsal.AddSnapshot(Db, "b"));
        var piped = await rehearsal.ReadSnapshotsAsync();
        await rehearsal.RunAsync<RemoveVpsSnapshotCommand>(new { Id = b, Force = true });

        var result = await rehearsal.RunAsync<RemoveVpsSnapshotCommand>(new { Force = true }, piped);

        Assert.Equal(b, Assert.IsType<VpsSnapshot>(result.OnlyError("SnapshotNotFound").TargetObject).Id);
        Assert.Equal([$"DELETE snapshots/{b}/", $"DELETE snapshots/{a}/"], rehearsal.Writes);
        Assert.Empty(rehearsal.SnapshotsLeft());
    }

    [Theory]
    [InlineData("name")]
    [InlineData("server")]
    [InlineData("row")]
    public async Task What_is_no_longer_what_was_said_of_it_is_not_deleted(string changed)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var id = rehearsal.AddSnapshot(Web, "a");
        var piped = Assert.Single(await rehearsal.ReadSnapshotsAsync());
        var (name, server) = (changed == "name" ? "b" : "a", changed == "server" ? Db : Web);
        var another = new VpsSnapshot { Key = piped.Key, ServerKey = VpsId.TryParse($"{server}", out var key) ? key : default, Name = name, Session = piped.Session };
        object given = changed == "row" ? Rows.Of(new { Id = id, ServerId = Db, Name = "a" }) : another;

        var record = (await rehearsal.RunAsync<RemoveVpsSnapshotCommand>(new { Force = true }, [given])).OnlyError("SnapshotMismatch");

        Assert.Contains($"but here it is 'a' of server {Web}", record.ToString(), StringComparison.Ordinal);
        Assert.Equal([id], rehearsal.SnapshotsLeft());
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task A_name_that_several_snapshots_of_the_server_have_is_never_guessed()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var (first, second) = (rehearsal.AddSnapshot(Web, "a"), rehearsal.AddSnapshot(Web, "A"));

        var record = (await rehearsal.RunAsync<RemoveVpsSnapshotCommand>(new { Server = Web, Name = "a", Force = true })).OnlyError("AmbiguousSnapshotName");

        Assert.Contains($"ids {second}, {first}", record.ToString(), StringComparison.Ordinal);
        Assert.Empty(rehearsal.Writes);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("night?y")]
    [InlineData("[ab]")]
    public async Task A_pattern_deletes_nothing(string pattern)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.AddSnapshot(Web, "a");

        var record = (await rehearsal.RunAsync<RemoveVpsSnapshotCommand>(new { Server = Web, Name = new[] { "a", pattern }, Force = true })).Terminating("InvalidParameter");

        Assert.Contains("Get-VpsSnapshot", record.ToString(), StringComparison.Ordinal);
        Assert.Empty(rehearsal.Sent);
    }

    [Fact]
    public async Task Names_of_several_servers_are_looked_for_one_by_one()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var (a, b) = (rehearsal.AddSnapshot(Web, "a"), rehearsal.AddSnapshot(Db, "b"));

        var result = await rehearsal.RunAsync<RemoveVpsSnapshotCommand>(new { Server = new[] { Web, Db }, Name = new[] { "a", "b" }, Force = true });

        Assert.Equal(["SnapshotNotFound", "SnapshotNotFound"], result.Errors.Select(error => error.Id()));
        Assert.Equal([$"DELETE snapshots/{a}/", $"DELETE snapshots/{b}/"], rehearsal.Writes);
    }

    [Fact]
    public async Task A_protected_server_keeps_its_snapshots_and_takes_no_restore()
    {
        var shell = new Shell { Clock = new ManualClock() };
        var session = Assert.Single(await shell.GetAsync<ConnectVpsCommand, VpsSession>(new { Sandbox = true, SandboxUuid = ids == SandboxServerIds.Uuid, Protect = "web-*", MaximumRetryCount = 0 }));
        var account = session.Sandbox!;
        var (kept, other) = (account.AddSnapshot($"{Web}", "a"), account.AddSnapshot($"{Db}", "a"));

        var removed = await shell.RunAsync<RemoveVpsSnapshotCommand>(new { Force = true }, [kept, other]).Guarded();
        var restored = await shell.RunAsync<RestoreVpsSnapshotCommand>(new { Force = true }, [kept]).Guarded();

        removed.OnlyError("ServerProtected");
        restored.OnlyError("ServerProtected");
        Assert.Equal([kept], account.SnapshotIds);
        Assert.Empty((await shell.RunAsync<NewVpsSnapshotCommand>(new { Server = Web, Name = "b" }).Guarded()).Errors);
    }

    private object Web => TestIds.Of(ids, 1);

    private object Db => TestIds.Of(ids, 2);

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : RemoveSnapshotTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : RemoveSnapshotTests(SandboxServerIds.Uuid);
}
