namespace VpsOrg.PowerShell.Tests;

/// <summary>A field that the API adds tomorrow is a property of the server under its own name, whichever command writes it.</summary>
public sealed class ServerNotesTests
{
    private static readonly object Order = new { Name = "new-01", PlanId = 1L, OsId = 5L, Location = "us-west" };

    [Theory]
    [InlineData("rack")]
    [InlineData("root device")]
    [InlineData("*")]
    [InlineData("created_at_")]
    public async Task A_field_of_any_name_that_is_free_is_a_property(string field)
    {
        var written = await GetWithAsync($$"""{"id":12345,"name":"web","{{field}}":7}""");

        Assert.Equal(7L, written.Properties[field]!.Value);
    }

    [Theory]
    [InlineData("NAME")]
    [InlineData("Plandetail")]
    [InlineData("agedays")]
    [InlineData("isDetailed")]
    [InlineData("serverid")]
    [InlineData("tostring")]
    [InlineData("GETTYPE")]
    [InlineData("psobject")]
    [InlineData("PSTypeNames")]
    [InlineData("psstandardmembers")]
    [InlineData("count")]
    [InlineData("length")]
    [InlineData("where")]
    [InlineData("foreach")]
    [InlineData("")]
    public async Task A_field_with_the_name_of_a_member_stays_in_the_bag(string field)
    {
        var written = await GetWithAsync($$"""{"id":12345,"name":"web","{{field}}":"odd","rack":7}""");

        Assert.Equal("web", written.Properties["Name"]!.Value);
        Assert.DoesNotContain(written.Properties, property => property.Value is "odd");
        Assert.Equal("odd", Assert.IsType<VpsServer>(written.BaseObject).AdditionalProperties[field]);
    }

    [Theory]
    [InlineData("""{"id":12345,"rack":7,"Rack":8}""", 7L)]
    [InlineData("""{"id":12345,"rack":null,"RACK":8}""", 8L)]
    public async Task Names_that_differ_in_the_case_of_letters_share_a_column(string body, long shown)
    {
        var written = await GetWithAsync(body);

        Assert.Equal(shown, Assert.Single(written.Properties, property => string.Equals(property.Name, "rack", StringComparison.OrdinalIgnoreCase)).Value);
    }

    [Fact]
    public async Task What_is_nested_comes_as_objects_and_arrays()
    {
        var written = await GetWithAsync("""{"id":12345,"rack":{"row":7,"tags":["a",null]}}""");

        var rack = Assert.IsType<PSObject>(written.Properties["rack"]!.Value);
        Assert.Equal(7L, rack.Properties["row"]!.Value);
        Assert.Equal(["a", null], Assert.IsType<object?[]>(rack.Properties["tags"]!.Value));
    }

    [Fact]
    public async Task A_server_without_such_a_field_is_written_as_it_is()
    {
        var rehearsal = await Rehearsal.StartAsync();

        Assert.All((await rehearsal.RunAsync<GetVpsServerCommand>()).Objects, written => Assert.IsType<VpsServer>(written));
    }

    [Fact]
    public async Task Every_server_of_a_list_has_the_property()
    {
        var rehearsal = await Rehearsal.StartAsync();
        Answer(rehearsal, "GET", "servers/", """{"count":2,"results":[{"id":1,"name":"a"},{"id":2,"name":"b","rack":7}]}""");

        var written = (await rehearsal.RunAsync<GetVpsServerCommand>()).Objects;

        Assert.Equal([null, 7L], written.Select(one => Assert.IsType<PSObject>(one).Properties["rack"]!.Value));
    }

    [Fact]
    public async Task Details_of_a_list_have_its_fields_too()
    {
        var rehearsal = await Rehearsal.StartAsync();
        Answer(rehearsal, "GET", "servers/", """{"count":2,"results":[{"id":12345,"name":"a"},{"id":12346,"name":"b","rack":7}]}""");

        var written = (await rehearsal.RunAsync<GetVpsServerCommand>(new { Detailed = true })).Objects;

        Assert.Equal([null, null], written.Select(one => Assert.IsType<PSObject>(one).Properties["rack"]!.Value));
    }

    private static readonly Dictionary<string, Func<Rehearsal, Task<CommandResult>>> Commands = new()
    {
        ["Get by id"] = rehearsal => rehearsal.RunAsync<GetVpsServerCommand>(new { Id = new[] { 12345L } }),
        ["Get by name"] = rehearsal => rehearsal.RunAsync<GetVpsServerCommand>(new { Name = "web-server-01" }),
        ["Get by pattern"] = rehearsal => rehearsal.RunAsync<GetVpsServerCommand>(new { Name = "web-*", Detailed = true }),
        ["New"] = rehearsal => rehearsal.RunAsync<NewVpsServerCommand>(Order),
        ["New and wait"] = rehearsal => rehearsal.RunAsync<NewVpsServerCommand>(new { Name = "new-01", PlanId = 1L, OsId = 5L, Location = "us-west", Wait = true }),
        ["Set"] = rehearsal => rehearsal.RunAsync<SetVpsServerCommand>(new { BackupsEnabled = false }, [12345]),
        ["Set all of it"] = rehearsal => rehearsal.RunAsync<SetVpsServerCommand>(new { Replace = true, NewName = "web", Hostname = "a.example.com", BackupsEnabled = false }, [12345]),
        ["Stop"] = rehearsal => rehearsal.RunAsync<StopVpsServerCommand>(new { PassThru = true }, [12345]),
        ["Stop and wait"] = rehearsal => rehearsal.RunAsync<StopVpsServerCommand>(new { PassThru = true, Wait = true }, [12345]),
        ["Restart"] = rehearsal => rehearsal.RunAsync<RestartVpsServerCommand>(new { PassThru = true }, [12345]),
        ["Wait"] = rehearsal => rehearsal.RunAsync<WaitVpsServerCommand>(new { Status = "active" }, [12345]),
    };

    public static TheoryData<string> Ways => [.. Commands.Keys];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Every_command_that_writes_servers_writes_the_field(string way)
    {
        var rehearsal = await Rehearsal.StartAsync();
        foreach (var (method, path) in new[] { ("GET", "servers/{id}/"), ("PATCH", "servers/{id}/"), ("PUT", "servers/{id}/"), ("POST", "servers/") })
        {
            rehearsal.Account.InjectFault(new SandboxFault
            {
                Kind = SandboxFaultKind.Alter,
                Method = method,
                PathPattern = path,
                Times = 1000,
                Edits = new Dictionary<string, string?> { ["rack"] = "7" },
            });
        }

        var written = Assert.Single((await Commands[way](rehearsal)).Objects);

        Assert.Equal(7L, Assert.IsType<PSObject>(written).Properties["rack"]?.Value);
    }

    [Fact]
    public async Task A_piped_server_keeps_it_when_it_is_passed_through()
    {
        var rehearsal = await Rehearsal.StartAsync();
        Answer(rehearsal, "GET", "servers/{id}/", """{"id":12345,"name":"web-server-01","status":"active","rack":7}""");
        var read = (await rehearsal.RunAsync<GetVpsServerCommand>(new { Id = new[] { 12345L } })).Objects;

        var written = Assert.Single((await rehearsal.RunAsync<StopVpsServerCommand>(new { PassThru = true }, read)).Objects);

        var noted = Assert.IsType<PSObject>(written);
        Assert.Equal(("stopping", 7L), (noted.Properties["Status"]!.Value, noted.Properties["rack"]!.Value));
    }

    private static async Task<PSObject> GetWithAsync(string body)
    {
        var rehearsal = await Rehearsal.StartAsync();
        Answer(rehearsal, "GET", "servers/{id}/", body);
        return Assert.IsType<PSObject>(Assert.Single((await rehearsal.RunAsync<GetVpsServerCommand>(new { Id = new[] { 12345L } })).Objects));
    }

    private static void Answer(Rehearsal rehearsal, string method, string path, string body) =>
        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Body, Method = method, PathPattern = path, Body = body });
}
