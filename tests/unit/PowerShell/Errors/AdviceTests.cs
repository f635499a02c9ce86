namespace VpsOrg.PowerShell.Tests;

/// <summary>
/// Every error says what to do next with the item that it is about: a row that failed is not the whole command, which may
/// have done other rows already.
/// </summary>
public sealed class AdviceTests
{
    private static readonly object Order = new { Name = "web-03", PlanId = 1, OsId = 1, Location = "us-west" };

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(402)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(418)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Every_status_comes_with_advice_that_is_part_of_the_text_where_the_host_does_not_show_it(int status)
    {
        var rehearsal = await Rehearsal.StartOnQuickTimeAsync();
        rehearsal.Account.InjectFault(new SandboxFault
        {
            Kind = SandboxFaultKind.Status,
            Status = status,
            Times = status == 401 ? 2 : 1,
            Headers = status == 429 ? new Dictionary<string, string> { ["Retry-After"] = "3600" } : [],
        });

        var result = await rehearsal.RunAsync<GetVpsServerCommand>(new { Id = 12345 });

        var record = result.TerminatingError ?? Assert.Single(result.Errors);
        var advice = Advice(record);
        Assert.EndsWith(".", advice, StringComparison.Ordinal);
        Assert.EndsWith(" " + advice, record.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12345", "Get-VpsServer 12345")]
    [InlineData("3f2a9c10-5a6d-4b1d-8c5e-00000000000a", "Get-VpsServer 3f2a9c10-5a6d-4b1d-8c5e-00000000000a")]
    [InlineData("srv-1", "Get-VpsServer -Name 'web''s'")]
    [InlineData("0123", "Get-VpsServer -Name 'web''s'")]
    [InlineData("99999999999999999999", "Get-VpsServer -Name 'web''s'")]
    public void Advice_names_a_server_by_its_id_where_that_can_be_typed_and_never_by_what_would_be_another(string id, string look)
    {
        Assert.True(VpsId.TryRead(id, out var key));

        var advice = ErrorKind.Of(new VpsWaitException(VpsWaitEnd.TimedOut, "It takes long.", "starting"), new ErrorSubject(Awaited: "active").WithServer(key, "web's"))!.Advice;

        Assert.Contains($"with {look},", advice, StringComparison.Ordinal);
        Assert.Equal(look.Contains("-Name", StringComparison.Ordinal) ? "Get-VpsServer" : look, ErrorKind.LookFor(key));
    }

    [Theory]
    [InlineData(402)]
    [InlineData(429)]
    public async Task No_refused_order_is_called_safe_but_for_its_own_item(int status)
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.InjectFault(new SandboxFault
        {
            Method = "POST",
            Kind = SandboxFaultKind.Status,
            Status = status,
            Headers = new Dictionary<string, string> { ["Retry-After"] = "3600" },
        });

        var result = await rehearsal.RunAsync<NewVpsServerCommand>(Order);

        var advice = Advice(Assert.Single(result.Errors));
        Assert.Contains("for this item", advice, StringComparison.Ordinal);
        Assert.DoesNotContain("command", advice, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_may_have_acted_is_to_be_checked_first_by_the_server_that_it_is_about()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.FailNext("PATCH", "servers/{id}/", SandboxFaultKind.CutAfterActing);

        var record = (await rehearsal.RunAsync<SetVpsServerCommand>(new { Name = "web-server-01", NewName = "b" })).OnlyError("ApiUnavailable");

        Assert.Equal("The API may have acted anyway: check with Get-VpsServer 12345 before you repeat it.", Advice(record));
    }

    [Fact]
    public async Task A_write_that_timed_out_is_to_be_checked_and_can_be_given_more_time()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.FailNext("DELETE", "servers/{id}/", SandboxFaultKind.Hang);
        var ending = rehearsal.Shell.RunAsync<RemoveVpsServerCommand>(new { Id = 12345, Force = true });
        await rehearsal.Account.WaitForRequestsAsync(1).Guarded();

        await rehearsal.Clock.ExpireAsync(TimeSpan.FromSeconds(rehearsal.Session.TimeoutSec));

        Assert.Equal(
            "The API may have acted anyway: check with Get-VpsServer 12345 before you repeat it. Connect-Vps -TimeoutSec allows more time.",
            Advice((await ending).OnlyError("ApiTimeout")));
    }

    [Fact]
    public async Task An_order_in_doubt_is_looked_for_by_its_name()
    {
        var rehearsal = await Rehearsal.StartOnQuickTimeAsync();
        rehearsal.Account.FailNext("POST", "servers/", SandboxFaultKind.CutBeforeActing);

        var record = (await rehearsal.RunAsync<NewVpsServerCommand>(Order)).OnlyError("CreateOutcomeUnknown");

        Assert.Equal("Check with Get-VpsServer -Name 'web-03' before you order it again.", Advice(record));
    }

    [Fact]
    public async Task A_wait_that_is_over_tells_how_to_go_on()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var ending = rehearsal.Shell.RunAsync<StopVpsServerCommand>(new { Name = "web-server-01", Wait = true, TimeoutSec = 7 });
        await rehearsal.Clock.UntilAskedAsync(rehearsal.Poll);

        await rehearsal.Clock.PassAsync(TimeSpan.FromSeconds(7));

        Assert.Equal(
            "Look at it with Get-VpsServer 12345, or go on waiting with Wait-VpsServer 12345 -Status stopped.",
            Advice((await ending).OnlyError("OperationTimeout")));
    }

    [Fact]
    public async Task A_stopped_server_is_to_be_started_by_its_id()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.SetServerStatus(12345, "stopped");

        var record = (await rehearsal.RunAsync<RestartVpsServerCommand>(input: [Rows.Of(new { Name = "web-server-01" })])).OnlyError("ServerStopped");

        Assert.Equal("Start it with Start-VpsServer 12345.", Advice(record));
    }

    [Fact]
    public async Task A_name_in_advice_can_be_pasted()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.FailNext("GET", "servers/", SandboxFaultKind.Status, status: 409);

        var record = (await rehearsal.RunAsync<StopVpsServerCommand>(new { Name = "it's" })).OnlyError("Conflict");

        Assert.Equal("Read the server's state with Get-VpsServer -Name 'it''s', then try this item again.", Advice(record));
    }

    [Fact]
    public async Task A_session_that_is_closed_while_a_command_runs_says_so()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Hold("servers/12345/");
        var ending = rehearsal.Shell.RunAsync<RestartVpsServerCommand>(new { Id = 12345, Wait = true });
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();

        rehearsal.Session.Close();
        rehearsal.Account.ReleaseHeld();

        var record = (await ending).OnlyError("SessionClosed");
        Assert.Equal("Run Connect-Vps again.", Advice(record));
        Assert.StartsWith("The session with the sandbox, account sandbox@example.com was disconnected.", record.ToString(), StringComparison.Ordinal);
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task Plain_http_to_another_host_says_what_to_use()
    {
        var result = await new Shell().RunAsync<ConnectVpsCommand>(new { Token = SecretText.Of("vps_sandbox"), ApiUri = new Uri("http://vps.test/api/v1/") });

        Assert.Equal("Use https, or -AllowInsecure on a test bed.", Advice(result.Terminating("InvalidParameter")));
    }

    private static string Advice(ErrorRecord record) => record.ErrorDetails!.RecommendedAction!;
}
