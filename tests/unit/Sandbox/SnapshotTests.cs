using System.Globalization;

namespace VpsOrg.Sandbox.Tests;

public sealed class SnapshotTests : IDisposable
{
    private readonly SandboxFixture _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_snapshot_is_completed_after_its_delay_and_has_its_size_then()
    {
        using var sandbox = new SandboxFixture(options => options.SnapshotDelay = TimeSpan.FromMinutes(3));
        await sandbox.TakeSnapshotAsync("nightly");
        sandbox.Clock.Advance(179);
        var during = (await sandbox.Client.GetAsync("snapshots/")).Results.Single();
        sandbox.Clock.Advance(1);

        var after = (await sandbox.Client.GetAsync("snapshots/")).Results.Single();

        Assert.Equal(("in_progress", null), ((string?)during["status"], (int?)during["size_mb"]));
        Assert.Equal(("completed", 5120), ((string?)after["status"], (int?)after["size_mb"]));
        Assert.Equal("2025-01-17T12:00:00Z", (string?)after["created_at"]);
        Assert.Equal("active", await sandbox.StatusOfAsync(12345));
    }

    [Fact]
    public async Task Without_a_delay_of_its_own_a_snapshot_takes_as_long_as_a_start()
    {
        await _sandbox.TakeSnapshotAsync("nightly");
        _sandbox.Clock.Advance(1.9);
        var during = await _sandbox.SnapshotsAsync();
        _sandbox.Clock.Advance(0.1);

        Assert.Equal(["nightly in_progress"], during);
        Assert.Equal(["nightly completed"], await _sandbox.SnapshotsAsync());
    }

    [Theory]
    [InlineData("{}", """{"server_id":["This field is required."],"name":["This field is required."]}""")]
    [InlineData("""{"server_id":12345}""", """{"name":["This field is required."]}""")]
    [InlineData("""{"server_id":"12345","name":"a"}""", """{"server_id":["A valid integer is required."]}""")]
    [InlineData("""{"server_id":12345.0,"name":"a"}""", """{"server_id":["A valid integer is required."]}""")]
    [InlineData("""{"server_id":null,"name":"a"}""", """{"server_id":["This field may not be null."]}""")]
    [InlineData("""{"server_id":12345,"name":7}""", """{"name":["Not a valid string."]}""")]
    [InlineData("""{"server_id":12345,"name":""}""", """{"name":["This field may not be blank."]}""")]
    [InlineData("""{"server_id":12345,"name":"a b"}""", """{"name":["Use letters, digits, hyphens and underscores only."]}""")]
    [InlineData("""{"server_id":12345,"name":"a.b"}""", """{"name":["Use letters, digits, hyphens and underscores only."]}""")]
    [InlineData("""{"server_id":12345,"name":"a\n"}""", """{"name":["Use letters, digits, hyphens and underscores only."]}""")]
    [InlineData("""{"server_id":12345,"name":"\u00e4"}""", """{"name":["Use letters, digits, hyphens and underscores only."]}""")]
    [InlineData("""{"server_id":12345,"name":"{date}"}""", """{"name":["Use letters, digits, hyphens and underscores only."]}""")]
    [InlineData("""{"server_id":12345,"name":"a","description":null}""", """{"description":["This field may not be null."]}""")]
    [InlineData("""{"server_id":12345,"name":"a","description":1}""", """{"description":["Not a valid string."]}""")]
    [InlineData("""{"server_id":12345,"name":"a","colour":"blue"}""", """{"colour":["Unknown field."]}""")]
    [InlineData("""{"server_id":1,"name":"a b"}""", """{"name":["Use letters, digits, hyphens and underscores only."]}""")]
    [InlineData("[]", """{"non_field_errors":["Invalid data. Expected a dictionary."]}""")]
    [InlineData("", """{"detail":"JSON parse error."}""")]
    public async Task A_wrong_snapshot_is_refused_and_not_made(string body, string complaint)
    {
        var answer = await _sandbox.Client.PostAsync("snapshots/", body);

        Assert.Equal(400, answer.Status);
        Assert.Equal(complaint, answer.Text);
        Assert.Empty(_sandbox.Account.SnapshotIds);
    }

    [Fact]
    public async Task A_name_has_letters_digits_hyphens_and_underscores_and_a_hundred_characters_at_most()
    {
        var longest = "A-z_09" + new string('x', 94);

        var taken = await _sandbox.TakeSnapshotAsync(longest);
        var refused = await _sandbox.TakeSnapshotAsync(longest + "x");

        Assert.Equal((201, longest), (taken.Status, (string?)taken.Json["name"]));
        Assert.Equal("""{"name":["Ensure this field has no more than 100 characters."]}""", refused.Text);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(-12345)]
    [InlineData(long.MaxValue)]
    public async Task A_snapshot_of_no_server_is_not_found(long id)
    {
        var answer = await _sandbox.TakeSnapshotAsync("nightly", id);

        Assert.Equal(404, answer.Status);
    }

    [Fact]
    public async Task A_server_has_five_snapshots_at_most_whatever_their_state()
    {
        _sandbox.Account.AddSnapshot("12345", "old");
        _sandbox.Account.AddSnapshot("12345", "broken", "failed");
        await _sandbox.TakeSnapshotAsync("third");
        await _sandbox.TakeSnapshotAsync("fourth");
        var fifth = await _sandbox.TakeSnapshotAsync("fifth");

        var sixth = await _sandbox.TakeSnapshotAsync("sixth");
        var other = await _sandbox.TakeSnapshotAsync("first", 12346);
        await _sandbox.Client.DeleteAsync($"snapshots/{_sandbox.Account.SnapshotIds[0]}/");
        var again = await _sandbox.TakeSnapshotAsync("sixth");

        Assert.Equal((201, 400, 201, 201), (fifth.Status, sixth.Status, other.Status, again.Status));
        Assert.Equal("""{"detail":"Snapshot limit reached: a server can have 5 snapshots."}""", sixth.Text);
    }

    [Theory]
    [InlineData("provisioning")]
    [InlineData("starting")]
    [InlineData("stopping")]
    [InlineData("rebooting")]
    [InlineData("restoring")]
    [InlineData("migrating")]
    public async Task A_server_that_is_changing_gets_no_snapshot(string status)
    {
        _sandbox.Account.SetServerStatus(12345, status);

        var answer = await _sandbox.TakeSnapshotAsync("nightly");

        Assert.Equal(400, answer.Status);
        Assert.Equal($$"""{"detail":"Server is {{status}}."}""", answer.Text);
        Assert.Empty(_sandbox.Account.SnapshotIds);
    }

    [Theory]
    [InlineData("active")]
    [InlineData("stopped")]
    [InlineData("suspended")]
    public async Task Any_other_server_does_and_stays_as_it_is(string status)
    {
        _sandbox.Account.SetServerStatus(12345, status);

        var answer = await _sandbox.TakeSnapshotAsync("nightly");

        Assert.Equal(201, answer.Status);
        Assert.Equal(status, await _sandbox.StatusOfAsync(12345));
    }

    [Fact]
    public async Task While_a_snapshot_is_made_its_server_takes_the_usual_requests()
    {
        await _sandbox.TakeSnapshotAsync("one");

        var stopped = await _sandbox.Client.PostAsync("servers/12345/stop/");
        var another = await _sandbox.TakeSnapshotAsync("two");
        _sandbox.Clock.Advance(2);
        var afterwards = await _sandbox.TakeSnapshotAsync("three");

        Assert.Equal((200, 400, 201), (stopped.Status, another.Status, afterwards.Status));
        Assert.Equal(["three in_progress", "one completed"], await _sandbox.SnapshotsAsync());
    }

    [Theory]
    [InlineData("snapshots/", new[] { "c", "b", "a" })]
    [InlineData("snapshots/?server_id=12345", new[] { "c", "a" })]
    [InlineData("snapshots/?server_id=012346", new[] { "b" })]
    [InlineData("snapshots/?server_id=1", new string[0])]
    [InlineData("snapshots/?server_id=", new[] { "c", "b", "a" })]
    [InlineData("snapshots/?page=2&page_size=2", new[] { "a" })]
    public async Task The_list_is_filtered_by_server_and_comes_in_pages_the_latest_first(string path, string[] names)
    {
        _sandbox.Account.AddSnapshot("12345", "a");
        _sandbox.Account.AddSnapshot("12346", "b", createdAt: DateTimeOffset.UnixEpoch);
        _sandbox.Account.AddSnapshot("12345", "c");

        var list = await _sandbox.Client.GetAsync(path);

        Assert.Equal(200, list.Status);
        Assert.Equal(names, list.Results.Select(snapshot => (string?)snapshot["name"]));
    }

    [Theory]
    [InlineData("snapshots/?server_id=x", 400, """{"server_id":["A valid integer is required."]}""")]
    [InlineData("snapshots/?server_id=9e3779b1-5a6d-4b1d-8c5e-000000000001", 400, """{"server_id":["A valid integer is required."]}""")]
    [InlineData("snapshots/?server_id=99999999999999999999", 400, """{"server_id":["A valid integer is required."]}""")]
    [InlineData("snapshots/?page=2", 404, """{"detail":"Invalid page."}""")]
    public async Task A_list_that_makes_no_sense_is_refused(string path, int status, string complaint)
    {
        var list = await _sandbox.Client.GetAsync(path);

        Assert.Equal(status, list.Status);
        Assert.Equal(complaint, list.Text);
    }

    [Fact]
    public async Task Unpaged_requests_lose_snapshots_and_links_lead_on_where_options_say_so()
    {
        using var sandbox = new SandboxFixture(options => (options.PageSize, options.LinkPages) = (1, true));
        sandbox.Account.AddSnapshot("12345", "a");
        sandbox.Account.AddSnapshot("12345", "b");

        var list = await sandbox.Client.GetAsync("snapshots/?server_id=12345");

        Assert.Equal((2, 1), ((int)list.Json["count"]!, list.Results.Count));
        Assert.Equal("https://sandbox.invalid/api/v1/snapshots/?server_id=12345&page=2", (string?)list.Json["next"]);
    }

    [Fact]
    public async Task The_list_lags_but_what_is_done_is_done()
    {
        using var sandbox = new SandboxFixture(options => options.ListLag = TimeSpan.FromSeconds(20));
        var created = await sandbox.TakeSnapshotAsync("nightly");
        sandbox.Clock.Advance(19);
        var before = await sandbox.SnapshotsAsync();
        sandbox.Clock.Advance(1);
        var after = await sandbox.SnapshotsAsync();

        var deleted = await sandbox.Client.DeleteAsync($"snapshots/{(await sandbox.TakeSnapshotAsync("other")).Json["id"]}/");

        Assert.Equal(201, created.Status);
        Assert.Empty(before);
        Assert.Equal(["nightly completed"], after);
        Assert.Equal(204, deleted.Status);
    }

    [Fact]
    public async Task A_snapshot_can_fail()
    {
        _sandbox.Account.FailSnapshot();
        _sandbox.Account.FailSnapshot("error");
        await _sandbox.TakeSnapshotAsync("one");
        await _sandbox.TakeSnapshotAsync("two");
        await _sandbox.TakeSnapshotAsync("three");
        _sandbox.Clock.Advance(2);

        var list = await _sandbox.Client.GetAsync("snapshots/");

        Assert.Equal(["completed", "error", "failed"], list.Results.Select(snapshot => (string?)snapshot["status"]));
        Assert.Equal([5120, null, null], list.Results.Select(snapshot => (int?)snapshot["size_mb"]));
    }

    [Fact]
    public async Task The_status_of_a_snapshot_can_be_set_and_stays()
    {
        var id = (string)(await _sandbox.TakeSnapshotAsync("nightly")).Json["id"]!;

        _sandbox.Account.SetSnapshotStatus(id, "queued");
        _sandbox.Clock.Advance(60);

        Assert.Equal(["nightly queued"], await _sandbox.SnapshotsAsync());
        Assert.Throws<KeyNotFoundException>(() => _sandbox.Account.SetSnapshotStatus("1", "queued"));
        Assert.Throws<KeyNotFoundException>(() => _sandbox.Account.AddSnapshot("1", "nightly"));
    }

    [Fact]
    public async Task A_deleted_snapshot_is_gone_even_while_it_is_made()
    {
        var id = (string)(await _sandbox.TakeSnapshotAsync("nightly")).Json["id"]!;

        var first = await _sandbox.Client.DeleteAsync($"snapshots/{id}/");
        var second = await _sandbox.Client.DeleteAsync($"snapshots/{id}/");
        _sandbox.Clock.Advance(2);

        Assert.Equal((204, 404), (first.Status, second.Status));
        Assert.Empty(await _sandbox.SnapshotsAsync());
        Assert.Equal(404, (await _sandbox.Client.DeleteAsync("snapshots/12345/")).Status);
    }

    [Fact]
    public async Task A_server_takes_its_snapshots_and_backups_along_and_no_other_s()
    {
        _sandbox.Account.AddSnapshot("12345", "lost");
        var kept = _sandbox.Account.AddSnapshot("12346", "kept");
        _sandbox.Account.AddBackup("12346");
        await _sandbox.TakeSnapshotAsync("lost-too");

        var deleted = await _sandbox.Client.DeleteAsync("servers/12345/");
        _sandbox.Clock.Advance(2);

        Assert.Equal(204, deleted.Status);
        Assert.Equal([kept], _sandbox.Account.SnapshotIds);
        Assert.Equal([12346], (await _sandbox.Client.GetAsync("backups/")).Results.Select(backup => (long)backup["server"]!["id"]!));
    }

    [Fact]
    public async Task A_snapshot_names_its_server_as_it_is_called_now()
    {
        _sandbox.Account.AddSnapshot("12345", "nightly");
        await _sandbox.Client.PatchAsync("servers/12345/", """{"name":"renamed"}""");

        var list = await _sandbox.Client.GetAsync("snapshots/");

        Assert.Equal("renamed", (string?)list.Results[0]["server"]!["name"]);
    }

    [Fact]
    public async Task Snapshots_cost_nothing_and_may_share_a_name()
    {
        var credits = _sandbox.Account.Credits;

        await _sandbox.TakeSnapshotAsync("nightly");
        await _sandbox.TakeSnapshotAsync("nightly");

        Assert.Equal(["nightly in_progress", "nightly in_progress"], await _sandbox.SnapshotsAsync());
        Assert.Equal(credits, _sandbox.Account.Credits);
    }

    [Fact]
    public async Task Faults_strike_on_these_paths_too()
    {
        _sandbox.Account.FailNext("POST", "snapshots/", SandboxFaultKind.CutAfterActing);
        await Assert.ThrowsAsync<HttpRequestException>(() => _sandbox.TakeSnapshotAsync("lost"));
        _sandbox.Account.InjectFault(new SandboxFault { PathPattern = "snapshots/", Kind = SandboxFaultKind.Alter, Edits = { ["results[0].size_mb"] = "null" } });
        _sandbox.Clock.Advance(2);

        var altered = await _sandbox.Client.GetAsync("snapshots/");
        _sandbox.Account.FailNext("POST", "snapshots/{id}/restore/", SandboxFaultKind.HoldAfterActing);
        var restoring = _sandbox.Client.PostAsync($"snapshots/{_sandbox.Account.SnapshotIds[0]}/restore/");
        await _sandbox.Account.WaitForHeldAsync(1);

        Assert.Equal("""{"status":"completed","size_mb":null}""", $$"""{"status":"{{altered.Results[0]["status"]}}","size_mb":{{altered.Results[0]["size_mb"]!.ToString(Newtonsoft.Json.Formatting.None)}}}""");
        Assert.Equal("restoring", await _sandbox.StatusOfAsync(12345));
        Assert.Equal(1, _sandbox.Account.ReleaseHeld("POST", "snapshots/{id}/restore/"));
        Assert.Equal(200, (await restoring).Status);
        Assert.Equal(
            ["GET servers/{id}/: 1", "GET snapshots/: 1", "POST snapshots/: 1", "POST snapshots/{id}/restore/: 1"],
            _sandbox.Account.RequestSummary);
    }

    [Fact]
    public async Task Ids_can_be_UUIDs_of_their_own()
    {
        using var sandbox = new SandboxFixture(options => options.ServerIds = SandboxServerIds.Uuid);
        var server = sandbox.Account.ServerIds[0];

        var created = await sandbox.Client.PostAsync("snapshots/", $$"""{"server_id":"{{server}}","name":"nightly"}""");
        var number = await sandbox.TakeSnapshotAsync("nightly");
        var name = await sandbox.Client.PostAsync("snapshots/", """{"server_id":"web-server-01","name":"nightly"}""");
        sandbox.Clock.Advance(2);
        var list = await sandbox.Client.GetAsync($"snapshots/?server_id={server}");
        var backups = await sandbox.Client.GetAsync($"backups/?server_id={server}");
        var id = (string)created.Json["id"]!;
        var restored = await sandbox.Client.PostAsync($"snapshots/{id}/restore/");

        Assert.Equal((201, 400, 400, 200), (created.Status, number.Status, name.Status, restored.Status));
        Assert.Equal("""{"server_id":["\"web-server-01\" is not a valid UUID."]}""", name.Text);
        Assert.Equal([id], list.Results.Select(snapshot => (string?)snapshot["id"]));
        Assert.Equal(server, (string?)restored.Json["server"]!["id"]);
        var uuids = backups.Results.Select(backup => (string)backup["id"]!).Append(id).Concat(sandbox.Account.ServerIds).ToList();
        Assert.Equal(6, uuids.Distinct().Count());
        Assert.All(uuids, uuid => Assert.Contains(SandboxOptions.MiddleOfUuids, uuid, StringComparison.Ordinal));
        Assert.Equal(400, (await sandbox.Client.GetAsync("snapshots/?server_id=12345")).Status);
    }

    [Fact]
    public void Without_options_ids_are_like_those_of_no_server()
    {
        var account = new SandboxAccount();

        Assert.Equal("910000001", account.AddSnapshot("900000001", "nightly"));
        Assert.Equal("920000008", account.AddBackup("900000001"));
    }

    [Fact]
    public async Task Five_thousand_snapshots_of_a_thousand_servers_come_in_one_list_and_in_pages()
    {
        using var sandbox = new SandboxFixture(options => options.ServerCount = 1000);
        foreach (var server in sandbox.Account.ServerIds)
        {
            for (var number = 1; number <= 5; number++)
            {
                sandbox.Account.AddSnapshot(server, string.Create(CultureInfo.InvariantCulture, $"{server}-{number}"));
            }
        }

        var whole = await sandbox.Client.GetAsync("snapshots/");
        var pages = new List<string?>();
        for (var page = 1; page <= 50; page++)
        {
            var answer = await sandbox.Client.GetAsync(string.Create(CultureInfo.InvariantCulture, $"snapshots/?page={page}&page_size=100"));
            pages.AddRange(answer.Results.Select(snapshot => (string?)snapshot["name"]));
        }

        Assert.Equal(5000, pages.Distinct().Count());
        Assert.Equal(pages, whole.Results.Select(snapshot => (string?)snapshot["name"]));
    }
}
