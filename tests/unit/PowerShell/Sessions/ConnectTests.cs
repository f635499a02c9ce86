namespace VpsOrg.PowerShell.Tests;

public sealed class ConnectTests
{
    [Fact]
    public async Task The_sandbox_needs_no_token_and_tells_its_account()
    {
        var shell = new Shell();

        var session = Assert.Single(await shell.GetAsync<ConnectVpsCommand, VpsSession>(new { Sandbox = true }));

        Assert.True(session is { IsSandbox: true, IsConnected: true, Account: "sandbox@example.com" });
        Assert.Equal(["GET account/me/: 1"], session.Sandbox!.RequestSummary);
    }

    [Fact]
    public async Task Size_delay_and_credits_of_the_sandbox_can_be_set()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 5, credits: 0, delaySec: 3600);

        var order = await rehearsal.RunAsync<NewVpsServerCommand>(new { Name = "a", PlanId = 1, OsId = 1, Location = "us-west" });
        var stopped = await rehearsal.ServersAsync<StopVpsServerCommand>(new { Id = 12345, PassThru = true });
        var servers = await rehearsal.ServersAsync<GetVpsServerCommand>();

        order.OnlyError("InsufficientCredits");
        Assert.Equal(5, servers.Count);
        Assert.Equal("stopping", Assert.Single(stopped).Status);
        Assert.Equal("stopping", servers[0].Status);
    }

    [Fact]
    public async Task A_new_session_becomes_the_default_unless_told_otherwise()
    {
        var shell = new Shell();
        var first = Assert.Single(await shell.GetAsync<ConnectVpsCommand, VpsSession>(new { Sandbox = true }));
        var second = Assert.Single(await shell.GetAsync<ConnectVpsCommand, VpsSession>(new { Sandbox = true, NotDefault = true }));

        var kept = await shell.GetAsync<GetVpsSessionCommand, VpsSession>(new { Default = true });
        var third = Assert.Single(await shell.GetAsync<ConnectVpsCommand, VpsSession>(new { Sandbox = true }));
        var all = await shell.GetAsync<GetVpsSessionCommand, VpsSession>();

        Assert.Equal([first], kept);
        Assert.Equal([third, first, second], all);
    }

    [Fact]
    public async Task A_session_that_was_ended_is_gone_and_says_so()
    {
        var shell = new Shell();
        var session = Assert.Single(await shell.GetAsync<ConnectVpsCommand, VpsSession>(new { Sandbox = true }));

        await shell.RunAsync<DisconnectVpsCommand>();

        Assert.False(session.IsConnected);
        Assert.Empty(await shell.GetAsync<GetVpsSessionCommand, VpsSession>());
        (await shell.RunAsync<GetVpsServerCommand>()).Terminating("NotConnected");
        Assert.Equal("SessionClosed", (await shell.RunAsync<GetVpsServerCommand>(new { Session = session })).TerminatingError?.Id());
    }

    [Fact]
    public async Task Only_the_session_that_is_named_is_ended()
    {
        var shell = new Shell();
        var first = Assert.Single(await shell.GetAsync<ConnectVpsCommand, VpsSession>(new { Sandbox = true }));
        var second = Assert.Single(await shell.GetAsync<ConnectVpsCommand, VpsSession>(new { Sandbox = true }));

        await shell.RunAsync<DisconnectVpsCommand>(input: [first]);

        Assert.False(first.IsConnected);
        Assert.Equal([second], await shell.GetAsync<GetVpsSessionCommand, VpsSession>());
    }

    [Fact]
    public async Task Ending_nothing_is_no_error()
    {
        var result = await new Shell().RunAsync<DisconnectVpsCommand>();

        Assert.True(result.RanToEnd);
        Assert.Empty(result.Errors);
    }
}
