namespace VpsOrg.PowerShell.Tests;

/// <summary>An order whose name a server has is refused, unless somebody said what he means.</summary>
public sealed class TakenNameTests
{
    [Fact]
    public async Task An_order_of_a_name_that_exists_is_refused_and_says_how_to_go_on()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var record = (await rehearsal.RunAsync<NewVpsServerCommand>(Order("WEB-server-01"))).OnlyError("ServerNameExists");

        Assert.Equal(ErrorCategory.ResourceExists, record.CategoryInfo.Category);
        Assert.Equal("WEB-server-01", record.TargetObject);
        Assert.Contains("server 12345 has that name", record.ToString(), StringComparison.Ordinal);
        Assert.Contains("-IfNotExists", record.ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("-AllowDuplicateName", record.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task A_name_that_another_machine_took_since_the_last_list_is_seen()
    {
        var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServersAsync<GetVpsServerCommand>();
        rehearsal.Account.AddServer("web-03");

        (await rehearsal.RunAsync<NewVpsServerCommand>(Order("web-03"))).OnlyError("ServerNameExists");

        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task A_name_that_this_process_ordered_is_taken_while_the_list_lags()
    {
        var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServersAsync<NewVpsServerCommand>(Order("web-03"));
        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Status, Method = "GET", PathPattern = "servers/", Status = 200, Body = """{"count":0,"results":[]}""" });

        (await rehearsal.RunAsync<NewVpsServerCommand>(Order("web-03"))).OnlyError("ServerNameExists");

        Assert.Single(rehearsal.Writes);
    }

    [Fact]
    public async Task A_name_that_only_a_lagging_list_shows_is_free()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var list = """{"count":1,"results":[{"id":99999,"name":"web-03","status":"active"}]}""";
        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Status, Method = "GET", PathPattern = "servers/", Status = 200, Body = list });

        Assert.Equal("web-03", Assert.Single(await rehearsal.ServersAsync<NewVpsServerCommand>(Order("web-03"))).Name);
    }

    [Fact]
    public async Task Where_the_account_cannot_be_listed_the_order_goes_on_with_a_warning()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.FailNext("GET", "servers/", SandboxFaultKind.Status, status: 403);

        var result = await rehearsal.RunAsync<NewVpsServerCommand>(Order("web-03"));

        Assert.Equal("web-03", Assert.Single(result.Servers()).Name);
        Assert.Contains("Whether a server is named 'web-03' could not be checked", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(["GET servers/", "POST servers/"], rehearsal.Sent);
    }

    [Fact]
    public async Task AllowDuplicateName_orders_another_one()
    {
        var rehearsal = await Rehearsal.StartAsync();

        Assert.NotEqual(12345, Assert.Single(await rehearsal.ServersAsync<NewVpsServerCommand>(Order("web-server-01", allow: true))).Id);

        Assert.Single(rehearsal.Writes);
    }

    [Fact]
    public async Task AllowDuplicateName_and_IfNotExists_contradict_each_other()
    {
        var rehearsal = await Rehearsal.StartAsync();

        (await rehearsal.RunAsync<NewVpsServerCommand>(Order("web-03", allow: true, ifNotExists: true))).Terminating("InvalidParameter");

        Assert.Empty(rehearsal.Sent);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task Of_two_rows_of_one_name_the_second_is_refused(int throttle)
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<NewVpsServerCommand>(new { ThrottleLimit = throttle }, input: [Row("twin"), Row("TWIN"), Row("other")]);

        result.OnlyError("ServerNameExists");
        Assert.Equal(["twin", "other"], result.Servers().Select(server => server.Name));
        Assert.Equal(2, rehearsal.Writes.Count);
    }

    [Fact]
    public async Task Under_WhatIf_the_second_row_of_a_name_is_refused_as_in_the_real_run()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<NewVpsServerCommand>(new { WhatIf = true }, input: [Row("twin"), Row("twin"), Row("web-server-01")]);

        Assert.Single(result.Questions);
        Assert.Equal(["ServerNameExists", "ServerNameExists"], result.Errors.Select(Records.Id));
    }

    [Fact]
    public async Task Of_two_commands_at_once_that_order_one_name_only_one_buys()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var other = new Shell { Clock = rehearsal.Clock };
        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.HoldAfterActing, Method = "POST", PathPattern = "servers/" });
        rehearsal.Hold("servers/", "GET", times: 2);
        var first = rehearsal.Shell.RunAsync<NewVpsServerCommand>(Order("web-03"));
        var second = other.RunAsync<NewVpsServerCommand>(new { Name = "web-03", PlanId = 1, OsId = 1, Location = "us-west", rehearsal.Session });
        await rehearsal.Account.WaitForHeldAsync(2).Guarded();

        rehearsal.Account.ReleaseHeld(); // Neither list shows the name.
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();
        rehearsal.Account.ReleaseHeld();

        var results = await Task.WhenAll(first, second);
        Assert.Single(results.SelectMany(result => result.Servers()));
        Assert.Equal("ServerNameExists", Assert.Single(results.SelectMany(result => result.Errors)).Id());
        Assert.Single(rehearsal.Writes);
    }

    private static PSObject Row(string name) => Rows.Of(new { Name = name, PlanId = 1, OsId = 1, Location = "us-west" });

    private static object Order(string name, bool allow = false, bool ifNotExists = false) =>
        new { Name = name, PlanId = 1, OsId = 1, Location = "us-west", AllowDuplicateName = allow, IfNotExists = ifNotExists };
}
