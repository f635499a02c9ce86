using VpsOrg.Sandbox.Hosting;

namespace VpsOrg.PowerShell.Tests;

/// <summary>A pattern that protects nothing is told of when connecting.</summary>
public sealed class ProtectTests
{
    [Theory]
    [InlineData(" db-server-01 ")]
    [InlineData("\tDB-*\u00a0")]
    [InlineData("[a-d_]b-*")]
    public async Task White_space_around_a_pattern_is_dropped(string pattern)
    {
        var (result, shell) = await ConnectAsync(pattern);

        Assert.Empty(result.Warnings);
        var removed = await shell.RunAsync<RemoveVpsServerCommand>(new { Id = 12346, Force = true });
        removed.OnlyError("ServerProtected");
    }

    [Theory]
    [InlineData("prod-*,db-*")]
    [InlineData("prod_*")]
    [InlineData("prod *")]
    [InlineData("prod.example.com")]
    [InlineData("prod;db")]
    [InlineData("prod\u2013db")]
    [InlineData("pr\u00f6d*")]
    [InlineData("`*")]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("[")]
    public async Task A_pattern_that_no_name_can_match_is_refused(string pattern)
    {
        var (result, shell) = await ConnectAsync("db-*", pattern);

        result.Terminating("InvalidParameter");
        Assert.Empty(await shell.GetAsync<GetVpsSessionCommand, VpsSession>());
    }

    [Fact]
    public void No_pattern_at_all_protects_nothing_and_is_refused() => Assert.Throws<ArgumentException>(() => ProtectedNames.Of([]));

    [Fact]
    public async Task A_pattern_that_matches_no_server_is_a_warning()
    {
        var (result, _) = await ConnectAsync("prod-*", "db-*");

        Assert.Contains("-Protect 'prod-*' matches no server", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(["GET servers/: 1", "GET account/me/: 1"], ((VpsSession)Assert.Single(result.Objects)!).Sandbox!.RequestSummary);
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_when_connecting_is_one_warning()
    {
        await using var server = await SandboxServer.StartAsync();
        server.Account.FailNext("GET", "servers/", SandboxFaultKind.Status, status: 403);

        var result = await new Shell().RunAsync<ConnectVpsCommand>(
            new { Token = SecretText.Of("vps_sandbox"), ApiUri = server.BaseAddress, Protect = new[] { "prod-*", "stage-*" } });

        Assert.Contains("403", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Single(result.Objects);
    }

    private static async Task<(CommandResult Result, Shell Shell)> ConnectAsync(params string[] protect)
    {
        var shell = new Shell();
        return (await shell.RunAsync<ConnectVpsCommand>(new { Sandbox = true, Protect = protect }), shell);
    }
}
