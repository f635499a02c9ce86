namespace VpsOrg.PowerShell.Tests;

/// <summary>A file and an account become the same, and nothing is done that the file does not ask for.</summary>
public abstract class SyncServerTests(SandboxServerIds ids)
{
    private object Web => TestIds.Of(ids, 1);

    private object Db => TestIds.Of(ids, 2);

    [Fact]
    public async Task It_orders_then_changes_then_starts_and_stops_and_a_run_after_it_does_nothing()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var first = await rehearsal.SyncAsync(new { ApplyStatus = true, Wait = true }, Syncing.Fleet);
        var writes = rehearsal.Writes;
        rehearsal.Account.ClearRequests();
        var second = await rehearsal.SyncAsync(new { ApplyStatus = true, Wait = true }, Syncing.Fleet);

        Assert.Equal(
            [
                "app-01 Ordered: ordered: app-01 (plan 1, OS 5, us-west)",
                "db-server-01 Changed: hostname: db01.example.com -> db02.example.com; backups_enabled: false -> true; status: active -> stopped",
                "web-server-01 Unchanged",
            ],
            first.Results());
        Assert.Equal(["POST servers/", $"PATCH servers/{Db}/", $"POST servers/{Db}/stop/"], writes);
        Assert.Equal(["web-server-01 Unchanged", "db-server-01 Unchanged", "app-01 Unchanged"], second.Results());
        Assert.Empty(rehearsal.Writes);
        Assert.Empty(second.Shown);
        Assert.Empty((await rehearsal.CompareAsync(Syncing.Fleet)).Differences());
    }

    [Fact]
    public async Task One_line_says_before_the_first_write_how_much_of_what_will_be_done()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.AddServer("twin");
        rehearsal.Account.AddServer("twin");

        var result = await rehearsal.SyncAsync(new { ApplyStatus = true }, [.. Syncing.Fleet, Rows.Of(new { Name = "twin" })]);

        Assert.Equal(["To do at the sandbox, account sandbox@example.com: order 1, change 1, stop 1; 1 unchanged; 1 not touched."], result.Shown);
    }

    [Fact]
    public async Task Without_ApplyStatus_nothing_is_started_or_stopped()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.SetServerStatus(Web, "stopped");

        var result = await rehearsal.SyncAsync(null, Rows.Of(new { Name = "web-server-01", Status = "active" }), Rows.Of(new { Id = Db, Status = "stopped" }));

        Assert.Equal(["web-server-01 Unchanged", "db-server-01 Unchanged"], result.Results());
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task A_new_server_that_is_to_be_stopped_is_stopped_once_it_is_active_where_that_is_waited_for()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var row = Rows.Of(new { Name = "spare-01", PlanId = 1, OsId = 5, Location = "us-west", Status = "stopped" });

        var result = await rehearsal.SyncAsync(new { ApplyStatus = true, Wait = true, AllNew = true }, row);

        Assert.Equal(["spare-01 Ordered: ordered: spare-01 (plan 1, OS 5, us-west); status: active -> stopped"], result.Results());
        Assert.Equal(["spare-01 Unchanged"], (await rehearsal.SyncAsync(new { ApplyStatus = true }, row)).Results());
    }

    [Fact]
    public async Task A_row_with_an_id_renames_its_server()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await rehearsal.SyncAsync(null, Rows.Of(new { Id = Web, Name = "web-01" }));

        Assert.Equal(["web-01 Changed: name: web-server-01 -> web-01"], result.Results());
        Assert.Equal("web-01", (await rehearsal.ServerAsync(Web)).Name);
    }

    [Fact]
    public async Task WhatIf_says_exactly_what_a_run_would_do_and_sends_no_write()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var rows = Syncing.Fleet.Append(Rows.Of(new { Name = "spare-01", PlanId = 1, OsId = 5, Location = "us-west", Status = "stopped" })).ToArray();

        var result = await rehearsal.SyncAsync(new { ApplyStatus = true, Wait = true, WhatIf = true }, rows);

        Assert.Equal(
            [
                "Order server: app-01 (plan 1, OS 5, us-west) at the sandbox, account sandbox@example.com",
                "Order server: spare-01 (plan 1, OS 5, us-west) at the sandbox, account sandbox@example.com",
                $"Change server db-server-01 (id {Db}) at the sandbox, account sandbox@example.com: hostname: db01.example.com -> db02.example.com; backups_enabled: false -> true",
                $"Stop server: db-server-01 (id {Db}) at the sandbox, account sandbox@example.com",
                "Stop server once it is active: spare-01 at the sandbox, account sandbox@example.com",
            ],
            result.Questions.Select(question => question.Text));
        Assert.Empty(result.Results());
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task A_no_declines_that_change_and_the_rest_goes_on()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var run = rehearsal.Shell.Prepare<SyncVpsServerCommand>(new { ApplyStatus = true }, Syncing.Fleet, answer: question => !question.Text.StartsWith("Order", StringComparison.Ordinal));

        var result = await rehearsal.FinishAsync(run.RunAsync().Guarded());

        Assert.Equal(["app-01 Declined", "db-server-01 Changed", "web-server-01 Unchanged"], result.Results().Select(one => one.Split(':')[0]));
        Assert.DoesNotContain("POST servers/", rehearsal.Writes);
    }

    [Theory]
    [InlineData("PlanId", "3")]
    [InlineData("OsId", "1")]
    [InlineData("Location", "eu-west")]
    [InlineData("BackupsEnabled", "maybe")]
    public async Task A_row_that_cannot_be_followed_is_not_touched_at_all_and_the_others_are(string column, string value)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var row = Rows.Of(new { Name = "web-server-01", Hostname = "other.example.com", Status = "stopped" });
        row.Properties.Add(new PSNoteProperty(column, value));

        var result = await rehearsal.SyncAsync(new { ApplyStatus = true }, row, Rows.Of(new { Id = Db, Hostname = "db02.example.com" }));

        result.OnlyError("RowNotTouched");
        Assert.Equal(["db-server-01 Changed: hostname: db01.example.com -> db02.example.com", "web-server-01 Refused"], result.Outcomes());
        Assert.Equal([$"PATCH servers/{Db}/"], rehearsal.Writes);
    }

    [Fact]
    public async Task What_may_be_another_server_is_left_alone()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.AddServer("twin");
        rehearsal.Account.AddServer("twin");

        var result = await rehearsal.SyncAsync(
            null,
            Rows.Of(new { Name = "twin", Hostname = "a.example.com" }),
            Rows.Of(new { Name = "new-01", PlanId = 1, OsId = 5, Location = "us-west" }),
            Rows.Of(new { Name = "NEW-01", PlanId = 1, OsId = 5, Location = "us-west" }),
            Rows.Of(new { Id = TestIds.Of(ids, 9), Name = "old-01", PlanId = 1, OsId = 5, Location = "us-west" }),
            Rows.Of(new { Id = TestIds.Of(ids, 8), Name = "web-server-01", Hostname = "b.example.com" }),
            Rows.Of(new { Id = Db, Name = "web-server-01", Hostname = "c.example.com" }));

        Assert.All(result.Errors, record => Assert.Equal("RowNotTouched", record.Id()));
        Assert.Equal(6, result.Errors.Count);
        Assert.All(result.Outcomes(), outcome => Assert.EndsWith(" Refused", outcome, StringComparison.Ordinal));
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task A_renamed_server_is_not_bought_again_where_its_host_name_shows_it()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        await rehearsal.ServersAsync<SetVpsServerCommand>(new { Id = Web, NewName = "renamed" });
        rehearsal.Account.ClearRequests();

        var result = await rehearsal.SyncAsync(null, Syncing.Fleet[0], Rows.Of(new { Name = "db-server-01" }));

        Assert.Contains($"Server {Web} ('renamed') has the host name of the row", result.OnlyError("RowNotTouched").ToString(), StringComparison.Ordinal);
        Assert.Empty(rehearsal.Writes);
    }

    [Theory]
    [InlineData("Hostname", "bad host")]
    [InlineData("PlanId", "Huge VPS")]
    [InlineData("Location", "")]
    [InlineData("Name", "no_name")]
    public async Task An_order_that_cannot_be_placed_is_an_error_for_its_row_before_anything_is_sent(string column, string value)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var row = Rows.Of(new { Name = "app-01", PlanId = 1, OsId = 5, Location = "us-west", Hostname = "" });
        row.Properties[column]!.Value = value;

        var result = await rehearsal.SyncAsync(null, row, Rows.Of(new { Id = Db, Hostname = "db02.example.com" }));

        result.OnlyError("InvalidParameter");
        Assert.Equal([$"PATCH servers/{Db}/"], rehearsal.Writes);
    }

    [Fact]
    public async Task What_only_a_list_says_is_confirmed_before_anything_is_done_about_it()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Alter, Method = "GET", PathPattern = "servers/", Edits = { ["results[0].hostname"] = "\"old.example.com\"", ["results[1].status"] = "\"stopped\"" } });

        var result = await rehearsal.SyncAsync(new { ApplyStatus = true }, Rows.Of(new { Id = Web, Hostname = "web01.example.com" }), Rows.Of(new { Id = Db, Status = "active" }));

        Assert.Equal(["web-server-01 Unchanged", "db-server-01 Unchanged"], result.Results());
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task A_server_that_only_the_second_list_shows_is_not_ordered()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Alter, Method = "GET", PathPattern = "servers/", Edits = { ["count"] = "1", ["results[1]"] = null } });

        var result = await rehearsal.SyncAsync(null, Rows.Of(new { Name = "web-server-01" }), Rows.Of(new { Name = "db-server-01", PlanId = 2, OsId = 3, Location = "us-east", Hostname = "db02.example.com" }));

        Assert.Equal(["db-server-01 Changed: hostname: db01.example.com -> db02.example.com", "web-server-01 Unchanged"], result.Results());
        Assert.Equal([$"PATCH servers/{Db}/"], rehearsal.Writes);
    }

    [Fact]
    public async Task A_server_that_only_the_first_list_shows_is_not_ordered()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Alter, Method = "GET", PathPattern = "servers/" });
        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Alter, Method = "GET", PathPattern = "servers/", Edits = { ["count"] = "1", ["results[0]"] = null } });

        var result = await rehearsal.SyncAsync(null, Syncing.Fleet[0], Syncing.Fleet[2]);

        Assert.Equal(["app-01 Ordered: ordered: app-01 (plan 1, OS 5, us-west)", "web-server-01 Unchanged"], result.Results());
        Assert.Equal(["POST servers/"], rehearsal.Writes);
    }

    [Fact]
    public async Task A_server_that_a_list_shows_and_its_address_does_not_yet_is_not_ordered_again()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.FailNext("GET", $"servers/{Db}/", SandboxFaultKind.Status, times: 9, status: 404);

        var result = await rehearsal.SyncAsync(null, Syncing.Fleet[0], Syncing.Fleet[1]);

        result.OnlyError("RowNotTouched");
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task What_this_process_ordered_and_no_list_shows_yet_is_not_ordered_again()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        await rehearsal.SyncAsync(null, Syncing.Fleet);
        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Alter, Method = "GET", PathPattern = "servers/", Times = 9, Edits = { ["count"] = "2", ["results[2]"] = null } });

        var result = await rehearsal.SyncAsync(null, Syncing.Fleet);

        Assert.Equal(["web-server-01 Unchanged", "db-server-01 Unchanged", "app-01 Unchanged"], result.Results());
        Assert.Empty(result.Shown);
        Assert.Equal(1, rehearsal.Account.CountRequests("POST", "servers/"));
    }

    [Fact]
    public async Task Credits_that_run_out_end_the_orders_and_not_the_changes()
    {
        var rehearsal = await Rehearsal.StartAsync(credits: 0, ids: ids);

        var result = await rehearsal.SyncAsync(null, [.. Syncing.Fleet, Rows.Of(new { Name = "app-02", PlanId = 1, OsId = 5, Location = "us-west" })]);

        Assert.Equal(["InsufficientCredits", "OrderNotSent"], result.Errors.Select(Records.Id));
        Assert.Equal(["app-01 Failed", "app-02 Failed", "db-server-01 Changed", "web-server-01 Unchanged"], result.Outcomes().Select(one => one.Split(':')[0]));
        Assert.Equal(1, rehearsal.Account.CountRequests("POST", "servers/"));
    }

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : SyncServerTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : SyncServerTests(SandboxServerIds.Uuid);
}
