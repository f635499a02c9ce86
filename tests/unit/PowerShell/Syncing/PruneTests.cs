using System.Globalization;

namespace VpsOrg.PowerShell.Tests;

/// <summary>What no row names is removed only where somebody asked for just that, and nothing speaks against it.</summary>
public abstract class PruneTests(SandboxServerIds ids)
{
    private static readonly PSObject Kept = Rows.Of(new { Name = "web-server-01", Hostname = "www.example.com" });

    private object Db => TestIds.Of(ids, 2);

    [Fact]
    public async Task It_removes_last_what_matches_and_no_row_names_and_tells_each()
    {
        var rehearsal = await StartAsync();

        var result = await SyncAsync(rehearsal, new { Prune = new[] { "DB-*", "web-*" }, Force = true });

        Assert.Equal(["web-server-01 Changed: hostname: web01.example.com -> www.example.com", "db-server-01 Removed: deleted"], result.Results());
        Assert.Equal(["PATCH", "DELETE"], rehearsal.Writes.Select(write => write.Split(' ')[0]));
        Assert.Equal(["To do at the sandbox, account sandbox@example.com: change 1, remove 1."], result.Shown);
        Assert.DoesNotContain(result.Questions, question => question.Caption == "Remove servers");
        Assert.True(rehearsal.Sent.ToList().LastIndexOf($"GET servers/{Db}/") > rehearsal.Sent.ToList().FindIndex(sent => sent.StartsWith("PATCH", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_Prune_nothing_is_ever_removed()
    {
        var rehearsal = await StartAsync();

        (await SyncAsync(rehearsal, new { })).Results();

        Assert.DoesNotContain(rehearsal.Writes, write => write.StartsWith("DELETE", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("**")]
    [InlineData("?*")]
    [InlineData("[a-z]*")]
    [InlineData("*-*")]
    public async Task A_pattern_that_fits_any_name_is_refused(string pattern)
    {
        var rehearsal = await StartAsync();

        (await SyncAsync(rehearsal, new { Prune = new[] { "db-*", pattern }, Force = true })).Terminating("InvalidParameter");

        Assert.Empty(rehearsal.Sent);
    }

    [Fact]
    public async Task It_asks_once_with_all_of_them_in_view_and_a_no_removes_none_and_changes_the_rest()
    {
        var rehearsal = await StartAsync();
        rehearsal.Account.AddServer("db-02");
        rehearsal.Clock.Advance(TimeSpan.FromHours(2));

        var result = await SyncAsync(rehearsal, new { Prune = new[] { "db-*" } }, answer: question => question.Caption != "Remove servers");

        var asked = Assert.Single(result.Questions, question => question.Caption == "Remove servers");
        Assert.Contains($"db-server-01 (id {Db}), db-02 (id", asked.Text, StringComparison.Ordinal);
        Assert.Single(rehearsal.Writes);
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_it_is_an_error_before_anything_is_done()
    {
        var rehearsal = await StartAsync();

        var result = await SyncAsync(rehearsal, new { Prune = new[] { "db-*" }, Confirm = false }, mayAsk: false);

        result.Terminating("NotConfirmed");
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task More_removals_than_are_allowed_refuse_the_whole_run()
    {
        var rehearsal = await StartAsync();
        for (var number = 0; number < 6; number++)
        {
            rehearsal.Account.AddServer($"old-{number}");
        }

        rehearsal.Clock.Advance(TimeSpan.FromHours(2));

        (await SyncAsync(rehearsal, new { Prune = new[] { "old-*" }, Force = true })).Terminating("LimitExceeded");
        (await SyncAsync(rehearsal, new { Prune = new[] { "old-*" }, Force = true, WhatIf = true })).Terminating("LimitExceeded");

        Assert.Empty(rehearsal.Writes);
        Assert.Equal(7, (await SyncAsync(rehearsal, new { Prune = new[] { "old-*" }, Force = true, MaximumRemove = 6 })).Results().Count);
    }

    [Fact]
    public async Task A_server_that_is_not_an_hour_old_or_of_unknown_age_stays()
    {
        var rehearsal = await StartAsync();
        rehearsal.Account.AddServer("db-new");
        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Alter, Method = "GET", PathPattern = "servers/", Edits = { ["results[1].created_at"] = "null" } });

        (await SyncAsync(rehearsal, new { Prune = new[] { "db-*" }, Force = true })).Results();

        Assert.Single(rehearsal.Writes);
    }

    [Theory]
    [InlineData(-61, 0)]
    [InlineData(-59, 1)]
    public async Task A_server_that_only_a_fast_clock_of_this_machine_makes_an_hour_old_stays(int minutesOfTheApi, int deleted)
    {
        var rehearsal = await StartAsync();
        var old = rehearsal.Account.AddServer("old-01");
        rehearsal.Clock.Advance(TimeSpan.FromHours(2));
        rehearsal.Account.InjectFault(new SandboxFault
        {
            Kind = SandboxFaultKind.Alter, Method = "GET", PathPattern = $"servers/{old}/", Times = 9,
            Headers = { ["Date"] = rehearsal.Clock.UtcNow.AddMinutes(minutesOfTheApi).ToString("r", CultureInfo.InvariantCulture) },
        });

        var result = await SyncAsync(rehearsal, new { Prune = new[] { "old-*" }, Force = true });

        Assert.Equal(deleted, rehearsal.Writes.Count(write => write.StartsWith("DELETE ", StringComparison.Ordinal)));
        Assert.Equal(1 - deleted, result.Warnings.Count(warning => warning.EndsWith("is not removed: it is not 1 hour old.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_server_that_the_session_protects_stays()
    {
        var rehearsal = await StartAsync();
        await rehearsal.Shell.RunAsync<DisconnectVpsCommand>(new { Session = new[] { rehearsal.Session } });
        var session = Assert.Single(await rehearsal.Shell.GetAsync<ConnectVpsCommand, VpsSession>(new { Sandbox = true, Protect = new[] { "db-*" }, SandboxUuid = ids == SandboxServerIds.Uuid }));

        (await rehearsal.Shell.RunAsync<SyncVpsServerCommand>(new { Prune = new[] { "db-*" }, Force = true }, [Kept])).Results();

        Assert.DoesNotContain(session.Sandbox!.Requests, request => request.Method == "DELETE");
    }

    [Theory]
    [InlineData("PlanId", "3")]
    [InlineData("BackupsEnabled", "maybe")]
    public async Task No_server_is_removed_where_a_row_cannot_be_followed(string column, string value)
    {
        var rehearsal = await StartAsync();
        var row = Rows.Of(new { Name = "web-server-01" });
        row.Properties.Add(new PSNoteProperty(column, value));

        var result = await SyncAsync(rehearsal, new { Prune = new[] { "db-*" }, Force = true }, [row]);

        result.OnlyError("RowNotTouched");
        Assert.Contains(result.Warnings, warning => warning.StartsWith("No server is removed", StringComparison.Ordinal));
        Assert.Empty(rehearsal.Writes);
        Assert.Empty((await SyncAsync(rehearsal, new { Prune = new[] { "db-*" }, WhatIf = true }, [row])).Questions);
    }

    [Fact]
    public async Task No_server_is_removed_where_a_row_failed()
    {
        var rehearsal = await StartAsync();
        rehearsal.Account.FailNext("PATCH", "servers/{id}/", SandboxFaultKind.Status, status: 403);

        var result = await SyncAsync(rehearsal, new { Prune = new[] { "db-*" }, Force = true });

        result.OnlyError("PermissionDenied");
        Assert.DoesNotContain(rehearsal.Writes, write => write.StartsWith("DELETE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_server_is_removed_where_somebody_said_no_to_a_change()
    {
        var rehearsal = await StartAsync();

        var result = await SyncAsync(rehearsal, new { Prune = new[] { "db-*" }, Force = true }, answer: question => !question.Text.StartsWith("Change", StringComparison.Ordinal));

        Assert.Equal(["web-server-01 Declined"], result.Results());
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task No_server_is_removed_for_a_file_that_was_cut_off_in_the_middle_of_a_row()
    {
        var rehearsal = await StartAsync();

        var result = await SyncAsync(rehearsal, new { Prune = new[] { "db-*" }, Force = true }, [Rows.Of(new { Name = "web-server-01" }), Rows.Of(new { Name = "db-serv" })]);

        result.OnlyError("InvalidParameter");
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task Half_a_file_of_a_fleet_removes_nothing_beyond_the_limit()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 14, ids: ids);
        var export = await rehearsal.ExportAsync();

        (await SyncAsync(rehearsal, new { Prune = new[] { "app-*" }, Force = true }, [.. export.Take(7)])).Terminating("LimitExceeded");

        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task An_old_export_removes_nothing()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 4, ids: ids);
        var export = await rehearsal.ExportAsync();
        await rehearsal.RunAsync<RemoveVpsServerCommand>(new { Id = TestIds.Of(ids, 3), Force = true });
        rehearsal.Account.AddServer("app-new");
        rehearsal.Clock.Advance(TimeSpan.FromHours(2));
        rehearsal.Account.ClearRequests();

        var result = await SyncAsync(rehearsal, new { Prune = new[] { "app-*" }, Force = true }, [.. export]);

        result.OnlyError("RowNotTouched");
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task A_server_that_the_file_knows_by_its_name_before_it_was_renamed_stays()
    {
        var rehearsal = await StartAsync();
        await rehearsal.ServersAsync<SetVpsServerCommand>(new { Id = Db, NewName = "db-main" });
        rehearsal.Account.ClearRequests();

        var result = await SyncAsync(
            rehearsal,
            new { Prune = new[] { "db-*" }, Force = true },
            [Rows.Of(new { Name = "web-server-01" }), Rows.Of(new { Name = "db-server-01", PlanId = 2, OsId = 3, Location = "us-east", Hostname = "db01.example.com" })]);

        result.OnlyError("RowNotTouched");
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task A_server_whose_age_the_second_look_does_not_confirm_stays()
    {
        var rehearsal = await StartAsync();
        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Alter, Method = "GET", PathPattern = $"servers/{Db}/", Times = 9, Edits = { ["created_at"] = "null" } });

        var result = await SyncAsync(rehearsal, new { Prune = new[] { "db-*" }, Force = true });

        Assert.Contains(result.Warnings, warning => warning.EndsWith("is not removed: nobody knows how old it is.", StringComparison.Ordinal));
        Assert.Single(rehearsal.Writes);
    }

    [Fact]
    public async Task A_removal_that_fails_stops_no_other()
    {
        var rehearsal = await StartAsync();
        rehearsal.Account.AddServer("db-02");
        rehearsal.Clock.Advance(TimeSpan.FromHours(2));
        rehearsal.Account.FailNext("DELETE", $"servers/{Db}/", SandboxFaultKind.Status, status: 403);

        var result = await SyncAsync(rehearsal, new { Prune = new[] { "db-*" }, Force = true });

        result.OnlyError("PermissionDenied");
        Assert.Equal("db-02 Removed: deleted", result.Outcomes()[^1]);
    }

    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(NotImplementedException))]
    [InlineData(typeof(RuntimeException))]
    public async Task A_host_that_cannot_ask_is_an_error_before_anything_is_done(Type refusal)
    {
        var rehearsal = await StartAsync();

        var result = await SyncAsync(
            rehearsal, new { Prune = new[] { "db-*" } }, answer: question => question.Caption == "Remove servers" ? throw (Exception)Activator.CreateInstance(refusal, "Nobody is here.")! : true);

        result.Terminating("NotConfirmed");
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task A_server_that_was_renamed_since_the_list_stays()
    {
        var rehearsal = await StartAsync();
        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Alter, Method = "GET", PathPattern = $"servers/{Db}/", Times = 9, Edits = { ["name"] = "\"prod-01\"" } });

        var result = await SyncAsync(rehearsal, new { Prune = new[] { "db-*" }, Force = true });

        result.OnlyError("ServerMismatch");
        Assert.Single(rehearsal.Writes);
    }

    [Fact]
    public async Task A_rehearsal_names_what_would_be_removed_and_asks_nobody()
    {
        var rehearsal = await StartAsync();

        var result = await SyncAsync(rehearsal, new { Prune = new[] { "db-*" }, WhatIf = true }, mayAsk: false);

        Assert.Equal($"Delete server for good: db-server-01 (id {Db}) at the sandbox, account sandbox@example.com", result.Questions[^1].Text);
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task The_file_of_another_account_or_an_empty_one_removes_nothing()
    {
        var rehearsal = await StartAsync();

        (await SyncAsync(rehearsal, new { Prune = new[] { "db-*" }, Force = true }, [Rows.Of(new { Name = "app-01", PlanId = 1, OsId = 5, Location = "us-west" })])).Terminating("NoRowFound");
        (await SyncAsync(rehearsal, new { Prune = new[] { "db-*" }, Force = true }, [])).Terminating("NoRows");
        (await SyncAsync(rehearsal, new { Prune = new[] { "db-*" }, Force = true, AllNew = true })).Terminating("InvalidParameter");

        Assert.Empty(rehearsal.Writes);
    }

    private Task<Rehearsal> StartAsync() => Rehearsal.StartAsync(ids: ids);

    private static Task<CommandResult> SyncAsync(Rehearsal rehearsal, object parameters, PSObject[]? rows = null, Func<Question, bool>? answer = null, bool mayAsk = true)
    {
        var run = rehearsal.Shell.Prepare(new SyncVpsServerCommand { MayAsk = mayAsk }, parameters, rows ?? [Kept], answer);
        return rehearsal.FinishAsync(run.RunAsync().Guarded());
    }

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : PruneTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : PruneTests(SandboxServerIds.Uuid);
}
