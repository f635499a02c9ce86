namespace VpsOrg.PowerShell.Tests;

public sealed class InvokeApiTests
{
    [Fact]
    public async Task It_gets_an_object_with_its_properties()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var answer = Assert.Single(await rehearsal.Shell.GetAsync<InvokeVpsApiCommand, PSObject>(new { Path = "servers/12345/" }));

        Assert.Equal("web-server-01", answer.Properties["name"]!.Value);
    }

    [Fact]
    public async Task It_writes_each_item_of_a_whole_list()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 5);

        var items = await rehearsal.Shell.GetAsync<InvokeVpsApiCommand, PSObject>(new { Path = "servers/" });

        Assert.Equal(5, items.Count);
    }

    [Fact]
    public async Task It_sends_objects_as_json()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var body = Rows.Of(new { name = "web-02", backups_enabled = new SwitchParameter(false) });

        await rehearsal.RunAsync<InvokeVpsApiCommand>(new { Path = "servers/12345/", Method = "PATCH", Body = body });

        Assert.Equal("""{"name":"web-02","backups_enabled":false}""", Assert.Single(rehearsal.Account.Requests).BodyText);
    }

    [Fact]
    public async Task A_failure_ends_it_with_the_path_as_target()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<InvokeVpsApiCommand>(new { Path = "servers/99999/" });

        Assert.Equal("servers/99999/", result.Terminating("ServerNotFound").TargetObject);
    }
}
