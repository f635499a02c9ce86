namespace VpsOrg.PowerShell.Tests;

public abstract class PowerTests(SandboxServerIds ids)
{
    [Fact]
    public async Task Stop_writes_nothing_unless_asked_to()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var servers = await rehearsal.ServersAsync<StopVpsServerCommand>(new { Id = Web });

        Assert.Empty(servers);
        Assert.Equal([$"POST servers/{Web}/stop/"], rehearsal.Sent);
    }

    [Fact]
    public async Task PassThru_gives_a_whole_server_with_its_new_status()
    {
        var rehearsal = await Rehearsal.StartAsync(delaySec: 3600, ids: ids);

        var server = Assert.Single(await rehearsal.ServersAsync<StopVpsServerCommand>(new { Id = Web, PassThru = true }));

        Assert.Equal(("stopping", "web-server-01", "203.0.113.10"), (server.Status, server.Name, server.IPAddress));
    }

    [Fact]
    public async Task PassThru_of_a_piped_server_needs_no_request_of_its_own()
    {
        var rehearsal = await Rehearsal.StartAsync(delaySec: 3600, ids: ids);
        var piped = await rehearsal.ServerAsync(Web);

        var server = Assert.Single(await rehearsal.ServersAsync<RestartVpsServerCommand>(new { PassThru = true }, input: [piped]));

        Assert.Equal(("rebooting", "web-server-01"), (server.Status, server.Name));
        Assert.Equal("active", piped.Status);
        Assert.Equal([$"POST servers/{Web}/reboot/"], rehearsal.Sent);
    }

    [Fact]
    public async Task PassThru_of_a_piped_server_keeps_its_fields_after_a_wait()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var piped = (await rehearsal.ServersAsync<GetVpsServerCommand>())[0];

        var server = Assert.Single(await rehearsal.ServersAsync<StopVpsServerCommand>(new { Wait = true, PassThru = true }, input: [piped]));

        Assert.Equal("stopped", server.Status);
        Assert.Null(server.ResourceUsage); // A list item has none; what the wait read does.
    }

    [Fact]
    public async Task Waiting_ends_when_the_server_is_there()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var stopped = await rehearsal.ServersAsync<StopVpsServerCommand>(new { Id = Web, Wait = true, PassThru = true });
        var started = await rehearsal.ServersAsync<StartVpsServerCommand>(new { Id = Web, Wait = true, PassThru = true });
        var restarted = await rehearsal.ServersAsync<RestartVpsServerCommand>(new { Id = Web, Wait = true, PassThru = true });

        Assert.Equal(["stopped", "active", "active"], new[] { stopped, started, restarted }.Select(servers => Assert.Single(servers).Status));
    }

    [Fact]
    public async Task Waiting_alone_writes_nothing()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        Assert.Empty(await rehearsal.ServersAsync<StopVpsServerCommand>(new { Id = Web, Wait = true }));

        Assert.Equal("stopped", (await rehearsal.ServerAsync(Web)).Status);
    }

    [Fact]
    public async Task A_time_out_without_a_wait_is_refused_before_anything_is_sent()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await rehearsal.RunAsync<StopVpsServerCommand>(new { Id = Web, TimeoutSec = 5 });

        result.Terminating("InvalidParameter");
        Assert.Empty(rehearsal.Sent);
    }

    [Theory]
    [InlineData("active", 0)]
    [InlineData("starting", 0)]
    [InlineData("suspended", 1)]
    [InlineData("stopping", 1)]
    public async Task Starting_a_server_that_is_already_there_is_no_error(string status, int errors)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.SetServerStatus(Web, status);

        var result = await rehearsal.RunAsync<StartVpsServerCommand>(new { Id = Web, PassThru = true });

        Assert.Equal(errors, result.Errors.Count);
        Assert.Equal(1 - errors, result.Objects.Count);
    }

    [Theory]
    [InlineData("stopped", 0)]
    [InlineData("stopping", 0)]
    [InlineData("suspended", 1)]
    [InlineData("provisioning", 1)]
    public async Task Stopping_a_server_that_is_already_there_is_no_error(string status, int errors)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.SetServerStatus(Web, status);

        var result = await rehearsal.RunAsync<StopVpsServerCommand>(new { Id = Web, PassThru = true });

        Assert.Equal(errors, result.Errors.Count);
        Assert.Equal(1 - errors, result.Objects.Count);
    }

    [Fact]
    public async Task Nothing_to_do_is_said_at_Verbose()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await rehearsal.RunAsync<StartVpsServerCommand>(new { Id = Web, Verbose = true });

        Assert.Contains(result.Verbose, line => line.Contains("already 'active'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Restarting_a_stopped_server_points_to_Start_VpsServer()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.SetServerStatus(Web, "stopped");

        var record = (await rehearsal.RunAsync<RestartVpsServerCommand>(new { Id = Web })).OnlyError("ServerStopped");

        Assert.Equal(ErrorCategory.InvalidOperation, record.CategoryInfo.Category);
        Assert.Contains("Start-VpsServer", record.ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
    }

    private object Web => TestIds.Of(ids, 1);

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : PowerTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : PowerTests(SandboxServerIds.Uuid);
}
