namespace VpsOrg.PowerShell.Tests;

/// <summary>Of a name whose last order nobody knows the end of, nothing is ordered unless the switch says so.</summary>
public sealed class OrderInDoubtTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_name_in_doubt_is_refused_with_how_to_look_and_what_to_type(bool ifNotExists)
    {
        var rehearsal = await InDoubtAsync();

        var record = (await rehearsal.RunAsync<NewVpsServerCommand>(Order(ifNotExists: ifNotExists))).OnlyError("OrderInDoubt");

        Assert.Equal(ErrorCategory.ResourceBusy, record.CategoryInfo.Category);
        Assert.Equal("web-03", record.TargetObject);
        Assert.Contains("Get-VpsServer -Name 'web-03'", record.ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("-DespiteDoubt", record.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Single(rehearsal.Writes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DespiteDoubt_orders(bool ifNotExists)
    {
        var rehearsal = await InDoubtAsync();

        Assert.Equal("web-03", Assert.Single(await rehearsal.ServersAsync<NewVpsServerCommand>(Order(ifNotExists: ifNotExists, despiteDoubt: true))).Name);

        Assert.Equal(2, rehearsal.Writes.Count);
    }

    [Fact]
    public async Task DespiteDoubt_and_IfNotExists_still_return_a_server_that_is_known()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var first = Assert.Single(await rehearsal.ServersAsync<NewVpsServerCommand>(Order()));

        var second = Assert.Single(await rehearsal.ServersAsync<NewVpsServerCommand>(Order(ifNotExists: true, despiteDoubt: true)));

        Assert.Equal(first.Id, second.Id);
    }

    [Fact]
    public async Task A_server_that_shows_ends_the_doubt_of_IfNotExists()
    {
        var rehearsal = await InDoubtAsync();
        rehearsal.Account.AddServer("web-03", planId: 1, osId: 1);

        Assert.Equal("web-03", Assert.Single(await rehearsal.ServersAsync<NewVpsServerCommand>(Order(ifNotExists: true))).Name);

        Assert.Single(rehearsal.Writes);
    }

    [Fact]
    public async Task A_remembered_server_that_differs_is_an_error()
    {
        var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServersAsync<NewVpsServerCommand>(Order());

        (await rehearsal.RunAsync<NewVpsServerCommand>(Order(ifNotExists: true, plan: 2))).OnlyError("ServerDiffers");

        Assert.Single(rehearsal.Writes);
    }

    [Fact]
    public async Task Two_sandboxes_have_nothing_to_do_with_each_other()
    {
        await InDoubtAsync();
        var other = await Rehearsal.StartAsync();

        Assert.Single(await other.ServersAsync<NewVpsServerCommand>(Order()));
    }

    private static object Order(bool ifNotExists = false, bool despiteDoubt = false, int plan = 1) =>
        new { Name = "web-03", PlanId = plan, OsId = 1, Location = "us-west", IfNotExists = ifNotExists, DespiteDoubt = despiteDoubt };

    private static async Task<Rehearsal> InDoubtAsync()
    {
        var rehearsal = await Rehearsal.StartOnQuickTimeAsync();
        rehearsal.Account.FailNext("POST", "servers/", SandboxFaultKind.CutBeforeActing);
        (await rehearsal.RunAsync<NewVpsServerCommand>(Order())).OnlyError("CreateOutcomeUnknown");
        return rehearsal;
    }
}
