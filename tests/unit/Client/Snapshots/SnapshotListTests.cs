namespace VpsOrg.Client.Tests;

/// <summary>Lists of snapshots and backups are read as the vendor's page shows them, whole, and of the server that was asked about.</summary>
public sealed class SnapshotListTests
{
    private const string Snapshots = """
        {"count":2,"results":[{"id":801,"server":{"id":12345,"name":"web-server-01"},"name":"pre-migration-snapshot","status":"completed","size_mb":5120,
        "created_at":"2025-01-15T18:30:00Z","description":"Before major migration"},{"id":798,"server":{"id":12345,"name":"web-server-01"},
        "name":"weekly-snapshot-2025-01-08","status":"completed","size_mb":4856,"created_at":"2025-01-08T12:00:00Z","description":"Weekly snapshot"}]}
        """;

    private const string Backups = """
        {"count":3,"results":[{"id":501,"server":{"id":12345,"name":"web-server-01"},"backup_type":"automatic","status":"completed","size_mb":4523,
        "created_at":"2025-01-16T03:00:00Z","expires_at":"2025-02-16T03:00:00Z","description":"Automatic daily backup"},{"id":499,"server":{"id":12345,"name":"web-server-01"},
        "backup_type":"manual","status":"completed","size_mb":4456,"created_at":"2025-01-14T10:30:00Z","expires_at":null,"description":"Pre-update backup"},
        {"id":495,"server":{"id":12345,"name":"web-server-01"},"backup_type":"automatic","status":"completed","size_mb":4389,"created_at":"2025-01-15T03:00:00Z",
        "expires_at":"2025-02-15T03:00:00Z","description":"Automatic daily backup"}]}
        """;

    [Fact]
    public async Task The_page_s_list_of_snapshots_is_read_field_by_field()
    {
        await using var server = new RawServer(RawAnswer.Json(Snapshots));
        using var client = Clients.For(server);

        var all = await client.GetSnapshotsAsync().Guarded();

        Assert.Equal(["GET /api/v1/snapshots/"], server.Lines);
        var first = all[0];
        Assert.Equal(
            (801, "pre-migration-snapshot", 12345, "web-server-01", "completed", 5120L, "Before major migration"),
            (first.Id, first.Name, first.ServerId, first.ServerName, first.Status, first.SizeMB, first.Description));
        Assert.Equal(new DateTimeOffset(2025, 1, 15, 18, 30, 0, TimeSpan.Zero), first.Created);
        Assert.Equal(21.25 / 24, first.AgeDays!.Value, precision: 6);
        Assert.Equal(("pre-migration-snapshot", true), (first.ToString(), first.IsCompleted));
        Assert.Equal(798, all[1].Id);
    }

    [Fact]
    public async Task The_page_s_list_of_backups_is_read_field_by_field()
    {
        await using var server = new RawServer(RawAnswer.Json(Backups), RawAnswer.Json(Backups));
        using var client = Clients.For(server);

        var all = await client.GetBackupsAsync().Guarded();
        var manual = await client.GetBackupsAsync(12345, "manual").Guarded();

        Assert.Equal(["GET /api/v1/backups/", "GET /api/v1/backups/?server_id=12345&backup_type=manual"], server.Lines);
        var first = all[0];
        Assert.Equal(
            (501, 12345, "web-server-01", "automatic", "completed", 4523L, "Automatic daily backup"),
            (first.Id, first.ServerId, first.ServerName, first.Type, first.Status, first.SizeMB, first.Description));
        Assert.Equal(new DateTimeOffset(2025, 2, 16, 3, 0, 0, TimeSpan.Zero), first.Expires);
        Assert.Equal((3, null), (all.Count, all[1].Expires));
        Assert.Equal(499, Assert.Single(manual).Id); // The API ignored the filter.
    }

    [Fact]
    public async Task What_belongs_to_another_server_or_to_none_is_left_out_where_one_was_asked_about()
    {
        await using var server = new RawServer(_ => RawAnswer.Json("""
            {"count":4,"results":[{"id":1,"server":{"id":7},"name":"a"},{"id":2,"server":{"id":8},"name":"b"},{"id":3,"server":null,"name":"c"},{"id":4,"server":7,"name":"d"}]}
            """));
        using var client = Clients.For(server);

        Assert.Equal([1, 4], (await client.GetSnapshotsAsync(7).Guarded()).Select(one => one.Id));
        Assert.Equal([1, 4], (await client.GetBackupsAsync(7).Guarded()).Select(one => one.Id));
        Assert.Equal(4, (await client.GetSnapshotsAsync().Guarded()).Count);
    }

    [Fact]
    public async Task A_server_that_is_named_by_another_kind_of_id_is_an_error_and_not_an_empty_list()
    {
        await using var server = new RawServer(_ => RawAnswer.Json("""{"count":1,"results":[{"id":1,"server":{"id":"c0ffee00-5a6d-4b1d-8c5e-000000000001"},"name":"a"}]}"""));
        using var client = Clients.For(server);

        await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.GetSnapshotsAsync(7).Guarded());
        await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.GetBackupsAsync(7).Guarded());
        Assert.Single(await client.GetSnapshotsAsync().Guarded());
    }

    [Fact]
    public async Task A_list_that_comes_in_pages_is_read_whole_with_its_filter()
    {
        await using var server = new RawServer(request => RawAnswer.Json(request.Asked("page") switch
        {
            null => """{"count":3,"results":[{"id":1,"server":{"id":7}},{"id":2,"server":{"id":7}}]}""",
            _ => """{"count":3,"results":[{"id":1,"server":{"id":7}},{"id":2,"server":{"id":7}},{"id":3,"server":{"id":7}}]}""",
        }));
        using var client = Clients.For(server);

        Assert.Equal([1, 2, 3], (await client.GetSnapshotsAsync(7).Guarded()).Select(one => one.Id));
        Assert.All(server.Requests, request => Assert.Equal("7", request.Asked("server_id")));
    }

    [Theory]
    [InlineData("""{"count":2,"results":[{"id":1,"server":{"id":7}}]}""", typeof(VpsIncompleteListException))]
    [InlineData("""{"count":1,"results":[{"name":"x"}]}""", typeof(VpsUnreadableAnswerException))]
    [InlineData("""{"results":null}""", typeof(VpsUnreadableAnswerException))]
    [InlineData("""{"count":1,"results":[{"id":1,"size_mb":"big"}]}""", typeof(VpsUnreadableAnswerException))]
    [InlineData("<html>", typeof(VpsUnreadableAnswerException))]
    public async Task A_list_that_is_not_whole_or_not_readable_is_an_error(string body, Type type)
    {
        await using var server = new RawServer(_ => RawAnswer.Json(body));
        using var client = Clients.For(server);

        Assert.IsType(type, await Assert.ThrowsAnyAsync<VpsException>(() => client.GetSnapshotsAsync(7).Guarded()));
        Assert.IsType(type, await Assert.ThrowsAnyAsync<VpsException>(() => client.GetBackupsAsync(7).Guarded()));
    }

    [Fact]
    public async Task Unknown_fields_are_kept_and_shared_and_a_time_that_is_none_costs_nothing_else()
    {
        await using var server = new RawServer(RawAnswer.Json("""
            [{"id":1,"name":"a","created_at":"soon","checksum":"abc","server":["?"]},{"id":"b-2","name":"b","created_at":"2025-01-15T20:30:00+02:00"}]
            """));
        using var client = Clients.For(server);

        var all = await client.GetSnapshotsAsync().Guarded();

        Assert.Equal((null, "abc"), (all[0].Created, all[0].AdditionalProperties["checksum"]));
        Assert.True(all[1].AdditionalProperties.ContainsKey("checksum"));
        Assert.Equal(new DateTimeOffset(2025, 1, 15, 18, 30, 0, TimeSpan.Zero), all[1].Created);
        Assert.Equal("b-2", all[1].Id);
        Assert.Null(all[0].ServerId);
    }

    [Fact]
    public async Task Texts_are_made_harmless()
    {
        await using var server = new RawServer(RawAnswer.Json("""[{"id":1,"name":"a\u001b[2Jb","description":"x\u202ey","server":{"id":7,"name":"s\u0007"}}]"""));
        using var client = Clients.For(server);

        var snapshot = Assert.Single(await client.GetSnapshotsAsync().Guarded());

        Assert.All(new[] { snapshot.Name!, snapshot.Description!, snapshot.ServerName! }, text => Assert.DoesNotContain(text, c => char.IsControl(c) || c == '\u202e'));
    }

    [Fact]
    public async Task The_account_says_when_it_was_made()
    {
        await using var server = new RawServer(RawAnswer.Json("""{"account":{"email":"a@example.com","created_at":"2024-06-15"},"token":{"name":"t","permissions":["read"]}}"""));
        using var client = Clients.For(server);

        Assert.Equal("2024-06-15", (await client.GetAccountAsync().Guarded()).CreatedAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a.b")]
    [InlineData("a/b")]
    [InlineData("{date}")]
    [InlineData("n\u00e4chtlich")]
    public void A_name_that_the_API_does_not_document_is_not_sent(string name) =>
        Assert.Throws<ArgumentException>(() => new CreateSnapshotRequest(1, name));

    [Fact]
    public void Letters_digits_hyphens_and_underscores_make_a_name()
    {
        Assert.Equal("Before_update-2025", new CreateSnapshotRequest(1, "Before_update-2025").Name);
        Assert.Throws<ArgumentException>(() => new CreateSnapshotRequest(1, new string('a', 256)));
        Assert.Throws<ArgumentException>(() => new CreateSnapshotRequest(0, "a"));
    }
}
