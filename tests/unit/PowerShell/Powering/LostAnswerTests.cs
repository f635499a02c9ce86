namespace VpsOrg.PowerShell.Tests;

/// <summary>An action whose answer was lost is never sent again: the server's state decides.</summary>
public abstract class LostAnswerTests(SandboxServerIds ids)
{
    [Theory]
    [InlineData(SandboxFaultKind.CutAfterActing)]
    [InlineData(SandboxFaultKind.StatusAfterActing)]
    [InlineData(SandboxFaultKind.TruncateBody)]
    public async Task A_stop_that_acted_has_succeeded(SandboxFaultKind fault)
    {
        var rehearsal = await Rehearsal.StartAsync(delaySec: 3600, ids: ids);
        rehearsal.Account.FailNext("POST", "servers/{id}/stop/", fault, status: fault == SandboxFaultKind.StatusAfterActing ? 504 : null);

        var servers = await rehearsal.ServersAsync<StopVpsServerCommand>(new { Id = Web, PassThru = true });

        Assert.Equal("stopping", Assert.Single(servers).Status);
        Assert.Equal([$"POST servers/{Web}/stop/"], rehearsal.Writes);
    }

    [Fact]
    public async Task A_stop_that_may_not_have_acted_is_told()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.FailNext("POST", "servers/{id}/stop/", SandboxFaultKind.Status, status: 502);

        var record = (await rehearsal.RunAsync<StopVpsServerCommand>(new { Id = Web })).OnlyError("ApiUnavailable");

        Assert.Contains($"check with Get-VpsServer {Web} before you repeat it", record.ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal([$"POST servers/{Web}/stop/"], rehearsal.Writes);
    }

    [Fact]
    public async Task A_reboot_leaves_no_trace_and_is_reported_as_unknown()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.FailNext("POST", "servers/{id}/reboot/", SandboxFaultKind.CutAfterActing);

        var record = (await rehearsal.RunAsync<RestartVpsServerCommand>(new { Id = Web })).OnlyError("ApiUnavailable");

        Assert.Contains("may have acted", record.ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal([$"POST servers/{Web}/reboot/"], rehearsal.Writes);
    }

    [Fact]
    public async Task Where_the_state_cannot_be_read_either_the_first_failure_is_told()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.FailNext("POST", "servers/{id}/stop/", SandboxFaultKind.Status, status: 502);
        rehearsal.Account.FailNext("GET", "servers/{id}/", SandboxFaultKind.Status, status: 403);

        var result = await rehearsal.RunAsync<StopVpsServerCommand>(new { Id = Web });

        Assert.Contains("502", result.OnlyError("ApiUnavailable").ToString(), StringComparison.Ordinal);
    }

    private object Web => TestIds.Of(ids, 1);

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : LostAnswerTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : LostAnswerTests(SandboxServerIds.Uuid);
}
