using System.Reflection;

namespace VpsOrg.PowerShell.Tests;

/// <summary>A preview never promises what the session would refuse, and nobody is asked about it.</summary>
public sealed class GuardPreviewTests
{
    public static TheoryData<string> Writers => new(WriterNames);

    /// <summary>Those that change a server that there is; a start is let through.</summary>
    public static TheoryData<string> Changers => new(WriterNames.Where(name => !MayPass(name)));

    /// <summary>Those that protection does not concern.</summary>
    public static TheoryData<string> Passers => new(WriterNames.Where(MayPass));

    private static IEnumerable<string> WriterNames => CommandCatalog.ActingOnAnAccount
        .Where(type => type.GetCustomAttribute<CmdletAttribute>()!.SupportsShouldProcess)
        .Select(type => type.Name);

    [Theory]
    [MemberData(nameof(Writers))]
    public async Task A_preview_in_a_read_only_session_says_what_the_real_run_says(string command)
    {
        var real = await RunAsync(command, new { Sandbox = true, ReadOnly = true }, "ConfirmPreference", ConfirmImpact.None);
        var preview = await RunAsync(command, new { Sandbox = true, ReadOnly = true }, "WhatIfPreference", true);

        AssertRefused(preview, "SessionReadOnly", real);
    }

    [Theory]
    [MemberData(nameof(Changers))]
    public async Task A_preview_for_a_protected_server_says_what_the_real_run_says(string command)
    {
        var real = await RunAsync(command, new { Sandbox = true, Protect = "web-*" }, "ConfirmPreference", ConfirmImpact.None);
        var preview = await RunAsync(command, new { Sandbox = true, Protect = "web-*" }, "WhatIfPreference", true);

        AssertRefused(preview, "ServerProtected", real);
    }

    [Theory]
    [MemberData(nameof(Passers))]
    public async Task A_preview_of_what_protection_lets_through_is_one(string command)
    {
        var preview = await RunAsync(command, new { Sandbox = true, Protect = "web-*" }, "WhatIfPreference", true);

        Assert.Empty(preview.Errors);
        Assert.Single(preview.Questions);
    }

    [Theory]
    [MemberData(nameof(Changers))]
    public async Task A_preview_for_another_server_of_a_session_that_protects_some_is_one(string command)
    {
        var preview = await RunAsync(command, new { Sandbox = true, Protect = "db-*" }, "WhatIfPreference", true);

        Assert.Empty(preview.Errors);
        Assert.Single(preview.Questions);
    }

    [Theory]
    [MemberData(nameof(Changers))]
    public async Task Nobody_is_asked_about_what_would_be_refused(string command)
    {
        var asked = await RunAsync(command, new { Sandbox = true, Protect = "web-*" }, "ConfirmPreference", ConfirmImpact.Low);

        Assert.Equal("ServerProtected", (asked.TerminatingError ?? Assert.Single(asked.Errors)).Id());
        Assert.Empty(asked.Questions);
    }

    [Fact]
    public async Task A_name_that_cannot_be_read_is_refused_in_a_preview_too()
    {
        var shell = new Shell();
        var session = Assert.Single(await shell.GetAsync<ConnectVpsCommand, VpsSession>(new { Sandbox = true, Protect = "web-*", MaximumRetryCount = 0 }));
        session.Sandbox!.FailNext("GET", "servers/{id}/", SandboxFaultKind.Status, status: 500);

        (await shell.RunAsync<StopVpsServerCommand>(new { Id = 12346, WhatIf = true })).OnlyError("ServerProtected");
    }

    private static bool MayPass(string command) => command is nameof(NewVpsServerCommand) or nameof(StartVpsServerCommand) or nameof(NewVpsSnapshotCommand);

    private static async Task<CommandResult> RunAsync(string command, object connection, string preference, object value)
    {
        var shell = new Shell { Variables = { [preference] = value } };
        Assert.Single(await shell.GetAsync<ConnectVpsCommand, VpsSession>(connection));
        return await CommandCatalog.RunAsync(command, shell);
    }

    private static void AssertRefused(CommandResult preview, string id, CommandResult real)
    {
        var refusal = preview.TerminatingError ?? Assert.Single(preview.Errors);
        Assert.Equal(id, refusal.Id());
        Assert.Equal((real.TerminatingError ?? Assert.Single(real.Errors)).ToString(), refusal.ToString());
        Assert.Empty(preview.Questions);
    }
}
