using VpsOrg.Sandbox.Hosting;

namespace VpsOrg.PowerShell.Tests;

/// <summary>Only Connect-Vps reads the environment. One process has one environment: nothing else runs meanwhile.</summary>
[Collection(nameof(EnvironmentTests))]
[CollectionDefinition(nameof(EnvironmentTests), DisableParallelization = true)]
public sealed class EnvironmentTests : IAsyncLifetime
{
    private const string Token = "vps_environment";
    private SandboxServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await SandboxServer.StartAsync(new SandboxOptions { Token = Token });
        Environment.SetEnvironmentVariable("VPS_API_TOKEN", Token);
        Environment.SetEnvironmentVariable("VPS_API_URL", _server.BaseAddress.ToString());
    }

    public async Task DisposeAsync()
    {
        Environment.SetEnvironmentVariable("VPS_API_TOKEN", null);
        Environment.SetEnvironmentVariable("VPS_API_URL", null);
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Connect_takes_token_and_address_from_there_and_says_so()
    {
        var result = await new Shell().RunAsync<ConnectVpsCommand>(new { Verbose = true });

        Assert.Equal(_server.BaseAddress, Assert.IsType<VpsSession>(Assert.Single(result.Objects)).ApiUri);
        Assert.Contains(result.Verbose, line => line.Contains("VPS_API_TOKEN", StringComparison.Ordinal));
        Assert.Contains(result.Verbose, line => line.Contains("VPS_API_URL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_typed_beats_the_environment()
    {
        await using var typed = await SandboxServer.StartAsync(new SandboxOptions { Token = "vps_typed" });

        await new Shell().GetAsync<ConnectVpsCommand, VpsSession>(new { Token = SecretText.Of("vps_typed"), ApiUri = typed.BaseAddress });

        Assert.True(Assert.Single(typed.Account.Requests).Authorized);
        Assert.Empty(_server.Account.Requests);
    }

    [Fact]
    public async Task The_sandbox_reads_none_of_it()
    {
        await new Shell().GetAsync<ConnectVpsCommand, VpsSession>(new { Sandbox = true });

        Assert.Empty(_server.Account.Requests);
    }

    [Fact]
    public async Task No_other_command_falls_through_to_it()
    {
        foreach (var command in CommandCatalog.ActingOnAnAccount)
        {
            (await CommandCatalog.RunAsync(command.Name, new Shell())).Terminating("NotConnected");
        }

        Assert.Empty(_server.Account.Requests);
    }

    [Fact]
    public async Task An_address_that_is_none_is_an_error_at_once()
    {
        Environment.SetEnvironmentVariable("VPS_API_URL", "not an address");

        var result = await new Shell().RunAsync<ConnectVpsCommand>();

        Assert.Contains("VPS_API_URL", result.Terminating("InvalidParameter").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_and_with_nobody_to_ask_it_is_an_error_at_once()
    {
        Environment.SetEnvironmentVariable("VPS_API_TOKEN", " ");

        var result = await new Shell().RunAsync<ConnectVpsCommand>();

        Assert.Equal(ErrorCategory.AuthenticationError, result.Terminating("NoToken").CategoryInfo.Category);
        Assert.Empty(_server.Account.Requests);
    }
}
