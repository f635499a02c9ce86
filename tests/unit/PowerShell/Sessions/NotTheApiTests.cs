using VpsOrg.Sandbox.Hosting;

namespace VpsOrg.PowerShell.Tests;

/// <summary>Connecting to a host that is something else says so, whatever it answers with.</summary>
public sealed class NotTheApiTests
{
    [Theory]
    [InlineData(200, "text/html", "<html><head><title>Welcome</title></head></html>")]
    [InlineData(200, "application/json", "[]")]
    [InlineData(200, "application/json", "{}")]
    [InlineData(200, "application/json", "null")]
    [InlineData(200, "application/json", "\"hello\"")]
    [InlineData(200, "application/json", "{\"account\": null, \"name\": \"another service\"}")]
    [InlineData(200, "application/json", "{\"token\": {}, \"results\": null}")]
    [InlineData(200, "text/plain", "")]
    [InlineData(404, "text/html", "<html><head><title>404 Not Found</title></head></html>")]
    [InlineData(404, "application/json", "{\"detail\": \"Not found.\"}")]
    [InlineData(405, "text/plain", "no")]
    [InlineData(301, "text/html", "<html></html>")]
    public async Task What_answers_otherwise_than_the_API_is_not_the_API(int status, string type, string body)
    {
        await using var server = await SandboxServer.StartAsync();
        server.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Body, Status = status, ContentType = type, Body = body, Times = 9 });
        var shell = new Shell();

        var record = (await ConnectAsync(shell, server)).Terminating("NotTheApi");

        Assert.StartsWith($"This is not the VPS.org API: {server.BaseAddress}. GET ", record.ToString(), StringComparison.Ordinal);
        Assert.Contains("https://admin.vps.org/api/v1/", record.ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
        Assert.IsAssignableFrom<VpsException>(record.Exception);
        Assert.Empty(await shell.GetAsync<GetVpsSessionCommand, VpsSession>());
    }

    [Fact]
    public async Task An_account_that_is_not_told_is_proved_by_the_list_and_named_after_its_host()
    {
        await using var server = await SandboxServer.StartAsync();
        server.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Body, PathPattern = "account/me/", Body = "{}" });
        var shell = new Shell();

        var session = Assert.IsType<VpsSession>(Assert.Single((await ConnectAsync(shell, server)).Objects));

        Assert.Null(session.Account);
        Assert.Equal("127.0.0.1", session.Name);
    }

    [Theory]
    [InlineData(401, "TokenRejected")]
    [InlineData(403, "PermissionDenied")]
    [InlineData(503, "ApiUnavailable")]
    public async Task What_the_API_itself_may_say_keeps_its_own_id(int status, string id)
    {
        await using var server = await SandboxServer.StartAsync();
        server.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Status, Status = status, Times = 9 });

        (await ConnectAsync(new Shell { Clock = new ManualClock { MovesByItself = true } }, server)).Terminating(id);
    }

    [Fact]
    public async Task A_list_that_is_not_there_later_on_is_no_server()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.FailNext("GET", "servers/", SandboxFaultKind.Status, status: 404);

        var result = await rehearsal.RunAsync<GetVpsServerCommand>();

        var record = result.TerminatingError ?? Assert.Single(result.Errors);
        Assert.Equal("NotFound", record.Id());
        Assert.Equal("Check that the address is the API's: Get-VpsSession shows it.", record.ErrorDetails!.RecommendedAction);
    }

    private static Task<CommandResult> ConnectAsync(Shell shell, SandboxServer server) =>
        shell.RunAsync<ConnectVpsCommand>(new { Token = SecretText.Of("vps_sandbox"), ApiUri = server.BaseAddress, MaximumRetryCount = 0 });
}
