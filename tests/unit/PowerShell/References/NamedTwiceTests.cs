namespace VpsOrg.PowerShell.Tests;

/// <summary>What is named by id and name must be both: a row may be old, of another account, or of a rehearsal.</summary>
public abstract class NamedTwiceTests(SandboxServerIds ids)
{
    private static readonly Dictionary<string, Func<Rehearsal, object, Task<CommandResult>>> Writers = new()
    {
        ["stop"] = (rehearsal, row) => rehearsal.RunAsync<StopVpsServerCommand>(input: [row]),
        ["start"] = (rehearsal, row) => rehearsal.RunAsync<StartVpsServerCommand>(input: [row]),
        ["restart"] = (rehearsal, row) => rehearsal.RunAsync<RestartVpsServerCommand>(input: [row]),
        ["remove"] = (rehearsal, row) => rehearsal.RunAsync<RemoveVpsServerCommand>(new { Force = true }, input: [row]),
        ["set"] = (rehearsal, row) => rehearsal.RunAsync<SetVpsServerCommand>(new { BackupsEnabled = true }, input: [row]),
    };

    public static TheoryData<string> EveryWriter => [.. Writers.Keys];

    [Theory]
    [MemberData(nameof(EveryWriter))]
    public async Task A_server_of_another_name_takes_no_write(string writer)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var record = (await Writers[writer](rehearsal, Rows.Of(new { Id = Web, Name = "db-server-01" }))).OnlyError("ServerMismatch");

        Assert.Equal(ErrorCategory.InvalidData, record.CategoryInfo.Category);
        Assert.Contains("'db-server-01', but here its name is 'web-server-01'", record.ToString(), StringComparison.Ordinal);
        Assert.Contains("-Id", record.ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal([$"GET servers/{Web}/"], rehearsal.Sent);
    }

    [Fact]
    public async Task A_name_that_came_as_a_number_counts_too()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        (await Writers["stop"](rehearsal, Rows.Of(new { Id = Web, Name = 777L }))).OnlyError("ServerMismatch");

        Assert.Empty(rehearsal.Writes);
    }

    [Theory]
    [MemberData(nameof(EveryWriter))]
    public async Task A_server_of_that_name_takes_it_after_one_look(string writer)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await Writers[writer](rehearsal, new System.Collections.Hashtable { ["id"] = $"{Web}", ["NAME"] = " Web-Server-01 " });

        Assert.Empty(result.Errors);
        Assert.Equal($"GET servers/{Web}/", rehearsal.Sent[0]);
        Assert.Single(rehearsal.Writes);
    }

    [Fact]
    public async Task The_guard_s_look_serves_for_both()
    {
        var shell = new Shell();
        var account = Assert.Single(await shell.GetAsync<ConnectVpsCommand, VpsSession>(new { Sandbox = true, SandboxUuid = ids == SandboxServerIds.Uuid, Protect = "db-*" })).Sandbox!;
        account.ClearRequests();

        await shell.GetAsync<StopVpsServerCommand, VpsServer>(input: [Rows.Of(new { Id = Web, Name = "web-server-01" })]);

        Assert.Equal(["GET servers/{id}/: 1", "POST servers/{id}/stop/: 1"], account.RequestSummary);
    }

    [Theory]
    [InlineData("WhatIf")]
    [InlineData("Confirm")]
    public async Task Nobody_is_asked_about_the_wrong_server(string preview)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var run = rehearsal.Shell.Prepare<RemoveVpsServerCommand>(input: [Rows.Of(new { Id = Web, Name = "db-server-01" })]);
        run.Parameters.Add(preview, new SwitchParameter(true));

        var result = await run.RunAsync().Guarded();

        result.OnlyError("ServerMismatch");
        Assert.Empty(result.Questions);
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task An_id_alone_insists_and_a_live_server_needs_no_look()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var live = await rehearsal.ServerAsync(Db);

        await rehearsal.ServersAsync<StopVpsServerCommand>(new { Id = Web });
        await rehearsal.ServersAsync<StopVpsServerCommand>(input: [live]);

        Assert.Equal([$"POST servers/{Web}/stop/", $"POST servers/{Db}/stop/"], rehearsal.Sent);
    }

    [Fact]
    public async Task A_name_that_was_resolved_more_than_a_minute_ago_is_looked_at_again()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var run = rehearsal.Shell.Prepare<RemoveVpsServerCommand>(new { Name = "web-server-01" }, answer: _ =>
        {
            rehearsal.Account.RenameServers("other");
            rehearsal.Clock.Advance(TimeSpan.FromSeconds(61));
            return true;
        });

        (await run.RunAsync().Guarded()).OnlyError("ServerMismatch");

        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task A_name_that_was_resolved_just_now_costs_no_further_look()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        await rehearsal.ServersAsync<StopVpsServerCommand>(new { Name = new[] { "web-server-01", "db-server-01" } });

        Assert.Equal(["GET servers/", $"POST servers/{Web}/stop/", $"POST servers/{Db}/stop/"], rehearsal.Sent);
    }

    [Fact]
    public async Task Names_are_read_again_where_the_list_is_more_than_a_minute_old()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        IEnumerable<object?> Names()
        {
            yield return "web-server-01";
            rehearsal.Clock.Advance(TimeSpan.FromSeconds(61));
            yield return "db-server-01";
        }

        await rehearsal.ServersAsync<StopVpsServerCommand>(input: Names());

        Assert.Equal(["GET servers/", $"POST servers/{Web}/stop/", "GET servers/", $"POST servers/{Db}/stop/"], rehearsal.Sent);
    }

    private object Web => TestIds.Of(ids, 1);

    private object Db => TestIds.Of(ids, 2);

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : NamedTwiceTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : NamedTwiceTests(SandboxServerIds.Uuid);
}
