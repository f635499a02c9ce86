namespace VpsOrg.PowerShell.Tests;

/// <summary>Which session a command acts in.</summary>
public sealed class SessionChoiceTests
{
    public static TheoryData<string> Commands => new(CommandCatalog.ActingOnAnAccount.Select(type => type.Name));

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Without_a_session_every_command_ends_with_NotConnected(string command)
    {
        var result = await CommandCatalog.RunAsync(command, new Shell());

        var record = result.Terminating("NotConnected");
        Assert.Equal(ErrorCategory.ConnectionError, record.CategoryInfo.Category);
        Assert.Contains("-Session $using:vps", record.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_session_beats_the_default()
    {
        var named = await Rehearsal.StartAsync(servers: 5);
        var other = await Rehearsal.StartAsync();

        var servers = await other.ServersAsync<GetVpsServerCommand>(new { named.Session });

        Assert.Equal(5, servers.Count);
        Assert.Empty(other.Sent);
    }

    [Fact]
    public async Task A_server_remembers_its_session_and_acts_there()
    {
        var home = await Rehearsal.StartAsync();
        var server = await home.ServerAsync(12345);
        var elsewhere = await Rehearsal.StartAsync();

        await elsewhere.ServersAsync<StopVpsServerCommand>(input: [server]);

        Assert.Equal(["POST servers/12345/stop/"], home.Sent);
        Assert.Empty(elsewhere.Sent);
    }

    [Fact]
    public async Task Servers_of_every_command_remember_their_session()
    {
        var home = await Rehearsal.StartAsync();
        var made = await home.ServersAsync<NewVpsServerCommand>(new { Name = "a", PlanId = 1, OsId = 1, Location = "us-west" });
        var changed = await home.ServersAsync<SetVpsServerCommand>(new { Id = 12345, NewName = "b" });
        var stopped = await home.ServersAsync<StopVpsServerCommand>(new { Id = 12345, PassThru = true });
        var waited = await home.ServersAsync<WaitVpsServerCommand>(new { Id = 12346, Status = "active" });

        var read = await new Shell().GetAsync<GetVpsServerCommand, VpsServer>(input: [.. made, .. changed, .. stopped, .. waited]);

        Assert.Equal(4, read.Count);
    }

    [Fact]
    public async Task Another_explicit_session_is_a_mismatch_and_nothing_is_sent()
    {
        var home = await Rehearsal.StartAsync();
        var server = await home.ServerAsync(12345);
        var elsewhere = await Rehearsal.StartAsync();

        var result = await elsewhere.RunAsync<RemoveVpsServerCommand>(new { elsewhere.Session, Force = true }, input: [server]);

        var record = result.OnlyError("SessionMismatch");
        Assert.Same(server, record.TargetObject);
        Assert.Contains($"came from session '{home.Session.Name}' (the sandbox, account", record.ToString(), StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidArgument, record.CategoryInfo.Category);
        Assert.Empty(home.Sent);
        Assert.Empty(elsewhere.Sent);
    }

    [Fact]
    public async Task The_same_explicit_session_is_no_mismatch()
    {
        var home = await Rehearsal.StartAsync();
        var server = await home.ServerAsync(12345);

        await home.ServersAsync<StopVpsServerCommand>(new { home.Session }, input: [server]);

        Assert.Equal(["POST servers/12345/stop/"], home.Sent);
    }

    [Fact]
    public async Task Each_runspace_has_a_default_of_its_own()
    {
        var connected = await Rehearsal.StartAsync();

        var result = await new Shell().RunAsync<GetVpsServerCommand>();

        result.Terminating("NotConnected");
        Assert.Empty(connected.Sent);
    }

    [Fact]
    public async Task Removing_the_module_ends_the_sessions_of_that_runspace_only()
    {
        var leaving = await Rehearsal.StartAsync();
        var staying = await Rehearsal.StartAsync();

        leaving.Shell.Within(() => new ModuleCleanup().OnRemove(null!));

        Assert.False(leaving.Session.IsConnected);
        Assert.True(staying.Session.IsConnected);
    }
}
