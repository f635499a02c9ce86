namespace VpsOrg.PowerShell.Tests;

/// <summary>A location that looks like a typing mistake is searched, and warned of as an unknown status is; nothing is read for it.</summary>
public sealed class UnknownLocationTests
{
    private const string Known = "'mars' is not one of the locations that this account's servers are in (us-east, us-west); searching anyway.";

    [Fact]
    public async Task A_location_without_servers_is_warned_of_and_costs_no_second_request()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<GetVpsServerCommand>(new { Location = "mars" });

        Assert.Equal(["No server of this account is in location 'mars'."], result.Warnings);
        Assert.Equal(["GET servers/"], rehearsal.Sent);
    }

    [Fact]
    public async Task What_a_list_has_shown_is_named()
    {
        var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.RunAsync<GetVpsServerCommand>();

        var result = await rehearsal.RunAsync<GetVpsServerCommand>(new { Location = "mars", Status = "active" });

        Assert.Equal([Known], result.Warnings);
    }

    [Fact]
    public async Task Of_several_locations_only_those_that_no_server_is_in_are_warned_of()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<GetVpsServerCommand>(new { Location = new[] { "US-West", "mars" } });

        Assert.Equal([Known], result.Warnings);
        Assert.Equal([12345], result.Ids());
        Assert.Equal(["GET servers/"], rehearsal.Sent);
    }

    [Fact]
    public async Task A_search_by_name_warns_too()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<GetVpsServerCommand>(new { Name = "web-*", Location = "mars" });

        Assert.Equal([Known], result.Warnings);
    }

    [Theory]
    [InlineData("suspended")]
    [InlineData("active")]
    public async Task A_location_with_servers_is_not_warned_of_whatever_else_is_asked_for(string status)
    {
        var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.RunAsync<GetVpsServerCommand>();

        Assert.Empty((await rehearsal.RunAsync<GetVpsServerCommand>(new { Location = "us-west", Status = status })).Warnings);
        Assert.Empty((await rehearsal.RunAsync<GetVpsServerCommand>(new { Name = "db-*", Location = "us-west" })).Warnings);
    }

    [Fact]
    public async Task Where_nothing_is_known_of_the_location_nothing_is_said()
    {
        var rehearsal = await Rehearsal.StartAsync();

        Assert.Empty((await rehearsal.RunAsync<GetVpsServerCommand>(new { Location = "us-west", Status = "suspended" })).Warnings);
        Assert.Empty((await rehearsal.RunAsync<GetVpsServerCommand>(new { Id = 12345, Location = "us-east" })).Warnings);
    }

    [Fact]
    public async Task A_control_character_in_a_location_does_nothing_to_the_terminal()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<GetVpsServerCommand>(new { Location = "ma\u001b[2Jrs" });

        Assert.DoesNotContain('\u001b', Assert.Single(result.Warnings));
    }
}
