namespace VpsOrg.PowerShell.Tests;

public sealed class SameNameTests
{
    [Fact]
    public async Task Rows_of_one_name_are_ordered_one_after_another()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Hold("servers/", "POST", times: 5);
        var rows = Enumerable.Repeat(Row("twin"), 4).Append(Row("other"));
        var ending = rehearsal.Shell.RunAsync<NewVpsServerCommand>(new { ThrottleLimit = 8, AllowDuplicateName = true }, input: rows);

        // The other name is ordered last: when it is under way, so would all four be, did they not take turns.
        for (var twin = 1; twin <= 4; twin++)
        {
            await rehearsal.Account.WaitForHeldAsync(twin == 1 ? 2 : 1).Guarded();
            Assert.Equal(twin, rehearsal.Account.Requests.Count(request => request.BodyText?.Contains("twin", StringComparison.Ordinal) == true));
            rehearsal.Account.ReleaseHeld();
        }

        Assert.Equal(5, (await ending).Objects.Count);
    }

    [Fact]
    public async Task Rows_of_different_names_are_ordered_at_once()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Hold("servers/", "POST", times: 4);
        var ending = rehearsal.Shell.RunAsync<NewVpsServerCommand>(new { ThrottleLimit = 4 }, input: [Row("a"), Row("b"), Row("c"), Row("d")]);

        await rehearsal.Account.WaitForHeldAsync(4).Guarded();
        rehearsal.Account.ReleaseHeld();

        Assert.Equal(4, (await ending).Objects.Count);
    }

    [Fact]
    public async Task With_IfNotExists_the_second_row_sees_the_first()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var servers = await rehearsal.ServersAsync<NewVpsServerCommand>(new { IfNotExists = true, ThrottleLimit = 8 }, input: [Row("twin"), Row("TWIN")]);

        Assert.Equal(servers[0].Id, servers[1].Id);
        Assert.Equal(["POST servers/"], rehearsal.Writes);
    }

    [Fact]
    public async Task With_IfNotExists_the_existing_server_is_returned()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var servers = await rehearsal.ServersAsync<NewVpsServerCommand>(new { Name = "web-server-01", PlanId = 1, OsId = 5, Location = "us-west", IfNotExists = true });

        Assert.Equal(12345, Assert.Single(servers).Id);
        Assert.Empty(rehearsal.Writes);
    }

    [Theory]
    [InlineData(2, 5, "us-west", "plan 1 instead of 2")]
    [InlineData(1, 6, "us-west", "OS 5 instead of 6")]
    [InlineData(1, 5, "us-east", "location us-west instead of us-east")]
    public async Task With_IfNotExists_a_server_that_differs_is_an_error(int plan, int os, string location, string difference)
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<NewVpsServerCommand>(new { Name = "web-server-01", PlanId = plan, OsId = os, Location = location, IfNotExists = true });

        var record = result.OnlyError("ServerDiffers");
        Assert.Equal(ErrorCategory.ResourceExists, record.CategoryInfo.Category);
        Assert.Contains(difference, record.ToString(), StringComparison.Ordinal);
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task With_IfNotExists_several_of_the_name_are_an_error()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.AddServer("web-server-01");

        var result = await rehearsal.RunAsync<NewVpsServerCommand>(new { Name = "web-server-01", PlanId = 1, OsId = 5, Location = "us-west", IfNotExists = true });

        result.OnlyError("AmbiguousServerName");
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task With_IfNotExists_a_name_whose_order_is_in_doubt_is_not_ordered_again()
    {
        var rehearsal = await Rehearsal.StartOnQuickTimeAsync();
        rehearsal.Account.FailNext("POST", "servers/", SandboxFaultKind.CutBeforeActing);

        var result = await rehearsal.RunAsync<NewVpsServerCommand>(new { IfNotExists = true }, input: [Row("twin"), Row("twin"), Row("other")]);

        Assert.Equal(["CreateOutcomeUnknown", "OrderInDoubt"], result.Errors.Select(error => error.Id()));
        Assert.Equal("other", Assert.Single(result.Servers()).Name);
        Assert.Equal(["POST servers/", "POST servers/"], rehearsal.Writes);
    }

    [Fact]
    public async Task With_IfNotExists_and_Wait_a_server_that_is_on_its_way_is_waited_for()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var made = Assert.Single(await rehearsal.ServersAsync<NewVpsServerCommand>(input: [Row("twin")]));

        var servers = await rehearsal.ServersAsync<NewVpsServerCommand>(new { IfNotExists = true, Wait = true }, input: [Row("twin")]);

        Assert.Equal("provisioning", made.Status);
        Assert.Equal((made.Id, "active"), (Assert.Single(servers).Id, servers[0].Status));
        Assert.Equal(["POST servers/"], rehearsal.Writes);
    }

    [Fact]
    public async Task With_IfNotExists_and_Wait_a_stopped_server_is_returned_and_told_to_be_stopped_without_a_wait()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.SetServerStatus(12345, "stopped");

        var result = await rehearsal.Shell.RunAsync<NewVpsServerCommand>(
            new { Name = "web-server-01", PlanId = 1, OsId = 5, Location = "us-west", IfNotExists = true, Wait = true });

        Assert.Equal("stopped", Assert.Single(result.Servers()).Status);
        var record = result.OnlyError("ServerStopped");
        Assert.Contains("Server 12345 ('web-server-01') is stopped", record.ToString(), StringComparison.Ordinal);
        Assert.Contains("Start-VpsServer 12345", record.ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
    }

    private static PSObject Row(string name) => Rows.Of(new { Name = name, PlanId = 1, OsId = 1, Location = "us-west" });
}
