namespace VpsOrg.PowerShell.Tests;

public sealed class GetServerTests
{
    [Fact]
    public async Task Without_references_it_gets_all_servers_over_all_pages()
    {
        var shell = new Shell();
        await shell.GetAsync<ConnectVpsCommand, VpsSession>(new { Sandbox = true, SandboxServerCount = 57, SandboxPageSize = 20 });

        var servers = await shell.GetAsync<GetVpsServerCommand, VpsServer>();

        Assert.Equal(57, servers.Select(server => server.Id).Distinct().Count());
    }

    [Fact]
    public async Task Status_and_location_filter()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 57);

        var all = await rehearsal.ServersAsync<GetVpsServerCommand>();
        var some = await rehearsal.ServersAsync<GetVpsServerCommand>(new { Status = new[] { "stopped", "suspended" }, Location = "us-west" });

        Assert.NotEmpty(some);
        Assert.Equal(
            all.Where(server => server.Status is "stopped" or "suspended" && server.Location == "us-west").Select(server => server.Id),
            some.Select(server => server.Id));
    }

    [Fact]
    public async Task Filters_apply_to_named_servers_too()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var servers = await rehearsal.ServersAsync<GetVpsServerCommand>(new { Id = new[] { 12345L, 12346L }, Location = "us-east" });

        Assert.Equal(12346, Assert.Single(servers).Id);
    }

    [Fact]
    public async Task Detailed_turns_list_items_into_details()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 9);

        var plain = await rehearsal.ServersAsync<GetVpsServerCommand>();
        var detailed = await rehearsal.ServersAsync<GetVpsServerCommand>(new { Detailed = true });

        Assert.All(plain, server => Assert.Null(server.ResourceUsage));
        Assert.All(detailed, server => Assert.NotNull(server.ResourceUsage));
        Assert.Equal(plain.Select(server => server.Id), detailed.Select(server => server.Id));
    }

    [Fact]
    public async Task Detailed_reads_what_a_name_found_too()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var servers = await rehearsal.ServersAsync<GetVpsServerCommand>(new { Name = "web-server-01", Detailed = true });

        Assert.NotNull(Assert.Single(servers).BackupsEnabled);
    }

    [Fact]
    public async Task Nothing_is_written_before_the_list_is_whole()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var half = new SandboxFault { Method = "GET", PathPattern = "servers/", Kind = SandboxFaultKind.Body, Times = 100, Body = "{\"count\":57,\"results\":[{\"id\":1,\"name\":\"a\"}]}" };
        rehearsal.Account.InjectFault(half);

        var result = await rehearsal.RunAsync<GetVpsServerCommand>();

        Assert.Equal(ErrorCategory.InvalidResult, result.Terminating("IncompleteList").CategoryInfo.Category);
        Assert.Empty(result.Objects);
    }

    [Fact]
    public async Task A_piped_empty_collection_gets_nothing_rather_than_everything()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var servers = await rehearsal.ServersAsync<GetVpsServerCommand>(input: []);

        Assert.Empty(servers);
        Assert.Empty(rehearsal.Sent);
    }
}
