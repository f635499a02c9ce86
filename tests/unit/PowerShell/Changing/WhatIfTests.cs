using System.Reflection;

namespace VpsOrg.PowerShell.Tests;

public sealed class WhatIfTests
{
    public static TheoryData<string> Writers => new(CommandCatalog.All.Where(Writes).Select(type => type.Name));

    [Theory]
    [MemberData(nameof(Writers))]
    public async Task Under_WhatIf_no_write_leaves_the_machine(string command)
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Shell.Variables["WhatIfPreference"] = true;

        var result = await CommandCatalog.RunAsync(command, rehearsal.Shell);

        Assert.Single(result.Questions);
        Assert.Empty(rehearsal.Writes);
        Assert.Empty(result.Errors);
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public async Task Without_WhatIf_each_of_them_writes(string command)
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.SetServerStatus(12345, command.StartsWith("Start", StringComparison.Ordinal) ? "stopped" : "active");

        await CommandCatalog.RunAsync(command, rehearsal.Shell);

        Assert.Single(rehearsal.Writes);
    }

    [Fact]
    public async Task The_text_names_host_account_id_and_name()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<StopVpsServerCommand>(new { Id = 12345, WhatIf = true });

        Assert.Equal("Stop server: web-server-01 (id 12345) at the sandbox, account sandbox@example.com", Assert.Single(result.Questions).Text);
    }

    [Fact]
    public async Task A_refused_prompt_skips_that_server_only()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var run = rehearsal.Shell.Prepare<RemoveVpsServerCommand>(input: [12345, 12346], answer: question => question.Text.Contains("db-server-01", StringComparison.Ordinal));

        var result = await run.RunAsync().Guarded();

        Assert.Equal(2, result.Questions.Count);
        Assert.Equal(["DELETE servers/12346/"], rehearsal.Writes);
    }

    [Fact]
    public async Task Where_no_text_is_shown_nothing_is_read_for_it()
    {
        var rehearsal = await Rehearsal.StartAsync();

        await rehearsal.ServersAsync<StopVpsServerCommand>(new { Id = 12345 });

        Assert.Equal(["POST servers/12345/stop/"], rehearsal.Sent);
    }

    private static bool Writes(Type type) => type.GetCustomAttribute<CmdletAttribute>()!.SupportsShouldProcess;
}
