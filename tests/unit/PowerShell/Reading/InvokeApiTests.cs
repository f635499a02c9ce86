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

    [Theory]
    [InlineData("""{"PSObject":1,"psTypeNames":["x"],"":2,"PSBase":3,"id":4,"ID":5,"Count":6,"Keys":7}""", "PSObject_=1 psTypeNames_=System.Object[] _=2 PSBase_=3 id=4 ID_=5 Count=6 Keys=7")]
    [InlineData("""{"PSObject_":1,"PSObject":2,"pstypenames":3,"":{"":{"PSADAPTED":[{"PSExtended":4}]}}}""", "PSObject_=1 PSObject__=2 pstypenames_=3 _=@{_=}")]
    public async Task Any_name_of_a_field_is_harmless_also_in_the_answer_to_a_write_that_acted(string body, string properties)
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Alter, Method = "POST", Body = body, Status = 201 });

        var answer = Assert.Single(await rehearsal.Shell.GetAsync<InvokeVpsApiCommand, PSObject>(
            new { Path = "servers/", Method = "POST", Body = """{"name":"web-03","plan":1,"os":1,"location":"us-west"}""" }));

        Assert.Equal(
            properties.Split(' ').Select(property => property.Split('=')[0]),
            answer.Properties.Select(property => property.Name));
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

    [Theory]
    [InlineData("servers/99999/", "GET", "ServerNotFound")]
    [InlineData("servers/99999/?fields=name", "GET", "ServerNotFound")]
    [InlineData("servers/6F9619FF-8B86-D011-B42D-00C04FC964FF/", "GET", "ServerNotFound")]
    [InlineData("servers/search/", "GET", "NotFound")]
    [InlineData("servers/12345/snapshots/", "GET", "NotFound")]
    [InlineData("servers/99999/snapshots/", "GET", "NotFound")]
    [InlineData("servers/12345/snapshots/7/", "GET", "NotFound")]
    [InlineData("servers/99999", "GET", "NotFound")]
    [InlineData("servers/99999/snapshots/", "POST", "NotFound")]
    [InlineData("keys/", "GET", "NotFound")]
    public async Task A_path_that_is_not_there_is_blamed_on_a_server_only_where_it_is_a_server_s(string path, string method, string id)
    {
        var rehearsal = await Rehearsal.StartAsync();

        var record = (await rehearsal.RunAsync<InvokeVpsApiCommand>(new { Path = path, Method = method })).Terminating(id);

        Assert.StartsWith(id == "NotFound" ? "No such path at the sandbox" : "No such server at the sandbox", record.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("servers/12345/", "DELETE", "Delete server for good: web-server-01 (id 12345) at the sandbox, account sandbox@example.com")]
    [InlineData("/servers/12345", "delete", "Delete server for good: web-server-01 (id 12345) at the sandbox, account sandbox@example.com")]
    [InlineData("keys/7/", "DELETE", "DELETE: keys/7/ at the sandbox, account sandbox@example.com")]
    [InlineData("servers/12345/snapshots/7/", "DELETE", "DELETE: servers/12345/snapshots/7/ at the sandbox, account sandbox@example.com")]
    public async Task It_asks_before_it_deletes_and_a_no_sends_nothing(string path, string method, string question)
    {
        var rehearsal = await Rehearsal.StartAsync();
        Question? asked = null;

        var result = await rehearsal.Shell.Prepare<InvokeVpsApiCommand>(new { Path = path, Method = method }, answer: one =>
        {
            asked = one;
            return false;
        }).RunAsync().Guarded();

        Assert.True(result.RanToEnd);
        Assert.Equal(question, asked?.Text);
        Assert.Empty(rehearsal.Writes);
    }

    [Theory]
    [InlineData(true, "DELETE")]
    [InlineData(false, "PATCH")]
    [InlineData(false, "POST")]
    public async Task With_Force_and_for_what_can_be_undone_it_does_not_ask(bool force, string method)
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.Shell.Prepare<InvokeVpsApiCommand>(
            new { Path = method == "POST" ? "servers/12345/stop/" : "servers/12345/", Method = method, Force = force, Body = method == "PATCH" ? """{"name":"b"}""" : "{}" },
            answer: _ => throw new InvalidOperationException("It asked.")).RunAsync().Guarded();

        Assert.Null(result.TerminatingError);
        Assert.Single(rehearsal.Writes);
    }
}
