namespace VpsOrg.PowerShell.Tests;

/// <summary>The shell in a rehearsal, whose servers and addresses are invented: only what stands in for a server on this machine is connected to.</summary>
public sealed class EnterSandboxTests
{
    private readonly StandInTerminal _terminal = new();

    [Theory]
    [InlineData(VpsAddressKind.IPAddress, "ssh -l root -- 203.0.113.10")]
    [InlineData(VpsAddressKind.IPv6Address, "ssh -l root -- 2001:db8::1")]
    [InlineData(VpsAddressKind.Hostname, "ssh -l root -- web01.example.com")]
    public async Task A_simulated_server_has_no_shell_and_its_address_is_connected_to_by_nobody(VpsAddressKind address, string commandLine)
    {
        var rehearsal = await Rehearsal.StartAsync();

        var record = (await EnterAsync(rehearsal, new { Id = 12345, Address = address })).Terminating("ServerSimulated");

        Assert.Contains($"On an account, this would start '{commandLine}'.", record.ToString(), StringComparison.Ordinal);
        Assert.Contains("stand in", record.ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(_terminal.Started);
    }

    [Fact]
    public async Task A_host_name_that_a_rehearsal_gave_its_server_is_connected_to_by_nobody()
    {
        var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.RunAsync<SetVpsServerCommand>(new { Id = 12345, Hostname = "example.com" });

        (await EnterAsync(rehearsal, new { Id = 12345, Address = VpsAddressKind.Hostname })).Terminating("ServerSimulated");

        Assert.Empty(_terminal.Started);
    }

    [Theory]
    [InlineData(VpsAddressKind.IPAddress)]
    [InlineData(VpsAddressKind.IPv6Address)]
    [InlineData(VpsAddressKind.Hostname)]
    public async Task What_stands_in_for_a_server_is_connected_to_on_this_machine(VpsAddressKind address)
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.AddPort(new SandboxPort { Server = "web-server-01", StandIn = 40022 });
        rehearsal.Account.AddPort(new SandboxPort { Server = "db-server-01", Number = 2222, StandIn = 40023 });

        Assert.True((await EnterAsync(rehearsal, new { Id = 12345, Address = address })).RanToEnd);
        Assert.True((await EnterAsync(rehearsal, new { Id = 12346, Port = 2222, User = "deploy" })).RanToEnd);
        (await EnterAsync(rehearsal, new { Id = 12346 })).Terminating("ServerSimulated");

        Assert.Equal([$"{StandInTerminal.Ssh} -p 40022 -l root -- 127.0.0.1", $"{StandInTerminal.Ssh} -p 40023 -l deploy -- 127.0.0.1"], _terminal.Started);
    }

    [Fact]
    public async Task What_is_wrong_with_the_server_is_told_as_on_an_account()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.AddPort(new SandboxPort { StandIn = 40022 });
        rehearsal.Account.SetServerStatus(12345, "stopped");

        (await EnterAsync(rehearsal, new { Id = 12345 })).Terminating("ServerNotActive");

        Assert.Empty(_terminal.Started);
    }

    private Task<CommandResult> EnterAsync(Rehearsal rehearsal, object parameters) =>
        rehearsal.Shell.Prepare(_terminal.Serve(new EnterVpsServerCommand()), parameters).RunAsync().Guarded();
}
