namespace VpsOrg.PowerShell.Tests;

/// <summary>A success that says no is an error, and one that says nothing is read back.</summary>
public sealed class UndocumentedAnswerTests
{
    [Theory]
    [InlineData("""{"status":"error"}""")]
    [InlineData("<html>login</html>")]
    [InlineData("""{"status":"success","server":{"id":12346,"status":"stopping"}}""")]
    public async Task A_no_is_told_and_never_taken_for_done(string body)
    {
        var rehearsal = await Rehearsal.StartAsync();
        Answer(rehearsal, "POST", "servers/{id}/stop/", 200, body);

        var record = (await rehearsal.RunAsync<StopVpsServerCommand>(new { Id = 12345, PassThru = true })).OnlyError("UnreadableAnswer");

        Assert.Contains("check with Get-VpsServer 12345 before you repeat it", record.ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(["POST servers/12345/stop/"], rehearsal.Sent);
    }

    [Fact]
    public async Task A_stop_that_answers_nothing_and_does_nothing_is_an_error_once_the_time_is_over()
    {
        var rehearsal = await Rehearsal.StartAsync();
        Answer(rehearsal, "POST", "servers/{id}/stop/", 200, "{}");

        var record = (await rehearsal.RunAsync<StopVpsServerCommand>(new { Id = 12345 })).OnlyError("UnreadableAnswer");

        Assert.Contains("does not show that it was done: its name is 'web-server-01', its status 'active'", record.ToString(), StringComparison.Ordinal);
        Assert.InRange(rehearsal.Clock.UtcNow - ManualClock.Start, TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(100));
    }

    [Fact]
    public async Task A_stop_that_acts_and_answers_nothing_has_succeeded()
    {
        var rehearsal = await Rehearsal.StartAsync(delaySec: 3600);
        rehearsal.Account.InjectFault(new SandboxFault { Method = "POST", PathPattern = "servers/{id}/stop/", Kind = SandboxFaultKind.Alter, Status = 202, Body = "" });

        var servers = await rehearsal.ServersAsync<StopVpsServerCommand>(new { Id = 12345, PassThru = true });

        Assert.Equal("stopping", Assert.Single(servers).Status);
        Assert.Equal(["POST servers/12345/stop/"], rehearsal.Writes);
    }

    [Theory]
    [InlineData(200, "<html>login</html>")]
    [InlineData(200, """{"detail":"locked"}""")]
    [InlineData(200, "{}")]
    [InlineData(202, "")]
    public async Task A_delete_that_deletes_nothing_is_an_error(int status, string body)
    {
        var rehearsal = await Rehearsal.StartAsync();
        Answer(rehearsal, "DELETE", "servers/{id}/", status, body);

        (await rehearsal.RunAsync<RemoveVpsServerCommand>(new { Id = 12345, Force = true })).OnlyError("UnreadableAnswer");

        Assert.Equal(["DELETE servers/12345/"], rehearsal.Writes);
    }

    [Fact]
    public async Task A_restart_that_cannot_be_read_back_is_a_warning_against_repeating_it()
    {
        var rehearsal = await Rehearsal.StartAsync();
        Answer(rehearsal, "POST", "servers/{id}/reboot/", 202, "");

        var result = await rehearsal.RunAsync<RestartVpsServerCommand>(new { Id = 12345 });

        Assert.Empty(result.Errors);
        Assert.Contains("cannot be read back", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(["POST servers/12345/reboot/"], rehearsal.Writes);
    }

    [Fact]
    public async Task A_detail_of_another_server_is_not_taken_for_the_one_that_was_asked_for()
    {
        var rehearsal = await Rehearsal.StartAsync();
        Answer(rehearsal, "GET", "servers/{id}/", 200, """{"id":12346,"name":"db-server-01","status":"stopped"}""", times: 3);

        var got = await rehearsal.RunAsync<GetVpsServerCommand>(new { Id = 12345 });
        var waited = await rehearsal.RunAsync<WaitVpsServerCommand>(new { Id = 12345, Status = "active" });

        Assert.Contains("about server 12346, not about server 12345", got.OnlyError("UnreadableAnswer").ToString(), StringComparison.Ordinal);
        Assert.Equal("active", Assert.Single(waited.Servers()).Status);
    }

    private static void Answer(Rehearsal rehearsal, string method, string path, int status, string body, int times = 1) =>
        rehearsal.Account.InjectFault(new SandboxFault { Method = method, PathPattern = path, Kind = SandboxFaultKind.Body, Status = status, Body = body, Times = times });
}
