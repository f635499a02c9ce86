using System.Text.Json;

namespace VpsOrg.PowerShell.Tests;

public abstract class NewSnapshotTests(SandboxServerIds ids)
{
    [Fact]
    public async Task It_takes_one_and_writes_it_as_it_was_begun()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(new { Server = "web-server-01", Name = "before_update-1", Description = "by hand" });

        var snapshot = Assert.Single(result.Snapshots());
        Assert.Equal(("before_update-1", Web, "web-server-01", "in_progress", null, "by hand"), (snapshot.Name, snapshot.ServerId, snapshot.ServerName, snapshot.Status, snapshot.SizeMB, snapshot.Description));
        Assert.Equal(["POST snapshots/"], rehearsal.Writes);
        Assert.Equal([snapshot.Id], rehearsal.SnapshotsLeft());
    }

    [Theory]
    [InlineData("{server}-{date}", "web-server-01-20250116-154500")]
    [InlineData("{DATE}_{Server}", "20250116-154500_web-server-01")]
    [InlineData(" x{date}{date} ", "x20250116-15450020250116-154500")]
    public async Task The_name_is_filled_in_with_the_server_s_name_and_the_time_in_utc(string template, string name)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        await rehearsal.RunAsync<NewVpsSnapshotCommand>(new { Server = Web, Name = template });

        Assert.Equal(name, SentName(rehearsal));
    }

    [Fact]
    public async Task A_piped_server_that_was_renamed_since_gives_its_new_name()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var old = await rehearsal.ServerAsync(Web);
        await rehearsal.ServersAsync<SetVpsServerCommand>(new { Id = Web, NewName = "www-01" });

        await rehearsal.RunAsync<NewVpsSnapshotCommand>(new { Name = "{server}" }, [old]);

        Assert.Equal("www-01", SentName(rehearsal));
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("a/b")]
    [InlineData("{datum}")]
    [InlineData("{}")]
    [InlineData("{date")]
    [InlineData("{{date}}")]
    [InlineData("a.b")]
    [InlineData("   ")]
    public async Task A_name_that_cannot_be_sent_is_refused_before_anything_is(string name)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        (await rehearsal.RunAsync<NewVpsSnapshotCommand>(new { Server = new[] { Web, Db }, Name = name })).Terminating("InvalidParameter");

        Assert.Empty(rehearsal.Sent);
    }

    [Fact]
    public async Task A_server_that_has_five_takes_no_other_and_the_error_says_what_is_in_the_way()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var there = Enumerable.Range(1, 5).Select(number => rehearsal.AddSnapshot(Web, $"old-{number}", number == 5 ? "in_progress" : "completed", daysAgo: number)).ToArray();

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(new { Name = "a" }, [Web, Db]);

        var record = result.OnlyError("SnapshotLimitReached");
        Assert.Equal((Web, ErrorCategory.QuotaExceeded), (record.TargetObject, record.CategoryInfo.Category));
        Assert.All(there, id => Assert.Contains($"{id} ('old-", record.ToString(), StringComparison.Ordinal));
        Assert.Contains($"{there[1]} ('old-2', 2 d, completed)", record.ToString(), StringComparison.Ordinal);
        Assert.Contains($"Get-VpsSnapshot {Web}", record.ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
        Assert.All(there, id => Assert.DoesNotContain($"{id}", record.ErrorDetails.RecommendedAction, StringComparison.Ordinal));
        Assert.Equal(["db-server-01"], result.Snapshots().Select(one => one.ServerName));
        Assert.Equal(["POST snapshots/"], rehearsal.Writes);
    }

    [Theory]
    [InlineData("WhatIf")]
    [InlineData("Confirm")]
    public async Task Nobody_is_asked_about_a_snapshot_that_has_no_room(string preview)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        Array.ForEach(new[] { "a", "b", "c", "d", "e" }, name => rehearsal.AddSnapshot(Web, name));
        var run = rehearsal.Shell.Prepare<NewVpsSnapshotCommand>(new { Name = "f" }, [Web]);
        run.Parameters.Add(preview, new SwitchParameter(true));

        var result = await run.RunAsync().Guarded();

        result.OnlyError("SnapshotLimitReached");
        Assert.Empty(result.Questions);
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task A_preview_names_server_and_snapshot_and_sends_nothing()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var run = rehearsal.Shell.Prepare<NewVpsSnapshotCommand>(new { Server = Web, Name = "{server}-{date}", WhatIf = true });

        var result = await run.RunAsync().Guarded();

        Assert.Contains($"Take snapshot 'web-server-01-20250116-154500': web-server-01 (id {Web}) at the sandbox", Assert.Single(result.Questions).Text, StringComparison.Ordinal);
        Assert.Empty(rehearsal.Writes);
        Assert.Empty(result.Objects);
    }

    [Fact]
    public async Task A_server_that_is_named_twice_is_taken_once()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(new { Name = "a" }, [Web, "web-server-01", await rehearsal.ServerAsync(Web)]);

        Assert.Equal(["InvalidParameter", "InvalidParameter"], result.Errors.Select(error => error.Id()));
        Assert.Single(rehearsal.Writes);
    }

    [Fact]
    public async Task One_server_that_is_not_there_does_not_stop_the_rest()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(new { Name = "a" }, [Gone, "nowhere", Web]);

        Assert.Equal(["ServerNotFound", "ServerNotFound"], result.Errors.Select(error => error.Id()));
        Assert.Single(result.Snapshots());
    }

    [Fact]
    public async Task With_Wait_it_is_written_when_it_is_completed_and_has_a_size()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(new { Server = Web, Name = "a", Wait = true });

        var snapshot = Assert.Single(result.Snapshots());
        Assert.Equal("completed", snapshot.Status);
        Assert.True(snapshot.SizeMB > 0);
    }

    [Fact]
    public async Task All_are_begun_before_the_first_is_completed_and_one_list_looks_at_many()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 6, ids: ids);
        var servers = Enumerable.Range(1, 6).Select(number => TestIds.Of(ids, number));
        var ending = rehearsal.Shell.RunAsync<NewVpsSnapshotCommand>(new { Name = "{server}", Wait = true }, servers);
        await rehearsal.Clock.UntilWaitingAsync(6).Guarded();
        Assert.Equal(6, rehearsal.SnapshotsLeft().Length);
        rehearsal.Account.ClearRequests();

        for (var look = 1; look <= 4; look++)
        {
            await rehearsal.Clock.UntilWaitingAsync(6).Guarded();
            rehearsal.Clock.Advance(rehearsal.Poll);
        }

        Assert.Equal(6, (await ending).Snapshots().Count(one => one.Status == "completed"));
        Assert.Equal(["", "", "", ""], rehearsal.Account.Requests.Select(request => request.Query));
    }

    [Fact]
    public async Task A_status_that_nobody_knows_ends_the_wait_with_an_error_that_names_it_beside_the_snapshot()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.FailSnapshot("crashed");

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(new { Name = "a", Wait = true }, [Web, Db]);

        var record = result.OnlyError("SnapshotStatusUnknown");
        Assert.Contains("'crashed'", record.ToString(), StringComparison.Ordinal);
        Assert.Contains("Get-VpsSnapshot -Id", record.ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal([Web, Db], result.Snapshots().Select(one => one.ServerId));
        Assert.Equal("completed", result.Snapshots()[1].Status);
    }

    [Fact]
    public async Task A_wait_that_is_over_tells_where_to_look_and_the_snapshot_is_written()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var ending = rehearsal.Shell.RunAsync<NewVpsSnapshotCommand>(new { Server = Web, Name = "a", Wait = true, TimeoutSec = 7 });
        await rehearsal.Clock.UntilAskedAsync(rehearsal.Poll);

        await rehearsal.Clock.ExpireAsync(TimeSpan.FromSeconds(7));

        var result = await ending.Guarded();
        var record = result.OnlyError("OperationTimeout");
        Assert.Contains("was not completed within 7 s; its last status was 'in_progress'", record.ToString(), StringComparison.Ordinal);
        var made = Assert.Single(result.Snapshots());
        Assert.Contains($"Get-VpsSnapshot -Id {made.Id}", record.ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_that_somebody_deletes_ends_the_wait_for_it()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var ending = rehearsal.Shell.RunAsync<NewVpsSnapshotCommand>(new { Server = Web, Name = "a", Wait = true });
        await rehearsal.Clock.UntilAskedAsync(rehearsal.Poll);
        await rehearsal.Session.Client.DeleteSnapshotAsync(VpsId.TryParse(Assert.Single(rehearsal.Account.SnapshotIds), out var id) ? id : default);

        var result = await rehearsal.FinishAsync(ending);

        Assert.Contains("is gone", result.OnlyError("SnapshotStatusUnknown").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_look_that_fails_ends_no_wait()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var ending = rehearsal.Shell.RunAsync<NewVpsSnapshotCommand>(new { Server = Web, Name = "a", Wait = true });
        await rehearsal.Clock.UntilAskedAsync(rehearsal.Poll);
        rehearsal.Account.FailNext("GET", "snapshots/", SandboxFaultKind.Status, status: 500);

        var result = await rehearsal.FinishAsync(ending);

        Assert.Empty(result.Errors);
        Assert.Equal("completed", Assert.Single(result.Snapshots()).Status);
    }

    [Fact]
    public async Task A_rejected_token_ends_the_wait()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var ending = rehearsal.Shell.RunAsync<NewVpsSnapshotCommand>(new { Server = Web, Name = "a", Wait = true });
        await rehearsal.Clock.UntilAskedAsync(rehearsal.Poll);
        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Status, Status = 401, Times = 100 });

        (await rehearsal.FinishAsync(ending)).Terminating("TokenRejected");
    }

    [Fact]
    public async Task A_time_out_without_a_wait_is_refused()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        (await rehearsal.RunAsync<NewVpsSnapshotCommand>(new { Server = Web, Name = "a", TimeoutSec = 7 })).Terminating("InvalidParameter");

        Assert.Empty(rehearsal.Sent);
    }

    private object Web => TestIds.Of(ids, 1);

    private object Db => TestIds.Of(ids, 2);

    private object Gone => TestIds.Of(ids, 99);

    private static string? SentName(Rehearsal rehearsal)
    {
        using var body = JsonDocument.Parse(rehearsal.Account.Requests.Single(request => request is { Method: "POST", Path: "snapshots/" }).BodyText!);
        return body.RootElement.GetProperty("name").GetString();
    }

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : NewSnapshotTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : NewSnapshotTests(SandboxServerIds.Uuid);
}
