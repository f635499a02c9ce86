namespace VpsOrg.PowerShell.Tests;

public abstract class ServerNameTests(SandboxServerIds ids)
{
    [Fact]
    public async Task An_unknown_id_is_not_found_and_the_rest_goes_on()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await rehearsal.RunAsync<GetVpsServerCommand>(input: [Web, Gone, Db]);

        var record = result.OnlyError("ServerNotFound");
        Assert.Equal([Web, Db], result.Ids());
        Assert.Equal(Gone, record.TargetObject);
        Assert.Equal(ErrorCategory.ObjectNotFound, record.CategoryInfo.Category);
        Assert.Equal("ServerNotFound,VpsOrg.PowerShell.Commands.GetVpsServerCommand", record.FullyQualifiedErrorId);
    }

    [Fact]
    public async Task An_unknown_name_is_not_found_and_the_rest_goes_on()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await rehearsal.RunAsync<GetVpsServerCommand>(input: ["web-server-01", "nobody", "db-server-01"]);

        var record = result.OnlyError("ServerNotFound");
        Assert.Equal([Web, Db], result.Ids());
        Assert.Equal("nobody", record.TargetObject);
        Assert.Equal(ErrorCategory.ObjectNotFound, record.CategoryInfo.Category);
    }

    [Fact]
    public async Task The_target_of_a_rows_error_is_the_row()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var row = Rows.Of(new { Id = Gone });

        var result = await rehearsal.RunAsync<GetVpsServerCommand>(input: [row]);

        Assert.Same(row, result.OnlyError("ServerNotFound").TargetObject);
    }

    [Fact]
    public async Task A_name_that_several_servers_have_is_an_error_that_lists_their_ids()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var twin = rehearsal.Account.AddServer("Web-Server-01");

        var result = await rehearsal.RunAsync<StopVpsServerCommand>(new { Name = "web-server-01" });

        var record = result.OnlyError("AmbiguousServerName");
        Assert.Contains($"{Web}, {twin}", record.ToString(), StringComparison.Ordinal);
        Assert.Equal([Web, VpsId.TryParse(twin, out var id) ? id.Value : twin], Assert.IsType<AmbiguousServerNameException>(record.Exception).ServerIds);
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task A_wildcard_that_matches_nothing_is_silence()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var servers = await rehearsal.ServersAsync<GetVpsServerCommand>(new { Name = "nobody-*" });

        Assert.Empty(servers);
    }

    [Theory]
    [InlineData("*-server-0?", 2)]
    [InlineData("[dw]*", 2)]
    [InlineData("[a-d]*", 1)]
    [InlineData("WEB*", 1)]
    public async Task Wildcards_match_as_in_PowerShell(string pattern, int count)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var servers = await rehearsal.ServersAsync<GetVpsServerCommand>(new { Name = pattern });

        Assert.Equal(count, servers.Count);
    }

    [Fact]
    public async Task Names_are_looked_up_once_an_invocation()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        await rehearsal.RunAsync<GetVpsServerCommand>(input: ["web-server-01", "db-*", "nobody", "db-server-01"]);

        Assert.Single(rehearsal.Sent, "GET servers/");
    }

    [Fact]
    public async Task A_failed_lookup_is_told_for_each_name_and_not_repeated()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.FailNext("GET", "servers/", SandboxFaultKind.Status, times: 5, status: 500);

        var result = await rehearsal.RunAsync<StopVpsServerCommand>(input: ["web-server-01", "db-server-01"]);

        Assert.Equal(["ApiUnavailable", "ApiUnavailable"], result.Errors.Select(error => error.Id()));
        Assert.Equal(["GET servers/"], rehearsal.Sent);
    }

    [Fact]
    public async Task A_command_that_changes_something_takes_no_wildcards()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await rehearsal.RunAsync<StopVpsServerCommand>(new { Name = "web-*" });

        Assert.Contains("Get-VpsServer -Name 'web-*' | Stop-VpsServer", result.OnlyError("InvalidParameter").ToString(), StringComparison.Ordinal);
        Assert.Empty(rehearsal.Sent);
    }

    private object Web => TestIds.Of(ids, 1);

    private object Db => TestIds.Of(ids, 2);

    private object Gone => TestIds.Of(ids, 9);

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : ServerNameTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : ServerNameTests(SandboxServerIds.Uuid);
}
