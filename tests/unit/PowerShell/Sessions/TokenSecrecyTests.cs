using System.Reflection;
using VpsOrg.Sandbox.Hosting;

namespace VpsOrg.PowerShell.Tests;

/// <summary>The token is in no stream, no record and no text.</summary>
public sealed class TokenSecrecyTests
{
    private const string Canary = "vps_canary_9f3b7a51";

    [Fact]
    public async Task No_stream_of_any_command_shows_the_token()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Token = Canary });
        var shell = new Shell();
        var connected = await shell.RunAsync<ConnectVpsCommand>(new { Token = SecretText.Of(Canary), ApiUri = server.BaseAddress, Verbose = true, Debug = true });
        shell.Variables["VerbosePreference"] = "Continue";
        shell.Variables["DebugPreference"] = "Continue";
        server.Account.InjectFault(new SandboxFault { PathPattern = "servers/12346/", Kind = SandboxFaultKind.Status, Status = 403, Body = $"{{\"detail\":\"no way, {Canary}\"}}" });

        var read = await shell.RunAsync<GetVpsServerCommand>(new { Id = new[] { 12345L, 12346L, 99999L } });

        Assert.NotEmpty(read.Debug);
        Assert.NotEmpty(read.Verbose);
        Assert.Equal(2, read.Errors.Count);
        Assert.All(new[] { connected, read }.SelectMany(Everything), text => Assert.DoesNotContain(Canary, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rejected_token_is_not_quoted()
    {
        await using var server = await SandboxServer.StartAsync();

        var result = await new Shell().RunAsync<ConnectVpsCommand>(new { Token = SecretText.Of(Canary), ApiUri = server.BaseAddress, Verbose = true, Debug = true });

        result.Terminating("TokenRejected");
        Assert.All(Everything(result), text => Assert.DoesNotContain(Canary, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bound_parameters_which_errors_carry_lose_the_token()
    {
        await using var server = await SandboxServer.StartAsync();

        var result = await new Shell().RunAsync<ConnectVpsCommand>(new { Token = SecretText.Of(Canary), ApiUri = server.BaseAddress });

        Assert.DoesNotContain("Token", result.Invocation.BoundParameters.Keys);
    }

    [Fact]
    public async Task Plain_text_is_refused_and_neither_kept_nor_quoted()
    {
        var shell = new Shell();
        var run = shell.Prepare<ConnectVpsCommand>(new { Token = Canary }, line: $"Connect-Vps {Canary}");

        var result = await run.RunAsync().Guarded();

        Assert.Equal(ErrorCategory.InvalidArgument, result.Terminating("PlainTextToken").CategoryInfo.Category);
        Assert.DoesNotContain(Canary, result.Invocation.DisplayScriptPosition?.Text ?? Canary, StringComparison.Ordinal);
        Assert.All(Everything(result), text => Assert.DoesNotContain(Canary, text, StringComparison.Ordinal));
        Assert.Empty(await shell.GetAsync<GetVpsSessionCommand, VpsSession>());
    }

    [Fact]
    public async Task A_command_line_that_holds_the_token_is_not_quoted()
    {
        await using var server = await SandboxServer.StartAsync();
        var run = new Shell().Prepare<ConnectVpsCommand>(
            new { Token = SecretText.Of(Canary), ApiUri = server.BaseAddress }, line: $"Connect-Vps (ConvertTo-SecureString {Canary} -AsPlainText)");

        var result = await run.RunAsync().Guarded();

        Assert.DoesNotContain(Canary, result.Invocation.DisplayScriptPosition?.Text ?? Canary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("vps_with space")]
    [InlineData("vps_ünicode")]
    public async Task A_text_that_is_no_token_is_refused_without_quoting_it(string token)
    {
        var result = await new Shell().RunAsync<ConnectVpsCommand>(new { Token = SecretText.Of(token) });

        var record = result.Terminating("InvalidParameter");
        Assert.True(token.Length == 0 || !record.ToString().Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_public_member_of_a_session_holds_the_token()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Token = Canary });
        var shell = new Shell();

        var session = Assert.Single(await shell.GetAsync<ConnectVpsCommand, VpsSession>(new { Token = SecretText.Of(Canary), ApiUri = server.BaseAddress }));

        var texts = session.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.GetValue(session)?.ToString() ?? "");
        Assert.All(texts.Append(session.ToString()), text => Assert.DoesNotContain(Canary, text, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Everything(CommandResult result) =>
        result.Verbose.Concat(result.Debug).Concat(result.Warnings)
            .Concat(result.Objects.Select(one => one?.ToString() ?? ""))
            .Concat(result.Errors.Append(result.TerminatingError).OfType<ErrorRecord>().SelectMany(TextsOf))
            .Concat(result.Invocation.BoundParameters.Values.Select(value => value?.ToString() ?? ""));

    private static IEnumerable<string> TextsOf(ErrorRecord record) =>
        [record.ToString(), record.Exception.ToString(), record.FullyQualifiedErrorId, record.TargetObject?.ToString() ?? "", record.ErrorDetails?.RecommendedAction ?? ""];
}
