namespace VpsOrg.PowerShell.Tests;

/// <summary>What only a server's detail says is read before it is judged, and unknown is never no.</summary>
public sealed class DetailFilterTests
{
    private const string Details = "servers/{id}/";

    [Fact]
    public async Task An_exact_name_is_the_detail_as_an_id_is()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var byName = Assert.Single(await rehearsal.ServersAsync<GetVpsServerCommand>(new { Name = "WEB-server-01" }));
        var byReference = Assert.Single(await rehearsal.ServersAsync<GetVpsServerCommand>(input: ["web-server-01"]));
        var byId = Assert.Single(await rehearsal.ServersAsync<GetVpsServerCommand>(input: ["12345"]));
        var byRow = Assert.Single(await rehearsal.ServersAsync<GetVpsServerCommand>(input: [Rows.Of(new { Name = "web-server-01" })]));

        Assert.All([byName, byReference, byId, byRow], server => Assert.True(server is { IsDetailed: true, BackupsEnabled: true, BandwidthGB: 2048 }));
    }

    [Fact]
    public async Task Wildcards_and_whole_lists_stay_one_request()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var servers = (await rehearsal.ServersAsync<GetVpsServerCommand>()).Concat(await rehearsal.ServersAsync<GetVpsServerCommand>(new { Name = "*-server-*" })).ToArray();

        Assert.Equal(4, servers.Length);
        Assert.All(servers, server => Assert.True(server is { IsDetailed: false, BackupsEnabled: null }));
        Assert.Equal(["GET servers/", "GET servers/"], rehearsal.Sent);
    }

    [Theory]
    [InlineData(true, "web-server-01")]
    [InlineData(false, "db-server-01")]
    public async Task BackupsEnabled_reads_the_details_and_keeps_what_matches(bool backups, string name)
    {
        var rehearsal = await Rehearsal.StartAsync();

        var all = await rehearsal.ServersAsync<GetVpsServerCommand>(new { BackupsEnabled = backups });
        var some = await rehearsal.ServersAsync<GetVpsServerCommand>(new { Name = "*", BackupsEnabled = backups });
        var named = await rehearsal.ServersAsync<GetVpsServerCommand>(new { BackupsEnabled = backups }, input: [12345, "db-server-01"]);

        Assert.All([all, some, named], servers => Assert.Equal([name], servers.Select(server => server.Name)));
        Assert.All(all, server => Assert.True(server.IsDetailed));
    }

    [Theory]
    [InlineData("false", "db-server-01")]
    [InlineData("0", "db-server-01")]
    [InlineData(" TRUE ", "web-server-01")]
    public async Task BackupsEnabled_takes_the_words_that_Set_takes(string backups, string name)
    {
        var rehearsal = await Rehearsal.StartAsync();

        Assert.Equal([name], (await rehearsal.ServersAsync<GetVpsServerCommand>(new { BackupsEnabled = backups })).Select(server => server.Name));
    }

    [Theory]
    [InlineData("off")]
    [InlineData(" ")]
    public async Task What_is_no_flag_finds_no_server_and_not_all_of_them(string backups)
    {
        var rehearsal = await Rehearsal.StartAsync();

        var record = (await rehearsal.RunAsync<GetVpsServerCommand>(new { BackupsEnabled = backups })).Terminating("InvalidParameter");

        Assert.Contains($"'{backups}' is neither true nor false", record.ToString(), StringComparison.Ordinal);
        Assert.Empty(rehearsal.Sent);
    }

    [Theory]
    [InlineData(0.0, 2)]
    [InlineData(43.75, 2)]
    [InlineData(43.76, 1)]
    [InlineData(60.0, 1)]
    [InlineData(100.0, 0)]
    public async Task MinimumDiskPercent_keeps_what_is_at_least_so_full(double percent, int count)
    {
        var rehearsal = await Rehearsal.StartAsync();

        Assert.Equal(count, (await rehearsal.ServersAsync<GetVpsServerCommand>(new { MinimumDiskPercent = percent })).Count);
    }

    [Fact]
    public async Task Details_are_read_eight_at_once_and_written_in_the_order_of_the_list()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 12);
        rehearsal.Hold(Details, times: 12);

        var reading = rehearsal.Shell.RunAsync<GetVpsServerCommand>(new { MinimumDiskPercent = 0.0 });
        for (var left = 12; left > 0; left--)
        {
            await rehearsal.Account.WaitForHeldAsync(Math.Min(8, left)).Guarded();
            rehearsal.Account.ReleaseHeld(1);
        }

        var ids = (await reading).Ids();
        Assert.Equal(8, rehearsal.Account.PeakRequestsInFlight);
        Assert.Equal(12, ids.Count);
        Assert.Equal(ids.Order(), ids);
    }

    [Fact]
    public async Task A_detail_that_cannot_be_read_is_an_error_for_its_server_and_the_rest_goes_on()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Status, Status = 403, PathPattern = "servers/12345/" });

        var result = await rehearsal.RunAsync<GetVpsServerCommand>(new { BackupsEnabled = false });

        Assert.Equal("web-server-01", Assert.IsType<VpsServer>(result.OnlyError("PermissionDenied").TargetObject).Name);
        Assert.Equal(["db-server-01"], result.Servers().Select(server => server.Name));
    }

    [Fact]
    public async Task A_server_that_is_gone_before_its_detail_is_read_is_an_error_too()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Status, Status = 404, PathPattern = "servers/12345/" });

        var result = await rehearsal.RunAsync<GetVpsServerCommand>(new { MinimumDiskPercent = 1.0 });

        result.OnlyError("ServerNotFound");
    }

    [Theory]
    [InlineData("backups_enabled", "null", "*whether its backups are on*")]
    [InlineData("backups_enabled", null, "*whether its backups are on*")]
    [InlineData("resource_usage", "null", "*how full its disk is*")]
    [InlineData("resource_usage.disk_used", "null", "*how full its disk is*")]
    [InlineData("plan.storage", "0", "*how full its disk is*")]
    [InlineData("plan", "null", "*how full its disk is*")]
    public async Task What_a_detail_leaves_open_is_an_error_never_an_omission(string field, string? value, string said)
    {
        var rehearsal = await Rehearsal.StartAsync();
        Alter(rehearsal, (field, value));

        var result = await rehearsal.RunAsync<GetVpsServerCommand>(new { BackupsEnabled = true, MinimumDiskPercent = 1.0 });

        var record = result.OnlyError("DetailUnknown");
        Assert.Matches(said.Replace("*", ".*", StringComparison.Ordinal), record.ErrorDetails!.Message);
        Assert.Contains("web-server-01", record.ErrorDetails!.Message, StringComparison.Ordinal);
        Assert.IsAssignableFrom<VpsException>(record.Exception);
        Assert.Empty(result.Objects);
    }

    [Fact]
    public async Task What_is_ruled_out_by_what_is_known_is_no_error()
    {
        var rehearsal = await Rehearsal.StartAsync();
        Alter(rehearsal, ("backups_enabled", "null"));

        Assert.Equal(["db-server-01"], (await rehearsal.ServersAsync<GetVpsServerCommand>(new { BackupsEnabled = false, MinimumDiskPercent = 50.0 })).Select(server => server.Name));
    }

    [Fact]
    public async Task Without_such_a_filter_a_detail_may_leave_it_open()
    {
        var rehearsal = await Rehearsal.StartAsync();
        Alter(rehearsal, ("backups_enabled", "null"));

        Assert.Equal([null, false], (await rehearsal.ServersAsync<GetVpsServerCommand>(new { Detailed = true })).Select(server => server.BackupsEnabled));
    }

    [Fact]
    public async Task Only_the_servers_that_the_other_filters_keep_are_read()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var servers = await rehearsal.ServersAsync<GetVpsServerCommand>(new { Location = "us-east", BackupsEnabled = false });

        Assert.Equal(["db-server-01"], servers.Select(server => server.Name));
        Assert.Equal(["GET servers/", "GET servers/12346/"], rehearsal.Sent);
    }

    private static void Alter(Rehearsal rehearsal, (string Field, string? Value) edit) =>
        rehearsal.Account.InjectFault(new SandboxFault
        {
            Kind = SandboxFaultKind.Alter,
            PathPattern = "servers/12345/",
            Edits = new Dictionary<string, string?> { [edit.Field] = edit.Value },
        });
}
