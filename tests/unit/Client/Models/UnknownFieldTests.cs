namespace VpsOrg.Client.Tests;

/// <summary>What no property knows is kept as plain .NET values, never dropped, never a crash.</summary>
public sealed class UnknownFieldTests
{
    private const string Extra = """
        "extra":{"text":"t","whole":7,"big":123456789012345678901234567890,"real":1.5,"yes":true,"none":null,"list":[1,"two",{"three":3}]}
        """;

    [Fact]
    public async Task Unknown_fields_of_a_server_its_plan_system_and_usage_are_kept()
    {
        using var client = Clients.Reading($$$"""
            {"id":1,{{{Extra}}},"plan":{"id":1,{{{Extra}}}},"os":{"id":2,{{{Extra}}}},"resource_usage":{"cpu_percent":1,{{{Extra}}}}}
            """);

        var server = await client.GetServerAsync(1).Guarded();

        AssertExtra(server.AdditionalProperties);
        AssertExtra(server.Plan!.AdditionalProperties);
        AssertExtra(server.OS!.AdditionalProperties);
        AssertExtra(server.ResourceUsage!.AdditionalProperties);
    }

    [Fact]
    public async Task Unknown_fields_of_a_list_s_items_are_kept()
    {
        using var client = Clients.Reading($$$"""{"count":1,"results":[{"id":1,{{{Extra}}},"plan":{"id":1,{{{Extra}}}}}],{{{Extra}}}}""");

        var server = Assert.Single(await client.GetServersAsync().Guarded());

        AssertExtra(server.AdditionalProperties);
        AssertExtra(server.Plan!.AdditionalProperties);
    }

    [Fact]
    public async Task Unknown_fields_of_an_action_are_kept()
    {
        using var client = Clients.Reading($$$"""{"status":"success","server":{"id":1,"name":"a","status":"starting"},{{{Extra}}}}""");

        var action = await client.StartServerAsync(1).Guarded();

        AssertExtra(action.AdditionalProperties);
    }

    [Fact]
    public async Task Unknown_fields_of_an_action_s_server_are_kept_below_server()
    {
        using var client = Clients.Reading($$$"""{"status":"success","server":{"id":1,"status":"starting",{{{Extra}}}}}""");

        var action = await client.StartServerAsync(1).Guarded();

        Assert.Equal("starting", action.ServerStatus);
        AssertExtra(Assert.IsAssignableFrom<IReadOnlyDictionary<string, object?>>(action.AdditionalProperties["server"]));
    }

    [Fact]
    public async Task Plans_that_differ_in_an_unknown_field_are_not_taken_for_one()
    {
        using var client = Clients.Reading("""{"count":2,"results":[{"id":1,"plan":{"id":1,"tier":"a"}},{"id":2,"plan":{"id":1,"tier":"b"}}]}""");

        var servers = await client.GetServersAsync().Guarded();

        Assert.Equal("a", servers[0].Plan!.AdditionalProperties["tier"]);
        Assert.Equal("b", servers[1].Plan!.AdditionalProperties["tier"]);
    }

    [Fact]
    public async Task Plans_that_differ_in_a_known_field_are_not_taken_for_one()
    {
        using var client = Clients.Reading("""
            {"count":3,"results":[{"id":1,"plan":{"id":1,"memory":1}},{"id":2,"plan":{"id":1,"memory":2}},{"id":3,"plan":{"id":1,"memory":1}}]}
            """);

        var servers = await client.GetServersAsync().Guarded();

        Assert.Equal([1L, 2L, 1L], servers.Select(server => server.Plan!.MemoryMB!.Value));
    }

    [Fact]
    public async Task An_unknown_status_passes_unharmed()
    {
        using var client = Clients.Reading("""{"id":1,"status":"Migrating_v2"}""");

        Assert.Equal("Migrating_v2", (await client.GetServerAsync(1).Guarded()).Status);
    }

    [Fact]
    public async Task Numbers_and_flags_that_come_as_text_are_understood()
    {
        using var client = Clients.Reading("""
            {"id":"12345","name":42,"backups_enabled":"true","plan":{"id":"1","vcpus":2.0,"memory":"4096"},"resource_usage":{"cpu_percent":"23.5","memory_used":7}}
            """);

        var server = await client.GetServerAsync(12345).Guarded();

        Assert.Equal(12345, server.Id);
        Assert.Equal("42", server.Name);
        Assert.True(server.BackupsEnabled);
        Assert.Equal(1, server.PlanId);
        Assert.Equal(2, server.Plan!.VCpus);
        Assert.Equal(4096, server.Plan.MemoryMB);
        Assert.Equal(23.5, server.ResourceUsage!.CpuPercent);
        Assert.Equal(7, server.ResourceUsage.MemoryUsedMB);
    }

    [Fact]
    public async Task Null_is_understood_in_every_field_but_the_id()
    {
        using var client = Clients.Reading("""
            {"id":1,"name":null,"hostname":null,"status":null,"ip_address":null,"ipv6_address":null,"location":null,"plan":null,"os":null,
             "backups_enabled":null,"resource_usage":null,"created_at":null,"updated_at":null,"message":null,"extra":null}
            """);

        var server = await client.GetServerAsync(1).Guarded();

        Assert.Equal("1", server.ToString());
        foreach (var property in typeof(VpsServer).GetProperties())
        {
            if (property.Name is not nameof(VpsServer.Id) and not nameof(VpsServer.AdditionalProperties))
            {
                Assert.Null(property.GetValue(server));
            }
        }

        Assert.Null(Assert.Single(server.AdditionalProperties).Value);
    }

    [Fact]
    public async Task Null_is_understood_within_plan_system_and_usage()
    {
        using var client = Clients.Reading("""
            {"id":1,"plan":{"id":null,"name":null,"vcpus":null,"memory":null,"storage":null,"bandwidth":null},"os":{"id":null,"name":null},
             "resource_usage":{"cpu_percent":null,"memory_used":null,"disk_used":null,"bandwidth_used":null}}
            """);

        var server = await client.GetServerAsync(1).Guarded();

        Assert.Null(server.PlanId);
        Assert.Null(server.OsId);
        Assert.Null(server.Plan!.MemoryMB);
        Assert.Null(server.ResourceUsage!.CpuPercent);
    }

    [Fact]
    public async Task An_action_with_nulls_is_understood()
    {
        using var client = Clients.For(new StubHandler(request => StubHandler.Json(
            request.Method == HttpMethod.Get ? Payloads.Server(1, "stopped") : """{"status":null,"message":null,"server":null}""")));

        var action = await client.StopServerAsync(1).Guarded();

        Assert.Equal(((object)1, "stopped"), (action.ServerId, action.ServerStatus));
        Assert.Equal(string.Empty, action.ToString());
    }

    [Fact]
    public async Task Permissions_of_another_shape_say_nothing()
    {
        using var client = Clients.Reading("""{"account":null,"token":{"name":"x","permissions":{"all":true},"key":"hidden"}}""");

        var account = await client.GetAccountAsync().Guarded();

        Assert.Null(account.Email);
        Assert.Null(account.FullName);
        Assert.Empty(account.Permissions);
    }

    private static void AssertExtra(IReadOnlyDictionary<string, object?> properties)
    {
        var extra = Assert.IsType<Dictionary<string, object?>>(properties["extra"]);
        Assert.Equal("t", extra["text"]);
        Assert.Equal(7L, extra["whole"]);
        Assert.Equal("123456789012345678901234567890", extra["big"]);
        Assert.Equal(1.5, extra["real"]);
        Assert.Equal(true, extra["yes"]);
        Assert.Null(extra["none"]);
        var list = Assert.IsType<object?[]>(extra["list"]);
        Assert.Equal(1L, list[0]);
        Assert.Equal("two", list[1]);
        Assert.Equal(3L, Assert.IsType<Dictionary<string, object?>>(list[2])["three"]);
    }
}
