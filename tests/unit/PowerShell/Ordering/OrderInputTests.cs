namespace VpsOrg.PowerShell.Tests;

/// <summary>What names an order: a typed name, a text, a row, a dictionary, a server. Nothing else does.</summary>
public sealed class OrderInputTests
{
    private static readonly object Typed = new { PlanId = 1, OsId = 1, Location = "us-west" };

    public static TheoryData<string, object> Orders => new()
    {
        { "text", "web-03" },
        { "row", Rows.Of(new { Name = "web-03" }) },
        { "dictionary", new System.Collections.Hashtable { ["name"] = "web-03" } },
        { "number as a row's name", Rows.Of(new { Name = 4711 }) },
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task A_name_comes_from_the_pipeline(string what, object input)
    {
        var rehearsal = await Rehearsal.StartAsync();

        var server = Assert.Single(await rehearsal.ServersAsync<NewVpsServerCommand>(Typed, input: [input]));

        Assert.True(server.Name is "web-03" or "4711", what);
    }

    public static TheoryData<string, object?> NoOrders => new()
    {
        { "a number", 5 },
        { "nothing", null },
        { "a date", new DateTime(2026, 1, 1) },
        { "a file", new FileInfo("web-03") },
        { "a list", new[] { "a", "b" } },
        { "a flag", true },
        { "an empty text", " " },
        { "a nameless row", Rows.Of(new { Host = "x" }) },
        { "a nameless dictionary", new System.Collections.Hashtable { ["Host"] = "x" } },
    };

    [Theory]
    [MemberData(nameof(NoOrders))]
    public async Task Anything_else_is_refused_and_the_rest_is_ordered(string what, object? input)
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<NewVpsServerCommand>(Typed, input: [input, "good"]);

        Assert.True(result.OnlyError("InvalidParameter").CategoryInfo.Category == ErrorCategory.InvalidArgument, what);
        Assert.Equal(["good"], result.Servers().Select(server => server.Name));
    }

    [Fact]
    public async Task No_name_at_all_is_the_commands_own_error()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<NewVpsServerCommand>(Typed);

        Assert.Contains("The order has no name", result.OnlyError("InvalidParameter").ToString(), StringComparison.Ordinal);
        Assert.Empty(rehearsal.Sent);
    }

    [Fact]
    public async Task Several_names_are_several_orders()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var servers = await rehearsal.ServersAsync<NewVpsServerCommand>(Named("a", "b", "c"));

        Assert.Equal(["a", "b", "c"], servers.Select(server => server.Name));
        Assert.Equal(1, rehearsal.Account.CountRequests("GET", "servers/"));
    }

    [Theory]
    [InlineData("a", "b_d", "c")]
    [InlineData("a", "", "c")]
    [InlineData("a", "b", "A")]
    public async Task Where_one_of_several_names_is_wrong_none_is_ordered(params string[] names)
    {
        var rehearsal = await Rehearsal.StartAsync();

        (await rehearsal.RunAsync<NewVpsServerCommand>(Named(names))).OnlyError("InvalidParameter");

        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task A_piped_name_and_a_typed_one_contradict_each_other()
    {
        var rehearsal = await Rehearsal.StartAsync();

        (await rehearsal.RunAsync<NewVpsServerCommand>(Named("a"), input: ["b"])).OnlyError("InvalidParameter");

        Assert.Empty(rehearsal.Sent);
    }

    [Fact]
    public async Task A_piped_server_is_an_order_of_a_name_that_exists()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var server = await rehearsal.ServerAsync(12345);

        (await rehearsal.RunAsync<NewVpsServerCommand>(input: [server])).OnlyError("ServerNameExists");
        var same = Assert.Single(await rehearsal.ServersAsync<NewVpsServerCommand>(new { IfNotExists = true }, input: [server]));

        Assert.Equal(12345, same.Id);
        Assert.Empty(rehearsal.Writes);
    }

    [Theory]
    [InlineData("standard vps", " Debian 12 ", """ "plan_id":1,"os_id":3 """)]
    [InlineData("2", "3", """ "plan_id":2,"os_id":3 """)]
    public async Task Plans_and_systems_go_by_name_or_id(string plan, string os, string sent)
    {
        var rehearsal = await Rehearsal.StartAsync();

        await rehearsal.ServersAsync<NewVpsServerCommand>(new { Name = "typed", PlanId = plan, OsId = os, Location = "us-west" });
        await rehearsal.ServersAsync<NewVpsServerCommand>(input: [Rows.Of(new { Name = "row", PlanId = plan, OsId = os, Location = "us-west" })]);

        var orders = rehearsal.Account.Requests.Where(request => request.Method == "POST").ToArray();
        Assert.Equal(2, orders.Length);
        Assert.All(orders, order => Assert.Contains(sent.Trim(), order.BodyText, StringComparison.Ordinal));
        Assert.Equal(2, rehearsal.Account.CountRequests("GET", "servers/"));
    }

    [Fact]
    public async Task A_name_of_digits_is_an_id()
    {
        var rehearsal = await Rehearsal.StartAsync();
        List("""{"id":7,"name":"2","vcpus":1,"memory":1,"storage":1}""", rehearsal);

        await rehearsal.ServersAsync<NewVpsServerCommand>(new { Name = "a", PlanId = "2", OsId = 1, Location = "us-west" });

        Assert.Contains("\"plan_id\":2", Assert.Single(rehearsal.Account.Requests, request => request.Method == "POST").BodyText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_name_lists_what_is_known_and_orders_nothing()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var record = (await rehearsal.RunAsync<NewVpsServerCommand>(new { Name = new[] { "a", "b" }, PlanId = "Huge VPS", OsId = 1, Location = "us-west" })).OnlyError("InvalidParameter");

        Assert.Contains("a plan named 'Huge VPS'", record.ToString(), StringComparison.Ordinal);
        Assert.Contains("'Performance VPS' (2), 'Standard VPS' (1)", record.ToString(), StringComparison.Ordinal);
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task A_name_of_two_ids_is_never_guessed()
    {
        var rehearsal = await Rehearsal.StartAsync();
        List("""{"id":1,"name":"Standard VPS"}""", rehearsal, """{"id":8,"name":"standard vps"}""");

        var record = (await rehearsal.RunAsync<NewVpsServerCommand>(new { Name = "a", PlanId = "Standard VPS", OsId = 1, Location = "us-west" })).OnlyError("InvalidParameter");

        Assert.Contains("2 ids have the plan name", record.ToString(), StringComparison.Ordinal);
        Assert.Contains("(1)", record.ToString(), StringComparison.Ordinal);
        Assert.Contains("(8)", record.ToString(), StringComparison.Ordinal);
        Assert.Empty(rehearsal.Writes);
    }

    private static object Named(params string[] names) => new { Name = names, PlanId = 1, OsId = 1, Location = "us-west" };

    /// <summary>Lets the next list show a server of each plan.</summary>
    private static void List(string plan, Rehearsal rehearsal, string? other = null)
    {
        var plans = other is null ? new[] { plan } : [plan, other];
        var servers = plans.Select((one, index) => $$"""{"id":{{index + 1}},"name":"s-{{index}}","status":"active","plan":{{one}}}""");
        var body = $$"""{"count":{{plans.Length}},"results":[{{string.Join(",", servers)}}]}""";
        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Status, Method = "GET", PathPattern = "servers/", Status = 200, Body = body });
    }
}
