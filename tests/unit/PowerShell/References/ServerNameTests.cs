using System.Globalization;

namespace VpsOrg.PowerShell.Tests;

public sealed class ServerNameTests
{
    [Fact]
    public async Task An_unknown_id_is_not_found_and_the_rest_goes_on()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<GetVpsServerCommand>(input: [12345, 99999, 12346]);

        var record = result.OnlyError("ServerNotFound");
        Assert.Equal([12345, 12346], result.Ids());
        Assert.Equal(99999, record.TargetObject);
        Assert.Equal(ErrorCategory.ObjectNotFound, record.CategoryInfo.Category);
        Assert.Equal("ServerNotFound,VpsOrg.PowerShell.Commands.GetVpsServerCommand", record.FullyQualifiedErrorId);
    }

    [Fact]
    public async Task An_unknown_name_is_not_found_and_the_rest_goes_on()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<GetVpsServerCommand>(input: ["web-server-01", "nobody", "db-server-01"]);

        var record = result.OnlyError("ServerNotFound");
        Assert.Equal([12345, 12346], result.Ids());
        Assert.Equal("nobody", record.TargetObject);
        Assert.Equal(ErrorCategory.ObjectNotFound, record.CategoryInfo.Category);
    }

    [Fact]
    public async Task The_target_of_a_rows_error_is_the_row()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var row = Rows.Of(new { Id = 99999 });

        var result = await rehearsal.RunAsync<GetVpsServerCommand>(input: [row]);

        Assert.Same(row, result.OnlyError("ServerNotFound").TargetObject);
    }

    [Fact]
    public async Task A_name_that_several_servers_have_is_an_error_that_lists_their_ids()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var twin = long.Parse(rehearsal.Account.AddServer("Web-Server-01"), CultureInfo.InvariantCulture);

        var result = await rehearsal.RunAsync<StopVpsServerCommand>(new { Name = "web-server-01" });

        var record = result.OnlyError("AmbiguousServerName");
        Assert.Contains($"12345, {twin}", record.ToString(), StringComparison.Ordinal);
        Assert.Equal([12345, (int)twin], Assert.IsType<AmbiguousServerNameException>(record.Exception).ServerIds);
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task A_wildcard_that_matches_nothing_is_silence()
    {
        var rehearsal = await Rehearsal.StartAsync();

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
        var rehearsal = await Rehearsal.StartAsync();

        var servers = await rehearsal.ServersAsync<GetVpsServerCommand>(new { Name = pattern });

        Assert.Equal(count, servers.Count);
    }

    [Fact]
    public async Task Names_are_looked_up_once_an_invocation()
    {
        var rehearsal = await Rehearsal.StartAsync();

        await rehearsal.RunAsync<GetVpsServerCommand>(input: ["web-server-01", "db-*", "nobody", "db-server-01"]);

        Assert.Equal(["GET servers/"], rehearsal.Sent);
    }

    [Fact]
    public async Task A_failed_lookup_is_told_for_each_name_and_not_repeated()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.FailNext("GET", "servers/", SandboxFaultKind.Status, times: 5, status: 500);

        var result = await rehearsal.RunAsync<StopVpsServerCommand>(input: ["web-server-01", "db-server-01"]);

        Assert.Equal(["ApiUnavailable", "ApiUnavailable"], result.Errors.Select(error => error.Id()));
        Assert.Equal(["GET servers/"], rehearsal.Sent);
    }

    [Fact]
    public async Task A_command_that_changes_something_takes_no_wildcards()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<StopVpsServerCommand>(new { Name = "web-*" });

        Assert.Contains("Get-VpsServer -Name 'web-*' | Stop-VpsServer", result.OnlyError("InvalidParameter").ToString(), StringComparison.Ordinal);
        Assert.Empty(rehearsal.Sent);
    }
}
