namespace VpsOrg.Sandbox.Tests;

public sealed class RestoreTests : IDisposable
{
    private readonly SandboxFixture _sandbox = new(options => options.RestoreDelay = TimeSpan.FromMinutes(5));
    private readonly string _snapshot;

    public RestoreTests() => _snapshot = _sandbox.Account.AddSnapshot("12345", "before");

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("active")]
    [InlineData("stopped")]
    public async Task A_restore_leaves_the_server_stopped_after_its_delay(string from)
    {
        _sandbox.Account.SetServerStatus(12345, from);
        var answer = await RestoreAsync();
        _sandbox.Clock.Advance(299);
        var during = await _sandbox.StatusOfAsync(12345);
        _sandbox.Clock.Advance(1);

        var after = await _sandbox.ShowAsync(12345);

        Assert.Equal(200, answer.Status);
        Assert.Equal("restoring", during);
        Assert.Equal("stopped", (string?)after["status"]);
        Assert.Equal("2025-01-17T12:05:00Z", (string?)after["updated_at"]);
        Assert.Equal(["before completed"], await _sandbox.SnapshotsAsync());
        Assert.Equal("active", await _sandbox.StatusOfAsync(12346));
    }

    [Fact]
    public async Task The_status_afterwards_is_an_option_because_nobody_knows_it()
    {
        using var sandbox = new SandboxFixture(options => options.StatusAfterRestore = "active");
        var id = sandbox.Account.AddSnapshot("12345", "before");

        await sandbox.Client.PostAsync($"snapshots/{id}/restore/");
        sandbox.Clock.Advance(2);

        Assert.Equal("active", await sandbox.StatusOfAsync(12345));
    }

    [Fact]
    public async Task A_restore_can_fail()
    {
        _sandbox.Account.FailRestore();

        await RestoreAsync();
        _sandbox.Clock.Advance(300);

        Assert.Equal("error", await _sandbox.StatusOfAsync(12345));
    }

    [Theory]
    [InlineData("servers/12345/start/")]
    [InlineData("servers/12345/stop/")]
    [InlineData("servers/12345/reboot/")]
    [InlineData("snapshots/798/restore/")]
    [InlineData("snapshots/799/restore/")]
    public async Task A_server_that_is_being_restored_takes_no_other_action(string path)
    {
        _sandbox.Account.AddSnapshot("12345", "another");
        await RestoreAsync();

        var answer = await _sandbox.Client.PostAsync(path);

        Assert.Equal(400, answer.Status);
        Assert.Equal("""{"detail":"Server is restoring."}""", answer.Text);
    }

    [Fact]
    public async Task Its_snapshot_cannot_be_deleted_meanwhile_but_others_can_and_so_can_the_server()
    {
        var other = _sandbox.Account.AddSnapshot("12345", "another");
        await RestoreAsync();

        var own = await _sandbox.Client.DeleteAsync($"snapshots/{_snapshot}/");
        var another = await _sandbox.Client.DeleteAsync($"snapshots/{other}/");
        var server = await _sandbox.Client.DeleteAsync("servers/12345/");
        _sandbox.Clock.Advance(300);

        Assert.Equal("""{"detail":"Snapshot is being restored."}""", own.Text);
        Assert.Equal((400, 204, 204), (own.Status, another.Status, server.Status));
        Assert.Empty(await _sandbox.SnapshotsAsync());
        Assert.Equal(404, (await _sandbox.Client.GetAsync("servers/12345/")).Status);
    }

    [Fact]
    public async Task Afterwards_the_snapshot_can_be_restored_again_or_deleted()
    {
        await RestoreAsync();
        _sandbox.Clock.Advance(300);
        var again = await RestoreAsync();
        _sandbox.Clock.Advance(300);

        var deleted = await _sandbox.Client.DeleteAsync($"snapshots/{_snapshot}/");

        Assert.Equal((200, 204), (again.Status, deleted.Status));
    }

    [Theory]
    [InlineData("suspended")]
    [InlineData("provisioning")]
    [InlineData("starting")]
    [InlineData("stopping")]
    [InlineData("migrating")]
    public async Task A_server_that_is_neither_running_nor_stopped_is_not_restored(string status)
    {
        _sandbox.Account.SetServerStatus(12345, status);

        var answer = await RestoreAsync();

        Assert.Equal(400, answer.Status);
        Assert.Equal($$"""{"detail":"Server is {{status}}."}""", answer.Text);
    }

    [Theory]
    [InlineData("in_progress")]
    [InlineData("failed")]
    public async Task Only_what_is_completed_is_restored(string status)
    {
        _sandbox.Account.SetSnapshotStatus(_snapshot, status);

        var answer = await RestoreAsync();

        Assert.Equal(400, answer.Status);
        Assert.Equal($$"""{"detail":"Snapshot is {{status}}."}""", answer.Text);
        Assert.Equal("active", await _sandbox.StatusOfAsync(12345));
    }

    [Fact]
    public async Task Nothing_is_restored_while_another_snapshot_is_made()
    {
        await _sandbox.TakeSnapshotAsync("another");
        var refused = await RestoreAsync();
        _sandbox.Clock.Advance(2);

        var taken = await RestoreAsync();

        Assert.Equal("""{"detail":"A snapshot of the server is in progress."}""", refused.Text);
        Assert.Equal((400, 200), (refused.Status, taken.Status));
    }

    [Theory]
    [InlineData("", 200)]
    [InlineData("{}", 200)]
    [InlineData("""{"server_id":12345}""", 400)]
    [InlineData("{", 400)]
    [InlineData("[]", 400)]
    public async Task The_body_says_nothing(string body, int status)
    {
        var answer = await _sandbox.Client.PostAsync($"snapshots/{_snapshot}/restore/", body);

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task What_ends_at_different_times_ends_in_their_order()
    {
        await RestoreAsync();
        await _sandbox.Client.PostAsync("servers/12346/stop/");
        _sandbox.Clock.Advance(2);

        Assert.Equal("restoring", await _sandbox.StatusOfAsync(12345));
        Assert.Equal("stopped", await _sandbox.StatusOfAsync(12346));
    }

    [Fact]
    public async Task A_snapshot_that_is_not_there_is_not_found()
    {
        var answer = await _sandbox.Client.PostAsync("snapshots/12345/restore/");

        Assert.Equal(404, answer.Status);
    }

    private Task<Reply> RestoreAsync() => _sandbox.Client.PostAsync($"snapshots/{_snapshot}/restore/");
}
