using VpsOrg.Sandbox;
using VpsOrg.Sandbox.Hosting;

namespace VpsOrg.Client.Tests;

/// <summary>The client against the sandbox over a real socket: the whole job, and the log that the account kept of it.</summary>
public sealed class SandboxJourneyTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(45);

    private static readonly CreateServerRequest Order = new("web-server-02", 1, 5, "us-west") { Hostname = "web02.example.com", BackupsEnabled = true };

    [Theory]
    [InlineData(SandboxServerIds.Integer)]
    [InlineData(SandboxServerIds.Uuid)]
    public async Task The_life_of_a_server_drives_all_nine_endpoints_and_the_account(SandboxServerIds ids)
    {
        var time = new DateTimeOffset(2025, 1, 16, 15, 30, 0, TimeSpan.Zero);
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { ServerIds = ids, Clock = new SandboxClock(() => time, Task.Delay) });
        using var client = ClientOf(sandbox);

        var before = await client.GetServersAsync().Guarded();
        sandbox.Account.ClearRequests();
        var account = await client.GetAccountAsync().Guarded();
        var created = await client.CreateServerAsync(Order).Guarded();
        time += TimeSpan.FromMinutes(5);
        var active = await client.GetServerAsync(created.Key).Guarded();
        var stopping = await client.StopServerAsync(created.Key).Guarded();
        time += TimeSpan.FromMinutes(5);
        var stopped = await client.GetServersAsync(new ServerFilter { Statuses = ["stopped"] }).Guarded();
        var starting = await client.StartServerAsync(created.Key).Guarded();
        time += TimeSpan.FromMinutes(5);
        var rebooting = await client.RebootServerAsync(created.Key).Guarded();
        time += TimeSpan.FromMinutes(5);
        var updated = await client.UpdateServerAsync(created.Key, new UpdateServerRequest { BackupsEnabled = false }).Guarded();
        var replaced = await client.ReplaceServerAsync(created.Key, new ReplaceServerRequest("web-server-03", "web03.example.com", backupsEnabled: true)).Guarded();
        await client.DeleteServerAsync(created.Key).Guarded();
        var rest = await client.GetServersAsync().Guarded();

        Assert.Equal("sandbox@example.com", account.Email);
        Assert.Equal(("provisioning", null), (created.Status, created.IPAddress));
        Assert.Equal("active", active.Status);
        Assert.NotNull(active.IPAddress);
        Assert.Equal("stopping", stopping.ServerStatus);
        Assert.Equal([created.Id], stopped.Select(server => server.Id));
        Assert.Equal("starting", starting.ServerStatus);
        Assert.Equal("rebooting", rebooting.ServerStatus);
        Assert.Equal((false, "web-server-02"), (updated.BackupsEnabled!.Value, updated.Name));
        Assert.Equal((true, "web-server-03", "web03.example.com"), (replaced.BackupsEnabled!.Value, replaced.Name, replaced.Hostname));
        Assert.Equal(before.Select(server => server.Id), rest.Select(server => server.Id));
        Assert.All(sandbox.Account.Requests, request => Assert.True(request.Authorized));
        Assert.Equal(
            [1, 2, 1, 1, 1, 1, 1, 1, 1, 1],
            ((string[])["GET account/me/", "GET servers/", "POST servers/", "GET servers/{id}/", "PUT servers/{id}/", "PATCH servers/{id}/", "DELETE servers/{id}/",
                "POST servers/{id}/start/", "POST servers/{id}/stop/", "POST servers/{id}/reboot/"])
                .Select(line => sandbox.Account.CountRequests(line.Split(' ')[0], line.Split(' ')[1])));
        Assert.Equal(11, sandbox.Account.Requests.Count);
    }

    [Fact]
    public async Task Every_documented_refusal_is_its_own_exception()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Credits = 0 });
        using var client = ClientOf(sandbox);
        using var stranger = ClientOf(sandbox, "vps_wrong");

        await Assert.ThrowsAsync<VpsUnauthorizedException>(() => stranger.GetServersAsync().Guarded());
        await Assert.ThrowsAsync<VpsUnauthorizedException>(() => stranger.CreateServerAsync(Order).Guarded());
        await Assert.ThrowsAsync<VpsInsufficientCreditsException>(() => client.CreateServerAsync(Order).Guarded());
        await Assert.ThrowsAsync<VpsInvalidRequestException>(() => client.CreateServerAsync(new CreateServerRequest("web", 999, 5, "us-west")).Guarded());
        await Assert.ThrowsAsync<VpsInvalidRequestException>(() => client.StartServerAsync(12345).Guarded());
        await Assert.ThrowsAsync<VpsNotFoundException>(() => client.GetServerAsync(99).Guarded());
        await Assert.ThrowsAsync<VpsNotFoundException>(() => client.DeleteServerAsync(99).Guarded());
        await Assert.ThrowsAsync<VpsNotFoundException>(() => client.RebootServerAsync(99).Guarded());
    }

    [Theory]
    [InlineData(false, null, 1)]
    [InlineData(false, 20, 2)]
    [InlineData(true, 20, 3)]
    public async Task Fifty_seven_servers_come_whole_however_they_are_paged(bool links, int? pageSize, int requests)
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { ServerCount = 57, PageSize = pageSize, LinkPages = links });
        using var client = ClientOf(sandbox);

        var servers = await client.GetServersAsync().Guarded();

        Assert.Equal(57, servers.Select(server => server.Id).Distinct().Count());
        Assert.Equal(requests, sandbox.Account.CountRequests("GET", "servers/"));
    }

    [Theory]
    [InlineData(SandboxFaultKind.CutAfterActing, SandboxServerIds.Integer)]
    [InlineData(SandboxFaultKind.StatusAfterActing, SandboxServerIds.Integer)]
    [InlineData(SandboxFaultKind.TruncateBody, SandboxServerIds.Integer)]
    [InlineData(SandboxFaultKind.EmptyBody, SandboxServerIds.Integer)]
    [InlineData(SandboxFaultKind.CutAfterActing, SandboxServerIds.Uuid)]
    [InlineData(SandboxFaultKind.EmptyBody, SandboxServerIds.Uuid)]
    public async Task A_create_whose_answer_is_lost_buys_one_server_and_returns_it(SandboxFaultKind fault, SandboxServerIds ids)
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { ServerIds = ids, Clock = new SandboxClock(() => ManualClock.Start, Task.Delay) });
        using var client = ClientOf(sandbox);
        var trace = new RecordingTrace();
        sandbox.Account.FailNext("POST", "servers/", fault, 1, fault == SandboxFaultKind.StatusAfterActing ? 504 : null);

        var server = await client.CreateServerAsync(Order, trace).Guarded();

        Assert.Equal(1, sandbox.Account.CountRequests("POST", "servers/"));
        Assert.Single(await client.GetServersAsync().Guarded(), one => one.Name == "web-server-02" && one.Key == server.Key);
        Assert.Single(trace.Warnings);
    }

    [Fact]
    public async Task A_create_that_was_lost_before_it_acted_buys_none_and_is_unknown()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = ClientOf(sandbox);
        sandbox.Account.FailNext("POST", "servers/", SandboxFaultKind.CutBeforeActing);

        await Assert.ThrowsAsync<VpsCreateOutcomeUnknownException>(() => client.CreateServerAsync(Order).Guarded());

        Assert.Equal(1, sandbox.Account.CountRequests("POST", "servers/"));
        Assert.Equal(2, (await client.GetServersAsync().Guarded()).Count);
    }

    [Fact]
    public async Task A_DELETE_that_acted_and_was_cut_has_succeeded()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = ClientOf(sandbox);
        sandbox.Account.FailNext("DELETE", "servers/12345/", SandboxFaultKind.CutAfterActing);

        await client.DeleteServerAsync(12345).Guarded();

        Assert.Equal(2, sandbox.Account.CountRequests("DELETE", "servers/12345/"));
        Assert.Equal([12346], (await client.GetServersAsync().Guarded()).Select(server => server.Id));
    }

    [Fact]
    public async Task A_stall_and_a_hang_end_in_time_and_leave_no_connection_behind()
    {
        var clock = new ManualClock();
        await using var sandbox = await SandboxServer.StartAsync();
        var client = ClientOf(sandbox, clock: clock);
        sandbox.Account.FailNext("GET", "servers/12345/", SandboxFaultKind.StallBody);
        sandbox.Account.FailNext("GET", "servers/", SandboxFaultKind.Hang);
        Task[] calls = [client.GetServerAsync(12345), client.GetServersAsync()];
        await sandbox.Account.WaitForRequestsAsync(calls.Length).Guarded();

        clock.Advance(Timeout);

        foreach (var call in calls)
        {
            await Assert.ThrowsAsync<VpsTimeoutException>(() => call.Guarded());
        }

        client.Dispose();
        await sandbox.Account.WaitUntilIdleAsync().Guarded();
    }

    /// <summary>
    /// The platform may open a connection more than there are calls at once: it gives up one that is slow to come about
    /// when its call went another way meanwhile. A connection a call would be thousands.
    /// </summary>
    [Fact]
    public async Task Thirty_two_threads_and_two_hundred_calls_each_lose_none_and_share_their_connections()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = ClientOf(sandbox);

        var ids = await Task.WhenAll(Enumerable.Range(0, 32).Select(async thread =>
        {
            var sum = 0L;
            for (var call = 0; call < 200; call++)
            {
                var wanted = 12345 + ((thread + call) % 2);
                sum += (await client.GetServerAsync(wanted)).Key.Number!.Value - wanted;
            }

            return sum;
        })).Guarded();

        Assert.All(ids, difference => Assert.Equal(0, difference));
        Assert.Equal(6400, sandbox.Account.CountRequests("GET", "servers/{id}/"));
        Assert.InRange(sandbox.AcceptedConnections, 1, 640);
    }

    [Fact]
    public async Task A_wait_over_a_real_socket_sees_the_server_get_there()
    {
        var poll = TimeSpan.FromSeconds(5);
        var clock = new ManualClock();
        var time = ManualClock.Start;
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Clock = new SandboxClock(() => time, Task.Delay) });
        using var client = ClientOf(sandbox, clock: clock);
        await client.StopServerAsync(12345).Guarded();
        using var stop = new CancellationTokenSource();
        var watch = new ServerWatch(client, clock, poll, requestsAtOnce: 8, trace: null, stop.Token);
        var wait = watch.WaitAsync(new StatusGoal(12345, "stopped"), TimeSpan.FromMinutes(10));
        await clock.UntilAskedAsync(poll);
        Assert.False(wait.IsCompleted);

        time += TimeSpan.FromMinutes(5);
        await clock.PassAsync(poll);

        Assert.Equal("stopped", (await wait.Guarded()).Status);
    }

    private static VpsClient ClientOf(SandboxServer sandbox, string token = "vps_sandbox", ManualClock? clock = null) => new(new VpsClientOptions
    {
        BaseAddress = sandbox.BaseAddress,
        Token = new VpsToken(token),
        Timeout = Timeout,
        MaximumRetryCount = 2,
        Clock = clock ?? new ManualClock { MovesByItself = true },
        Ledger = new OrderLedger(), // That of the process remembers what was ordered at a port, and ports come back.
    });
}
