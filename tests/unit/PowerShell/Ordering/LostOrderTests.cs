namespace VpsOrg.PowerShell.Tests;

/// <summary>No server is bought twice.</summary>
public abstract class LostOrderTests(SandboxServerIds ids)
{
    private static readonly object Order = new { Name = "web-03", PlanId = 1, OsId = 1, Location = "us-west" };

    [Theory]
    [InlineData(SandboxFaultKind.CutAfterActing, null)]
    [InlineData(SandboxFaultKind.StatusAfterActing, 502)]
    [InlineData(SandboxFaultKind.StatusAfterActing, 504)]
    [InlineData(SandboxFaultKind.TruncateBody, null)]
    public async Task An_order_whose_answer_was_lost_is_found_and_told_in_one_warning(SandboxFaultKind fault, int? status)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.FailNext("POST", "servers/", fault, status: status);

        var result = await rehearsal.RunAsync<NewVpsServerCommand>(Order);

        Assert.Equal("web-03", Assert.Single(result.Servers()).Name);
        Assert.Single(result.Warnings);
        Assert.Empty(result.Errors);
        Assert.Equal(1, rehearsal.Account.CountRequests("POST", "servers/"));
    }

    [Fact]
    public async Task An_order_that_cannot_be_found_is_of_unknown_outcome()
    {
        var rehearsal = await Rehearsal.StartOnQuickTimeAsync(ids: ids);
        rehearsal.Account.FailNext("POST", "servers/", SandboxFaultKind.CutBeforeActing);

        var record = (await rehearsal.RunAsync<NewVpsServerCommand>(Order)).OnlyError("CreateOutcomeUnknown");

        Assert.Equal(ErrorCategory.InvalidResult, record.CategoryInfo.Category);
        Assert.Equal("web-03", record.TargetObject);
        Assert.Contains("Get-VpsServer -Name 'web-03'", record.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, rehearsal.Account.CountRequests("POST", "servers/"));
    }

    [Fact]
    public async Task Nothing_that_may_have_acted_is_called_safe_to_run_again()
    {
        var rehearsal = await Rehearsal.StartOnQuickTimeAsync(ids: ids);
        rehearsal.Account.FailNext("POST", "servers/", SandboxFaultKind.CutBeforeActing);

        var record = (await rehearsal.RunAsync<NewVpsServerCommand>(Order)).OnlyError("CreateOutcomeUnknown");

        Assert.DoesNotContain("safe", record + record.ErrorDetails!.RecommendedAction, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : LostOrderTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : LostOrderTests(SandboxServerIds.Uuid);
}
