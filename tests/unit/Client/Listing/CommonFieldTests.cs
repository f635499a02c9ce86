namespace VpsOrg.Client.Tests;

/// <summary>Fields that the API adds one day, in lists: every server of one answer has them, and a list without them pays nothing.</summary>
public sealed class CommonFieldTests
{
    [Fact]
    public async Task Every_server_of_a_list_has_the_fields_of_all_null_where_the_API_left_one_out()
    {
        using var client = Clients.Reading("""
            {"count":3,"results":[{"id":1},{"id":2,"rack":7,"zone":"a"},{"id":3,"tier":null,"rack":8}]}
            """);

        var servers = await client.GetServersAsync().Guarded();

        Assert.All(servers, server => Assert.Equal(["rack", "tier", "zone"], server.AdditionalProperties.Keys.Order()));
        Assert.Equal([null, 7L, 8L], servers.Select(server => server.AdditionalProperties["rack"]));
        Assert.Equal([null, "a", null], servers.Select(server => server.AdditionalProperties["zone"]));
        Assert.Equal(["rack", "zone", "tier"], servers[0].AdditionalProperties.Keys);
    }

    [Fact]
    public async Task It_is_the_whole_list_that_counts_not_a_page()
    {
        using var client = Clients.For(new StubHandler(request => StubHandler.Json(request.RequestUri!.Query.Length == 0
            ? """{"count":2,"next":"?page=2","results":[{"id":1}]}"""
            : """{"count":2,"next":null,"results":[{"id":2,"rack":7}]}""")));

        var servers = await client.GetServersAsync().Guarded();

        Assert.Equal([null, 7L], servers.Select(server => server.AdditionalProperties["rack"]));
    }

    [Fact]
    public async Task A_server_that_a_filter_leaves_out_counts_too_so_that_columns_do_not_come_and_go()
    {
        using var client = Clients.Reading("""{"count":2,"results":[{"id":1,"status":"active"},{"id":2,"status":"stopped","rack":7}]}""");

        var servers = await client.GetServersAsync(new ServerFilter { Statuses = ["active"] }).Guarded();

        Assert.Null(Assert.Contains("rack", Assert.Single(servers).AdditionalProperties));
    }

    [Fact]
    public async Task Servers_without_such_a_field_share_what_stands_for_it()
    {
        using var plain = Clients.Reading(Payloads.Page(3, [1, 2, 3]));
        using var odd = Clients.Reading("""{"count":3,"results":[{"id":1},{"id":2},{"id":3,"rack":7}]}""");

        var none = await plain.GetServersAsync().Guarded();
        var some = await odd.GetServersAsync().Guarded();

        Assert.All(none, server => Assert.Same(NoProperties.Instance, server.AdditionalProperties));
        Assert.Same(some[0].AdditionalProperties, some[1].AdditionalProperties);
    }

    [Fact]
    public void A_detail_keeps_the_fields_of_the_list_before_it()
    {
        var (listed, detail) = (Server(("rack", 7L), ("zone", null)), Server(("zone", "a"), ("gpu", 1L)));

        CommonFields.Keep(listed, detail);

        Assert.Equal([("rack", null), ("zone", "a"), ("gpu", 1L)], detail.AdditionalProperties.Select(field => (field.Key, field.Value)));
    }

    private static VpsServer Server(params (string Name, object? Value)[] fields) =>
        new() { AdditionalProperties = fields.ToDictionary(field => field.Name, field => field.Value) };
}
