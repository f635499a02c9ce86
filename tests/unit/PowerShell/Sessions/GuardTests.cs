using System.Reflection;

namespace VpsOrg.PowerShell.Tests;

/// <summary>What a session can be told never to do.</summary>
public sealed class GuardTests
{
    public static TheoryData<string> Writers => new(CommandCatalog.ActingOnAnAccount
        .Where(type => type.GetCustomAttribute<CmdletAttribute>()!.SupportsShouldProcess)
        .Select(type => type.Name));

    [Theory]
    [MemberData(nameof(Writers))]
    public async Task A_read_only_session_refuses_every_write(string command)
    {
        var (shell, account) = await ConnectAsync(new { Sandbox = true, ReadOnly = true });

        var result = await CommandCatalog.RunAsync(command, shell);

        var record = result.TerminatingError ?? Assert.Single(result.Errors);
        Assert.Equal("SessionReadOnly", record.Id());
        Assert.Equal(ErrorCategory.PermissionDenied, record.CategoryInfo.Category);
        Assert.DoesNotContain(account.Requests, request => request.Method != "GET");
    }

    [Fact]
    public async Task A_read_only_session_reads()
    {
        var (shell, _) = await ConnectAsync(new { Sandbox = true, ReadOnly = true });

        Assert.Equal(2, (await shell.GetAsync<GetVpsServerCommand, VpsServer>()).Count);
    }

    [Fact]
    public async Task A_protected_server_is_not_even_removed_with_Force()
    {
        var (shell, account) = await ConnectAsync(new { Sandbox = true, Protect = "db-*" });

        var result = await shell.RunAsync<RemoveVpsServerCommand>(new { Force = true }, input: [12346, 12345]);

        Assert.Equal(12346, result.OnlyError("ServerProtected").TargetObject);
        Assert.Equal(["servers/12345/"], account.Requests.Where(request => request.Method == "DELETE").Select(request => request.Path));
    }

    [Fact]
    public async Task A_protected_server_may_be_started()
    {
        var (shell, account) = await ConnectAsync(new { Sandbox = true, Protect = "db-*" });
        account.SetServerStatus(12346, "stopped");

        var result = await shell.RunAsync<StartVpsServerCommand>(new { Id = 12346 });

        Assert.Empty(result.Errors);
    }

    [Fact]
    public async Task The_trail_gets_a_line_before_and_one_after_each_write()
    {
        var path = Path.GetRandomFileName();
        var full = Path.Combine(Path.GetTempPath(), path);
        try
        {
            var (shell, _) = await ConnectAsync(new { Sandbox = true, LogPath = path });

            await shell.RunAsync<StopVpsServerCommand>(new { Id = 12345 });

            Assert.Equal(["begin", "end"], File.ReadAllLines(full).Select(line => line.Contains("\"begin\"", StringComparison.Ordinal) ? "begin" : "end"));
        }
        finally
        {
            File.Delete(full);
        }
    }

    [Fact]
    public async Task A_trail_that_cannot_be_written_is_refused_when_connecting()
    {
        var shell = new Shell();

        var result = await shell.RunAsync<ConnectVpsCommand>(new { Sandbox = true, LogPath = Path.Combine("no", "such", "folder", "trail.log") });

        Assert.NotNull(result.TerminatingError);
        Assert.Empty(await shell.GetAsync<GetVpsSessionCommand, VpsSession>());
    }

    private static async Task<(Shell Shell, SandboxAccount Account)> ConnectAsync(object parameters)
    {
        var shell = new Shell();
        var session = Assert.Single(await shell.GetAsync<ConnectVpsCommand, VpsSession>(parameters));
        return (shell, session.Sandbox!);
    }
}
