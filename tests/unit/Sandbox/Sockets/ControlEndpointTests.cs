using Newtonsoft.Json.Linq;

namespace VpsOrg.Sandbox.Tests;

public sealed class ControlEndpointTests
{
    [Fact]
    public async Task The_log_can_be_read_and_forgotten()
    {
        await using var sandbox = await ServerFixture.StartAsync();
        await sandbox.Client.PatchAsync("servers/12345/", """{"name":"renamed"}""");
        await sandbox.Server.Account.WaitUntilIdleAsync();

        var log = JArray.Parse((await sandbox.Client.GetAsync("/sandbox/requests")).Text);
        var cleared = await sandbox.Client.DeleteAsync("/sandbox/requests");

        Assert.Equal("servers/12345/", (string?)log.Single()["path"]);
        Assert.Equal("""{"name":"renamed"}""", (string?)log.Single()["bodyText"]);
        Assert.Equal(200, (int)log.Single()["status"]!);
        Assert.Equal(204, cleared.Status);
        Assert.Empty(sandbox.Server.Account.Requests);
    }

    [Fact]
    public async Task The_summary_counts_requests_and_connections()
    {
        await using var sandbox = await ServerFixture.StartAsync();
        await sandbox.Client.GetAsync("servers/");
        await sandbox.Server.Account.WaitUntilIdleAsync();

        var summary = (await sandbox.Client.GetAsync("/sandbox/summary")).Json;

        Assert.Equal(
            """{"lines":["GET servers/: 1"],"peakRequestsInFlight":1,"openConnections":1,"acceptedConnections":1}""",
            summary.ToString(Newtonsoft.Json.Formatting.None));
    }

    [Fact]
    public async Task Faults_can_be_injected_and_taken_back()
    {
        await using var sandbox = await ServerFixture.StartAsync();

        await sandbox.Client.PostAsync("/sandbox/faults", """
            {"method":"GET","pathPattern":"servers/{id}/","kind":"Status","status":429,"headers":{"Retry-After":"3"},"times":2,"delay":0.0}
            """);
        var struck = await sandbox.Client.GetAsync("servers/12345/");
        await sandbox.Client.DeleteAsync("/sandbox/faults");
        var spared = await sandbox.Client.GetAsync("servers/12345/");

        Assert.Equal(429, struck.Status);
        Assert.Equal("3", struck.Header("Retry-After"));
        Assert.Equal(200, spared.Status);
    }

    [Fact]
    public async Task Servers_can_be_added_and_changed()
    {
        await using var sandbox = await ServerFixture.StartAsync();

        await sandbox.Client.PostAsync("/sandbox/servers", """{"count":3}""");
        var added = await sandbox.Client.PostAsync("/sandbox/servers", """{"name":"extra","status":"stopped"}""");
        await sandbox.Client.PostAsync("/sandbox/servers/12345/status", """{"status":"suspended"}""");

        var list = await sandbox.Client.GetAsync("servers/");
        Assert.Equal(201, added.Status);
        Assert.Equal(12350, (long)added.Json["id"]!);
        Assert.Equal(6, list.Ids.Length);
        Assert.Equal("suspended", (string?)list.Results.First!["status"]);
        Assert.Equal("stopped", (string?)list.Results.Last!["status"]);
    }

    [Fact]
    public async Task An_answer_can_be_altered()
    {
        await using var sandbox = await ServerFixture.StartAsync();

        await sandbox.Client.PostAsync("/sandbox/faults", """{"kind":"Alter","status":202,"edits":{"id":"12345","name":null}}""");
        var created = await sandbox.Client.PostAsync("servers/", SandboxFixture.Order);

        Assert.Equal(202, created.Status);
        Assert.Equal(12345, (long)created.Json["id"]!);
        Assert.False(created.Json.ContainsKey("name"));
    }

    [Fact]
    public async Task The_time_can_be_moved_forward()
    {
        await using var sandbox = await ServerFixture.StartAsync(new SandboxOptions { ListLag = TimeSpan.FromHours(1), TransitionDelay = TimeSpan.FromHours(1) });
        await sandbox.Client.PostAsync("servers/", SandboxFixture.Order);
        var before = await sandbox.Client.GetAsync("servers/");

        var moved = await sandbox.Client.PostAsync("/sandbox/clock", """{"advance":3600}""");

        var after = await sandbox.Client.GetAsync("servers/?status=active");
        Assert.Equal(204, moved.Status);
        Assert.Equal(2, before.Ids.Length);
        Assert.Equal([12345, 12346, 12347], after.Ids);
    }

    [Fact]
    public async Task A_server_is_found_by_either_kind_of_id()
    {
        await using var sandbox = await ServerFixture.StartAsync(new SandboxOptions { ServerIds = SandboxServerIds.Uuid });
        var added = await sandbox.Client.PostAsync("/sandbox/servers", """{"name":"extra"}""");
        var id = (string)added.Json["id"]!;

        var changed = await sandbox.Client.PostAsync($"/sandbox/servers/{id}/status", """{"status":"suspended"}""");

        Assert.Equal(204, changed.Status);
        Assert.Equal("suspended", (string?)(await sandbox.Client.GetAsync($"servers/{id}/")).Json["status"]);
    }

    [Fact]
    public async Task Snapshots_and_backups_can_be_added_changed_and_let_fail()
    {
        await using var sandbox = await ServerFixture.StartAsync();

        var snapshot = await sandbox.Client.PostAsync("/sandbox/snapshots", """{"serverId":"12346","name":"weekly","createdAt":"2025-01-08T12:00:00Z"}""");
        var status = await sandbox.Client.PostAsync("/sandbox/snapshots/801/status", """{"status":"failed"}""");
        var backup = await sandbox.Client.PostAsync("/sandbox/backups", """{"serverId":"12346","type":"manual","expiresAt":"2025-01-09T12:00:00Z"}""");
        await sandbox.Client.PostAsync("/sandbox/snapshots/fail", """{"status":"broken"}""");
        await sandbox.Client.PostAsync("/sandbox/restores/fail", """{"status":"lost"}""");
        await sandbox.Client.PostAsync("snapshots/", """{"server_id":12345,"name":"nightly"}""");
        var other = await sandbox.Client.PostAsync("/sandbox/snapshots", """{"serverId":"12346","name":"daily","status":"completed"}""");
        await sandbox.Client.PostAsync($"snapshots/{other.Json["id"]}/restore/");
        await sandbox.Client.PostAsync("/sandbox/clock", """{"advance":2}""");

        var list = await sandbox.Client.GetAsync("snapshots/");
        Assert.Equal((201, "801", 204), (snapshot.Status, (string?)snapshot.Json["id"], status.Status));
        Assert.Equal((201, "502"), (backup.Status, (string?)backup.Json["id"]));
        Assert.Equal(["daily completed", "nightly broken", "weekly failed"], list.Results.Select(item => $"{item["name"]} {item["status"]}"));
        Assert.Equal("2025-01-08T12:00:00Z", (string?)list.Results.Last!["created_at"]);
        Assert.Equal("lost", (string?)(await sandbox.Client.GetAsync("servers/12346/")).Json["status"]);
    }

    [Theory]
    [InlineData("POST", "/sandbox/clock", "{}", 400)]
    [InlineData("POST", "/sandbox/clock", """{"advance":-1}""", 400)]
    [InlineData("POST", "/sandbox/faults", """{"edits":{"id":"{'a'}"}}""", 400)]
    [InlineData("POST", "/sandbox/faults", """{"kind":"Earthquake"}""", 400)]
    [InlineData("POST", "/sandbox/faults", """{"colour":"blue"}""", 400)]
    [InlineData("POST", "/sandbox/faults", """{"times":0}""", 400)]
    [InlineData("POST", "/sandbox/faults", "null", 400)]
    [InlineData("POST", "/sandbox/servers", "{}", 400)]
    [InlineData("POST", "/sandbox/snapshots", """{"name":"weekly"}""", 400)]
    [InlineData("POST", "/sandbox/snapshots", """{"serverId":"1","name":"weekly"}""", 400)]
    [InlineData("POST", "/sandbox/snapshots/1/status", """{"status":"failed"}""", 400)]
    [InlineData("POST", "/sandbox/snapshots/fail", "{}", 400)]
    [InlineData("POST", "/sandbox/restores/fail", """{"status":null}""", 400)]
    [InlineData("POST", "/sandbox/backups", "{}", 400)]
    [InlineData("POST", "/sandbox/servers/1/status", """{"status":"active"}""", 400)]
    [InlineData("POST", "/sandbox/servers/x/status", """{"status":"active"}""", 400)]
    [InlineData("GET", "/sandbox/nothing", null, 404)]
    [InlineData("GET", "/sandbox/requests/extra", null, 404)]
    [InlineData("PUT", "/sandbox/faults", "{}", 404)]
    public async Task What_makes_no_sense_is_refused(string method, string path, string? body, int status)
    {
        await using var sandbox = await ServerFixture.StartAsync();

        var answer = await sandbox.Client.SendAsync(method, path, body);

        Assert.Equal(status, answer.Status);
        Assert.NotEmpty((string)answer.Json["error"]!);
    }

    [Fact]
    public async Task They_need_no_token_and_leave_no_trace()
    {
        await using var sandbox = await ServerFixture.StartAsync();
        sandbox.Client.Http.DefaultRequestHeaders.Clear();
        sandbox.Server.Account.InjectFault(new SandboxFault());

        var answer = await sandbox.Client.GetAsync("/sandbox/summary");

        Assert.Equal(200, answer.Status);
        Assert.Empty(sandbox.Server.Account.Requests);
    }
}
