namespace VpsOrg.PowerShell.Tests;

/// <summary>Whom a power command writes its servers for: who asks for them, or the command that follows.</summary>
public abstract class HandingOnTests(SandboxServerIds ids)
{
    public static TheoryData<string> Commands => new(nameof(StartVpsServerCommand), nameof(StopVpsServerCommand), nameof(RestartVpsServerCommand));

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_that_follows_gets_the_server_with_its_new_status(string command)
    {
        var rehearsal = await StartAsync(command);
        var piped = await rehearsal.ServerAsync(Web);

        var result = await RunAsync(command, rehearsal, new { }, [piped], isFollowed: true);

        Assert.Equal(Web, Assert.Single(result.Servers()).Id);
        Assert.NotEqual(piped.Status, result.Servers()[0].Status);
        Assert.Single(rehearsal.Sent);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Nobody_follows_and_nothing_is_written(string command)
    {
        var rehearsal = await StartAsync(command);

        Assert.Empty((await RunAsync(command, rehearsal, new { Id = Web })).Objects);

        Assert.Single(rehearsal.Sent);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task PassThru_that_is_switched_off_is_off_whoever_follows(string command)
    {
        var rehearsal = await StartAsync(command);

        Assert.Empty((await RunAsync(command, rehearsal, new { Id = Web, PassThru = false }, isFollowed: true)).Objects);

        Assert.Single(rehearsal.Sent);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task What_is_only_previewed_is_not_handed_on(string command)
    {
        var rehearsal = await StartAsync(command);

        Assert.Empty((await RunAsync(command, rehearsal, new { Id = Web, WhatIf = true }, isFollowed: true)).Objects);
    }

    [Fact]
    public async Task After_a_wait_the_final_status_is_handed_on()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await RunAsync(nameof(StopVpsServerCommand), rehearsal, new { Id = Web, Wait = true }, isFollowed: true);

        Assert.Equal("stopped", Assert.Single(result.Servers()).Status);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_restart_that_was_done_is_no_error_where_only_the_look_afterwards_fails(int status)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.FailNext("GET", "servers/{id}/", SandboxFaultKind.Status, status: status);

        var result = await RunAsync(nameof(RestartVpsServerCommand), rehearsal, new { Id = Web }, isFollowed: true);

        Assert.Empty(result.Errors);
        Assert.Contains($"The API took the request for server {Web}", Assert.Single(result.Warnings), StringComparison.Ordinal);
        var server = Assert.Single(result.Servers());
        Assert.Equal((Web, "rebooting"), (server.Id, server.Status));
    }

    private async Task<Rehearsal> StartAsync(string command)
    {
        var rehearsal = await Rehearsal.StartAsync(delaySec: 3600, ids: ids);
        rehearsal.Account.SetServerStatus(Web, command == nameof(StartVpsServerCommand) ? "stopped" : "active");
        return rehearsal;
    }

    private static Task<CommandResult> RunAsync(string command, Rehearsal rehearsal, object parameters, IEnumerable<object?>? input = null, bool isFollowed = false)
    {
        var type = CommandCatalog.All.Single(one => one.Name == command);
        return rehearsal.FinishAsync(rehearsal.Shell.Prepare((PSCmdlet)Activator.CreateInstance(type)!, parameters, input, isFollowed: isFollowed).RunAsync());
    }

    private object Web => TestIds.Of(ids, 1);

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : HandingOnTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : HandingOnTests(SandboxServerIds.Uuid);
}
