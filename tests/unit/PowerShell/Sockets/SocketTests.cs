using VpsOrg.Sandbox.Hosting;

namespace VpsOrg.PowerShell.Tests;

/// <summary>The compiled cmdlets over real sockets.</summary>
public sealed class SocketTests
{
    [Fact]
    public async Task All_nine_endpoints_are_driven_by_cmdlets()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { TransitionDelay = TimeSpan.Zero, AccountEmail = NewEmail() });
        var shell = await ConnectAsync(server);

        await shell.GetAsync<GetVpsServerCommand, VpsServer>();
        var made = Assert.Single(await shell.GetAsync<NewVpsServerCommand, VpsServer>(new { Name = "web-03", PlanId = 1, OsId = 1, Location = "us-west" }));
        await shell.GetAsync<GetVpsServerCommand, VpsServer>(input: [made]);
        await shell.GetAsync<SetVpsServerCommand, VpsServer>(new { Replace = true, NewName = "a", Hostname = "a.example.com", BackupsEnabled = true }, input: [made]);
        await shell.GetAsync<SetVpsServerCommand, VpsServer>(new { NewName = "b" }, input: [made]);
        await shell.GetAsync<StopVpsServerCommand, VpsServer>(input: [made]);
        await shell.GetAsync<StartVpsServerCommand, VpsServer>(input: [made]);
        await shell.GetAsync<RestartVpsServerCommand, VpsServer>(input: [made]);
        await shell.GetAsync<RemoveVpsServerCommand, VpsServer>(new { Force = true }, input: [made]);

        Assert.Equal(
            [
                "GET servers/: 2", "POST servers/: 1", "GET servers/{id}/: 1", "PUT servers/{id}/: 1", "PATCH servers/{id}/: 1",
                "DELETE servers/{id}/: 1", "POST servers/{id}/start/: 1", "POST servers/{id}/stop/: 1", "POST servers/{id}/reboot/: 1",
                "GET account/me/: 1",
            ],
            server.Account.RequestSummary);
        Assert.All(server.Account.Requests, request => Assert.True(request.Authorized));
    }

    [Fact]
    public async Task The_way_back_is_driven_by_cmdlets()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { TransitionDelay = TimeSpan.Zero });
        var shell = await ConnectAsync(server);
        var web = (await shell.GetAsync<GetVpsServerCommand, VpsServer>())[0];
        server.Account.ClearRequests();

        var taken = Assert.Single(await shell.GetAsync<NewVpsSnapshotCommand, VpsSnapshot>(new { Name = "before-update" }, [web]));
        var listed = Assert.Single(await shell.GetAsync<GetVpsSnapshotCommand, VpsSnapshot>(input: [web]));
        var restored = Assert.Single(await shell.GetAsync<RestoreVpsSnapshotCommand, VpsServer>(new { PassThru = true, Force = true }, [listed]));
        await shell.GetAsync<RemoveVpsSnapshotCommand, VpsSnapshot>(new { Force = true }, [taken]);
        Assert.Equal(3, (await shell.GetAsync<GetVpsBackupCommand, VpsBackup>()).Count);
        Assert.Single(await shell.GetAsync<GetVpsAccountCommand, VpsAccount>());

        Assert.Equal((web.Id, web.Id), (listed.ServerId, restored.Id));
        Assert.Empty(server.Account.SnapshotIds);
        Assert.Equal(
            ["POST snapshots/", $"POST snapshots/{taken.Id}/restore/", $"DELETE snapshots/{taken.Id}/"],
            server.Account.Requests.Where(request => request.Method != "GET").Select(request => $"{request.Method} {request.Path}"));
        Assert.All(server.Account.Requests, request => Assert.True(request.Authorized));
    }

    [Fact]
    public async Task Snapshots_come_whole_over_real_pages()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { ServerCount = 9, PageSize = 4, LinkPages = true });
        Array.ForEach([.. server.Account.ServerIds], id => Enumerable.Range(1, 5).ToList().ForEach(number => server.Account.AddSnapshot(id, $"s-{number}")));
        var shell = await ConnectAsync(server);

        Assert.Equal(45, (await shell.GetAsync<GetVpsSnapshotCommand, VpsSnapshot>()).Count);
    }

    [Fact]
    public async Task Whole_lists_come_over_real_pages()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { ServerCount = 57, PageSize = 20, LinkPages = true });
        var shell = await ConnectAsync(server);

        Assert.Equal(57, (await shell.GetAsync<GetVpsServerCommand, VpsServer>()).Count);
    }

    [Fact]
    public async Task A_host_without_account_me_proves_the_token_with_the_list()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { HasAccountEndpoint = false });

        await ConnectAsync(server);

        Assert.Equal(["GET servers/: 1", "GET account/me/: 1"], server.Account.RequestSummary);
    }

    [Fact]
    public async Task A_failed_Connect_Vps_lets_go_of_its_connections()
    {
        await using var server = await SandboxServer.StartAsync();

        for (var i = 0; i < 5; i++)
        {
            var result = await new Shell().RunAsync<ConnectVpsCommand>(new { Token = SecretText.Of("vps_wrong"), ApiUri = server.BaseAddress });
            Assert.Equal("TokenRejected", result.TerminatingError?.Id());
        }

        Assert.Equal(5, server.AcceptedConnections);
        await server.WaitForOpenConnectionsAsync(0).Guarded();
    }

    [Fact]
    public async Task SkipTokenCheck_sends_nothing()
    {
        await using var server = await SandboxServer.StartAsync();

        await new Shell().GetAsync<ConnectVpsCommand, VpsSession>(new { Token = SecretText.Of("vps_sandbox"), ApiUri = server.BaseAddress, SkipTokenCheck = true });

        Assert.Empty(server.Account.Requests);
    }

    [Fact]
    public async Task A_lost_answer_over_a_socket_buys_no_second_server()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { AccountEmail = NewEmail() });
        var shell = await ConnectAsync(server);
        server.Account.FailNext("POST", "servers/", SandboxFaultKind.CutAfterActing);

        var result = await shell.RunAsync<NewVpsServerCommand>(new { Name = "web-03", PlanId = 1, OsId = 1, Location = "us-west" });

        Assert.Single(result.Objects);
        Assert.Single(result.Warnings);
        Assert.Equal(1, server.Account.CountRequests("POST", "servers/"));
    }

    [Fact]
    public async Task A_stop_drops_the_connection_that_hangs()
    {
        await using var server = await SandboxServer.StartAsync();
        var shell = await ConnectAsync(server);
        server.Account.ClearRequests();
        server.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Hang });
        var run = shell.Prepare<GetVpsServerCommand>();
        var ending = run.RunAsync();
        await server.Account.WaitForRequestsAsync(1).Guarded();

        run.Stop();

        Assert.False((await ending.Guarded()).RanToEnd);
        await server.Account.WaitUntilIdleAsync().Guarded();
        Assert.True(Assert.Single(server.Account.Requests).Aborted);
    }

    [Fact]
    public async Task Disconnecting_closes_the_sockets_for_the_session()
    {
        await using var server = await SandboxServer.StartAsync();
        var shell = await ConnectAsync(server);

        await shell.RunAsync<DisconnectVpsCommand>();

        (await shell.RunAsync<GetVpsServerCommand>()).Terminating("NotConnected");
        Assert.Equal(1, server.AcceptedConnections);
    }

    [Fact]
    public async Task A_proxy_is_gone_through_and_plain_http_to_another_host_is_warned_of()
    {
        await using var proxy = await SandboxServer.StartAsync();

        var result = await new Shell().RunAsync<ConnectVpsCommand>(new
        {
            Token = SecretText.Of("vps_sandbox"),
            ApiUri = new Uri("http://vps.test/api/v1/"),
            Proxy = new Uri(proxy.BaseAddress, "/"),
            AllowInsecure = true,
        });

        Assert.Null(result.TerminatingError);
        Assert.Equal("sandbox@example.com", Assert.IsType<VpsSession>(Assert.Single(result.Objects)).Account);
        Assert.Contains("http", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_http_to_another_host_is_refused_without_AllowInsecure()
    {
        var result = await new Shell().RunAsync<ConnectVpsCommand>(new { Token = SecretText.Of("vps_sandbox"), ApiUri = new Uri("http://vps.test/api/v1/") });

        result.Terminating("InvalidParameter");
    }

    /// <summary>An account of its own for a test that orders: the process remembers what it ordered where, and ports come back.</summary>
    private static string NewEmail() => $"{Guid.NewGuid():N}@example.com";

    private static async Task<Shell> ConnectAsync(SandboxServer server)
    {
        var shell = new Shell();
        await shell.GetAsync<ConnectVpsCommand, VpsSession>(new { Token = SecretText.Of("vps_sandbox"), ApiUri = server.BaseAddress, MaximumRetryCount = 0 });
        return shell;
    }
}
