using VpsOrg.Sandbox.Hosting;

namespace VpsOrg.PowerShell.Tests;

/// <summary>What is left over from a rehearsal names nothing on an account.</summary>
public sealed class RehearsalLeftoverTests
{
    [Fact]
    public async Task Sandbox_servers_have_ids_that_no_account_is_near()
    {
        var shell = new Shell { FirstServerId = null };
        await shell.GetAsync<ConnectVpsCommand, VpsSession>(new { Sandbox = true });

        var servers = await shell.GetAsync<GetVpsServerCommand, VpsServer>();

        Assert.Equal([900_000_001, 900_000_002], servers.Select(server => server.Id));
    }

    [Theory]
    [InlineData(900_000_001, true)]
    [InlineData(999_999_999, true)]
    [InlineData(900_000_000, false)]
    [InlineData(99999, false)]
    [InlineData("9e3779b1-5a6d-4b1d-8c5e-000000000001", true)]
    [InlineData("9E3779B1-5A6D-4B1D-8C5E-000000000001", true)]
    [InlineData("9e3779b1-5a6e-4b1d-8c5e-000000000001", false)]
    public async Task An_account_s_404_says_of_such_an_id_that_it_looks_like_a_sandbox_server_s(object id, bool isSaid)
    {
        await using var server = await SandboxServer.StartAsync();
        var shell = new Shell();
        await shell.GetAsync<ConnectVpsCommand, VpsSession>(new { Token = SecretText.Of("vps_sandbox"), ApiUri = server.BaseAddress });

        var result = await shell.RunAsync<RemoveVpsServerCommand>(new { Id = id, Force = true });

        Assert.Equal(isSaid, result.OnlyError("ServerNotFound").ToString().Contains("looks like the id of a sandbox server", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_sandbox_itself_says_nothing_of_the_kind()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<RemoveVpsServerCommand>(new { Id = 900_000_009, Force = true });

        Assert.DoesNotContain("sandbox server", result.OnlyError("ServerNotFound").ToString(), StringComparison.Ordinal);
    }
}
