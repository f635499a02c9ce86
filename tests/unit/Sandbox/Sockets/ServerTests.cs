using System.Net;
using System.Net.Sockets;
using System.Text;
using VpsOrg.Sandbox.Hosting;

namespace VpsOrg.Sandbox.Tests;

public sealed class ServerTests
{
    /// <summary>The requests of the documentation's curl lines, with the bodies it shows.</summary>
    public static TheoryData<string, string, string?, int> DocumentedRequests => new()
    {
        { "GET", "servers/", null, 200 },
        { "POST", "servers/", """{"name":"web-server-02","hostname":"web02.example.com","plan_id":1,"os_id":5,"location":"us-west","ssh_key_id":789,"backups_enabled":true}""", 201 },
        { "GET", "servers/12345/", null, 200 },
        { "PUT", "servers/12345/", """{"name":"web-server-01","hostname":"web01.example.com","backups_enabled":true}""", 200 },
        { "PATCH", "servers/12345/", """{"name":"web-server-new"}""", 200 },
        { "DELETE", "servers/12345/", null, 204 },
        { "POST", "servers/12346/start/", null, 200 },
        { "POST", "servers/12345/stop/", null, 200 },
        { "POST", "servers/12345/reboot/", null, 200 },
        { "GET", "account/me/", null, 200 },
        { "GET", "snapshots/?server_id=12345", null, 200 },
        { "POST", "snapshots/", """{"server_id":12345,"name":"before-update-snapshot","description":"Snapshot before system update"}""", 201 },
        { "POST", "snapshots/801/restore/", null, 200 },
        { "DELETE", "snapshots/801/", null, 204 },
        { "GET", "backups/?server_id=12345&backup_type=manual", null, 200 },
    };

    [Theory]
    [MemberData(nameof(DocumentedRequests))]
    public async Task The_documented_curl_lines_work(string method, string path, string? body, int status)
    {
        await using var sandbox = await ServerFixture.StartAsync();
        sandbox.Server.Account.SetServerStatus(12346, "stopped");
        sandbox.Server.Account.AddSnapshot("12345", "pre-migration-snapshot");
        var request = $"{method} /api/v1/{path} HTTP/1.1\r\nHost: {sandbox.Server.BaseAddress.Authority}\r\nUser-Agent: curl/8.0\r\nAccept: */*\r\n"
            + "Authorization: Bearer vps_sandbox\r\nContent-Type: application/json\r\nConnection: close\r\n"
            + (body == null ? "\r\n" : $"Content-Length: {body.Length}\r\n\r\n{body}");

        var answer = await SpeakAsync(sandbox.Server, request);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer);
        Assert.Contains("Content-Type: application/json\r\n", answer, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("X-Request-Id: sbx-000001\r\n", answer, StringComparison.OrdinalIgnoreCase);
        var logged = Assert.Single(sandbox.Server.Account.Requests);
        Assert.Equal(body, logged.BodyText);
        Assert.Equal("application/json", logged.ContentType);
        Assert.Equal("curl/8.0", logged.UserAgent);
    }

    [Fact]
    public async Task The_server_answers_what_the_account_answers()
    {
        await using var sandbox = await ServerFixture.StartAsync();
        using var direct = new SandboxFixture();

        var over = await sandbox.Client.GetAsync("servers/12345/");

        Assert.Equal((await direct.Client.GetAsync("servers/12345/")).Text, over.Text);
        Assert.Equal("http", sandbox.Server.BaseAddress.Scheme);
        Assert.Equal("127.0.0.1", sandbox.Server.BaseAddress.Host);
        Assert.Equal("/api/v1/", sandbox.Server.BaseAddress.AbsolutePath);
    }

    [Theory]
    [InlineData(null, new long[] { 12345, 12346 })]
    [InlineData(900_000_001L, new long[] { 900_000_001, 900_000_002 })]
    public async Task Its_ids_are_the_documentation_s_unless_an_option_says_otherwise(long? firstId, long[] ids)
    {
        var options = new SandboxOptions { FirstServerId = firstId };
        await using var sandbox = await ServerFixture.StartAsync(options);

        var list = await sandbox.Client.GetAsync("servers/");

        Assert.Equal(ids, list.Ids);
        Assert.Equal(firstId, options.FirstServerId);
    }

    [Fact]
    public async Task Links_name_the_server_itself()
    {
        await using var sandbox = await ServerFixture.StartAsync(new SandboxOptions { PageSize = 1, LinkPages = true });

        var page = await sandbox.Client.GetAsync("servers/");

        Assert.Equal(sandbox.Server.BaseAddress + "servers/?page=2", (string?)page.Json["next"]);
    }

    [Fact]
    public async Task A_request_body_may_be_larger_than_web_servers_like()
    {
        await using var sandbox = await ServerFixture.StartAsync();
        var body = $$"""{"name":"{{new string('a', 31_000_000)}}"}""";

        var answer = await sandbox.Client.PatchAsync("servers/12345/", body);

        Assert.Equal(400, answer.Status);
        Assert.Equal("Ensure this field has no more than 63 characters.", (string?)answer.Json["name"]![0]);
    }

    [Fact]
    public async Task Large_lists_come_whole()
    {
        await using var sandbox = await ServerFixture.StartAsync(new SandboxOptions { ServerCount = 5000 });

        var list = await sandbox.Client.GetAsync("servers/");

        Assert.Equal(5000, list.Results.Count);
        await sandbox.Server.Account.WaitUntilIdleAsync();
        Assert.False(Assert.Single(sandbox.Server.Account.Requests).Aborted);
    }

    [Fact]
    public async Task Connections_are_counted()
    {
        await using var sandbox = await ServerFixture.StartAsync();

        await sandbox.Client.GetAsync("servers/");
        await sandbox.Client.GetAsync("servers/");

        Assert.Equal(1, sandbox.Server.AcceptedConnections);
        Assert.Equal(1, sandbox.Server.OpenConnections);
    }

    [Fact]
    public async Task A_connection_that_is_let_go_is_told()
    {
        await using var sandbox = await ServerFixture.StartAsync();
        using (var other = new ApiClient(new SocketsHttpHandler { UseProxy = false }, sandbox.Server.BaseAddress))
        {
            await other.GetAsync("servers/");
        }

        var summary = await sandbox.Client.GetAsync("/sandbox/summary?open=1");

        Assert.Equal(1, (int)summary.Json["openConnections"]!);
        Assert.Equal(2, (int)summary.Json["acceptedConnections"]!);
        sandbox.Client.Dispose();
        await sandbox.Server.WaitForOpenConnectionsAsync(0);
    }

    [Fact]
    public async Task The_log_sees_a_client_leave()
    {
        await using var sandbox = await ServerFixture.StartAsync();
        sandbox.Server.Account.FailNext("GET", "servers/", SandboxFaultKind.Hang);
        using var cancellation = new CancellationTokenSource();
        var asking = sandbox.Client.StartAsync("GET", "servers/", cancellationToken: cancellation.Token);
        await sandbox.Server.Account.WaitForRequestsAsync(1);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await sandbox.Server.Account.WaitForAbortsAsync(1);
    }

    [Fact]
    public async Task Stopping_drops_requests_that_hang()
    {
        var sandbox = await ServerFixture.StartAsync();
        sandbox.Server.Account.FailNext("GET", "servers/", SandboxFaultKind.Hang);
        var asking = sandbox.Client.StartAsync("GET", "servers/");
        await sandbox.Server.Account.WaitForRequestsAsync(1);

        await sandbox.Server.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => asking);
        sandbox.Client.Dispose();
    }

    private static async Task<string> SpeakAsync(SandboxServer server, string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, server.BaseAddress.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
