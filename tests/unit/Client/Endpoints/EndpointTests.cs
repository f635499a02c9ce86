namespace VpsOrg.Client.Tests;

/// <summary>One test an endpoint: what goes over the wire, to the byte, and what comes back, with its units.</summary>
public sealed class EndpointTests
{
    [Fact]
    public async Task Listing_sends_the_documented_request_and_reads_every_field_of_an_item()
    {
        await using var server = new RawServer(RawAnswer.Json(Payloads.List));
        using var client = Clients.For(server);

        var servers = await client.GetServersAsync().Guarded();

        AssertSent(server, "GET", "/api/v1/servers/", string.Empty);
        Assert.Equal([12345, 12346], servers.Select(one => one.Id));
        var second = servers[1];
        Assert.Equal("db-server-01", second.Name);
        Assert.Equal("db01.example.com", second.Hostname);
        Assert.Equal("active", second.Status);
        Assert.Equal("203.0.113.11", second.IPAddress);
        Assert.Equal("us-east", second.Location);
        Assert.Equal(2, second.PlanId);
        Assert.Equal("Performance VPS", second.Plan);
        Assert.Equal(4, second.VCpus);
        Assert.Equal(8192, second.MemoryMB);
        Assert.Equal(160, second.StorageGB);
        Assert.Null(second.BandwidthGB);
        Assert.Equal(3, second.OsId);
        Assert.Equal("Debian 12", second.OS);
        Assert.Equal(Utc(2025, 1, 12, 9, 15), second.CreatedAt!.Value.ToUniversalTime());
        Assert.Equal(Utc(2025, 1, 16, 8, 45), second.UpdatedAt!.Value.ToUniversalTime());
        Assert.False(second.IsDetailed);
        Assert.Null(second.BackupsEnabled);
        Assert.Null(second.IPv6Address);
        Assert.Null(second.ResourceUsage);
        Assert.Null(second.Message);
        Assert.Empty(second.AdditionalProperties);
    }

    [Fact]
    public async Task Getting_sends_the_documented_request_and_reads_every_field_of_the_detail()
    {
        await using var server = new RawServer(RawAnswer.Json(Payloads.Get));
        using var client = Clients.For(server);

        var detail = await client.GetServerAsync(12345).Guarded();

        AssertSent(server, "GET", "/api/v1/servers/12345/", string.Empty);
        Assert.Equal(12345, detail.Id);
        Assert.Equal("web-server-01", detail.Name);
        Assert.Equal("web01.example.com", detail.Hostname);
        Assert.Equal("web01.example.com", detail.ComputerName);
        Assert.Equal("203.0.113.10", detail.IPAddress);
        Assert.Equal("2001:0db8::1", detail.IPv6Address);
        Assert.Equal("us-west", detail.Location);
        Assert.True(detail.BackupsEnabled);
        Assert.True(detail.IsDetailed);
        Assert.Equal(2048, detail.BandwidthGB);
        Assert.Equal(4096, detail.MemoryMB);
        Assert.Equal(80, detail.StorageGB);
        Assert.Equal(23.5, detail.ResourceUsage!.CpuPercent);
        Assert.Equal(2048, detail.ResourceUsage.MemoryUsedMB);
        Assert.Equal(35, detail.ResourceUsage.DiskUsedGB);
        Assert.Equal(450, detail.ResourceUsage.BandwidthUsedGB);
        Assert.Equal(Utc(2025, 1, 10, 14, 30), detail.CreatedAt!.Value.ToUniversalTime());
        Assert.Equal(Utc(2025, 1, 16, 15, 45), detail.UpdatedAt!.Value.ToUniversalTime());
        Assert.Empty(detail.AdditionalProperties);
        Assert.Empty(detail.PlanDetail!.AdditionalProperties);
        Assert.Empty(detail.OSDetail!.AdditionalProperties);
        Assert.Empty(detail.ResourceUsage.AdditionalProperties);
    }

    [Fact]
    public async Task Creating_sends_the_documented_body_and_reads_the_new_server()
    {
        await using var server = new RawServer(RawAnswer.Json(Payloads.Page(0, [])), RawAnswer.Created(Payloads.Create));
        using var client = Clients.For(server);

        var created = await client.CreateServerAsync(new CreateServerRequest("web-server-02", 1, 5, "us-west")
        {
            Hostname = "web02.example.com",
            SshKeyId = 789,
            BackupsEnabled = true,
        }).Guarded();

        AssertSent(server, "POST", "/api/v1/servers/", """{"name":"web-server-02","plan_id":1,"os_id":5,"location":"us-west","hostname":"web02.example.com","ssh_key_id":789,"backups_enabled":true}""");
        Assert.Equal(12347, created.Id);
        Assert.Equal("provisioning", created.Status);
        Assert.Null(created.IPAddress);
        Assert.False(created.IsDetailed);
        Assert.True(created.BackupsEnabled);
        Assert.Equal(1, created.PlanId);
        Assert.Equal(5, created.OsId);
        Assert.Equal("Server is being provisioned. This may take 2-5 minutes.", created.Message);
        Assert.Empty(created.AdditionalProperties);
    }

    [Fact]
    public async Task Replacing_puts_all_three_fields()
    {
        await using var server = new RawServer(RawAnswer.Json(Payloads.Get));
        using var client = Clients.For(server);

        var replaced = await client.ReplaceServerAsync(12345, new ReplaceServerRequest("web-server-01", "web01.example.com", backupsEnabled: false)).Guarded();

        AssertSent(server, "PUT", "/api/v1/servers/12345/", """{"name":"web-server-01","hostname":"web01.example.com","backups_enabled":false}""");
        Assert.Equal(12345, replaced.Id);
    }

    [Fact]
    public async Task Updating_patches_only_what_was_set()
    {
        await using var server = new RawServer(RawAnswer.Json(Payloads.Get));
        using var client = Clients.For(server);

        var updated = await client.UpdateServerAsync(12345, new UpdateServerRequest { BackupsEnabled = true }).Guarded();

        AssertSent(server, "PATCH", "/api/v1/servers/12345/", """{"backups_enabled":true}""");
        Assert.Equal("web-server-01", updated.Name);
    }

    [Fact]
    public async Task Deleting_sends_the_documented_request_and_is_content_with_204()
    {
        await using var server = new RawServer(RawAnswer.NoContent());
        using var client = Clients.For(server);

        await client.DeleteServerAsync(12345).Guarded();

        AssertSent(server, "DELETE", "/api/v1/servers/12345/", string.Empty);
    }

    [Fact]
    public async Task Starting_posts_to_start_and_reads_the_action()
    {
        await using var server = new RawServer(RawAnswer.Json(Payloads.Start));
        using var client = Clients.For(server);

        var action = await client.StartServerAsync(12345).Guarded();

        AssertSent(server, "POST", "/api/v1/servers/12345/start/", string.Empty);
        AssertAction(action, "Server is starting", "starting");
    }

    [Fact]
    public async Task Stopping_posts_to_stop_and_reads_the_action()
    {
        await using var server = new RawServer(RawAnswer.Json(Payloads.Stop));
        using var client = Clients.For(server);

        var action = await client.StopServerAsync(12345).Guarded();

        AssertSent(server, "POST", "/api/v1/servers/12345/stop/", string.Empty);
        AssertAction(action, "Server is stopping", "stopping");
    }

    [Fact]
    public async Task Rebooting_posts_to_reboot_and_reads_the_action()
    {
        await using var server = new RawServer(RawAnswer.Json(Payloads.Reboot));
        using var client = Clients.For(server);

        var action = await client.RebootServerAsync(12345).Guarded();

        AssertSent(server, "POST", "/api/v1/servers/12345/reboot/", string.Empty);
        AssertAction(action, "Server is rebooting", "rebooting");
    }

    [Fact]
    public async Task The_account_is_read_with_the_token_s_permissions()
    {
        await using var server = new RawServer(RawAnswer.Json(Payloads.Account));
        using var client = Clients.For(server);

        var account = await client.GetAccountAsync().Guarded();

        AssertSent(server, "GET", "/api/v1/account/me/", string.Empty);
        Assert.Equal("ada@example.com", account.Email);
        Assert.Equal("Ada Lovelace", account.FullName);
        Assert.Equal("Analytical Engines", account.CompanyName);
        Assert.Equal("night-shift", account.TokenName);
        Assert.Equal(["servers.read", "servers.write"], account.Permissions);
    }

    [Fact]
    public async Task A_base_address_without_its_last_slash_means_the_same()
    {
        await using var server = new RawServer(RawAnswer.Json(Payloads.Get));
        using var client = Clients.For(new Uri($"http://127.0.0.1:{server.Port}/api/v1"));

        await client.GetServerAsync(12345).Guarded();

        Assert.Equal(["GET /api/v1/servers/12345/"], server.Lines);
    }

    [Fact]
    public async Task A_client_without_a_token_sends_no_Authorization()
    {
        await using var server = new RawServer(RawAnswer.Json(Payloads.Get));
        using var client = new VpsClient(new VpsClientOptions { BaseAddress = server.BaseAddress });

        await client.GetServerAsync(12345).Guarded();

        Assert.Null(server.Requests.Single().Header("Authorization"));
    }

    private static void AssertAction(VpsServerAction action, string message, string status)
    {
        Assert.Equal("success", action.Status);
        Assert.Equal(message, action.Message);
        Assert.Equal(12345, action.ServerId);
        Assert.Equal("web-server-01", action.ServerName);
        Assert.Equal(status, action.ServerStatus);
        Assert.Empty(action.AdditionalProperties);
    }

    private static void AssertSent(RawServer server, string method, string target, string body)
    {
        var request = Assert.Single(server.Requests, request => request.Method == method);
        Assert.Equal($"{method} {target} HTTP/1.1", request.Line);
        var expected = new Dictionary<string, string>
        {
            ["Accept"] = "application/json",
            ["Accept-Encoding"] = "gzip, deflate",
            ["Authorization"] = "Bearer " + Clients.Canary,
            ["Content-Length"] = body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Content-Type"] = "application/json",
            ["Host"] = $"127.0.0.1:{server.Port}",
            ["User-Agent"] = "VpsOrg-PowerShell/0.2.0",
        };
        if (method == "GET" && PlatformHandler.IsNetFramework)
        {
            // It refuses content on GET, and a header of content needs some.
            expected.Remove("Content-Length");
            expected.Remove("Content-Type");
        }

        Assert.Equal(
            expected.OrderBy(header => header.Key, StringComparer.Ordinal).Select(header => $"{header.Key}: {header.Value}"),
            request.Headers.Where(header => header.Name != "Connection").OrderBy(header => header.Name, StringComparer.Ordinal).Select(header => $"{header.Name}: {header.Value}"));
        Assert.Equal(body, request.Body);
    }

    private static DateTime Utc(int year, int month, int day, int hour, int minute) =>
        new(year, month, day, hour, minute, 0, DateTimeKind.Utc);
}
