namespace VpsOrg.PowerShell.Tests;

public abstract class RestoreSnapshotTests(SandboxServerIds ids)
{
    [Fact]
    public async Task The_prompt_names_server_address_snapshot_and_age_and_says_what_is_lost()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var id = rehearsal.AddSnapshot(Web, "before-update", daysAgo: 3);

        var result = await rehearsal.RunAsync<RestoreVpsSnapshotCommand>(new { Id = id });

        Assert.Contains(
            $"Overwrite server with snapshot 'before-update' (id {id}) taken 3 d ago: all data since then is lost: web-server-01 (id {Web}, 203.0.113.10) at the sandbox, account",
            Assert.Single(result.Questions).Text,
            StringComparison.Ordinal);
        Assert.Equal([$"POST snapshots/{id}/restore/"], rehearsal.Writes);
        Assert.Empty(result.Objects);
    }

    [Fact]
    public async Task Force_asks_nothing_and_a_no_restores_nothing()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var id = rehearsal.AddSnapshot(Web, "a");

        var asked = await rehearsal.Shell.Prepare<RestoreVpsSnapshotCommand>(new { Id = id }, answer: _ => false).RunAsync().Guarded();
        Assert.Single(asked.Questions);
        Assert.Empty(rehearsal.Writes);

        Assert.Empty((await rehearsal.RunAsync<RestoreVpsSnapshotCommand>(new { Id = id, Force = true })).Questions);
        Assert.Single(rehearsal.Writes);
    }

    [Theory]
    [InlineData("Confirm")]
    [InlineData("WhatIf")]
    public async Task An_explicit_Confirm_or_WhatIf_beats_Force(string explicitly)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var run = rehearsal.Shell.Prepare<RestoreVpsSnapshotCommand>(new { Id = rehearsal.AddSnapshot(Web, "a"), Force = true }, answer: _ => false);
        run.Parameters.Add(explicitly, new SwitchParameter(true));

        Assert.Single((await run.RunAsync().Guarded()).Questions);
        Assert.Empty(rehearsal.Writes);
    }

    public static TheoryData<string> WaysToNameTwo => ["ids", "pipeline", "pipeline of snapshots", "names", "one that is not completed", "with others", "what if"];

    [Theory]
    [MemberData(nameof(WaysToNameTwo))]
    public async Task Two_snapshots_of_one_server_are_refused_before_anything_is_sent(string way)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var (first, other, second) = (rehearsal.AddSnapshot(Web, "a"), rehearsal.AddSnapshot(Db, "a"), rehearsal.AddSnapshot(Web, "b", way == "one that is not completed" ? "in_progress" : "completed"));
        var read = await rehearsal.ReadSnapshotsAsync();

        var result = way switch
        {
            "ids" => await rehearsal.RunAsync<RestoreVpsSnapshotCommand>(new { Id = new[] { first, second }, Force = true }),
            "pipeline of snapshots" => await rehearsal.RunAsync<RestoreVpsSnapshotCommand>(new { Force = true }, read),
            "names" => await rehearsal.RunAsync<RestoreVpsSnapshotCommand>(new { Server = new[] { Db, Web }, Name = new[] { "a", "b" }, Force = true }),
            "what if" => await rehearsal.RunAsync<RestoreVpsSnapshotCommand>(new { WhatIf = true }, [first, second]),
            "with others" => await rehearsal.RunAsync<RestoreVpsSnapshotCommand>(new { Force = true }, [Gone, first, other, $"{second}"]),
            _ => await rehearsal.RunAsync<RestoreVpsSnapshotCommand>(new { Force = true }, [first, second]),
        };

        var record = result.Terminating("SnapshotsOfOneServer");
        Assert.Contains($"of web-server-01 (id {Web}) at the sandbox", record.ToString(), StringComparison.Ordinal);
        Assert.Contains($"{first} ('a')", record.ToString(), StringComparison.Ordinal);
        Assert.Contains($"{second} ('b')", record.ToString(), StringComparison.Ordinal);
        Assert.Empty(rehearsal.Writes);
        Assert.Empty(result.Questions);
    }

    [Fact]
    public async Task One_snapshot_that_is_named_twice_is_restored_once()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var id = rehearsal.AddSnapshot(Web, "a");

        var result = await rehearsal.RunAsync<RestoreVpsSnapshotCommand>(new { Force = true }, [id, $"{id}", .. await rehearsal.ReadSnapshotsAsync()]);

        Assert.Empty(result.Errors);
        Assert.Equal([$"POST snapshots/{id}/restore/"], rehearsal.Writes);
    }

    [Fact]
    public async Task Only_a_completed_one_is_restored_and_the_rest_goes_on()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var (unfinished, whole) = (rehearsal.AddSnapshot(Web, "a", "in_progress"), rehearsal.AddSnapshot(Db, "b"));

        var result = await rehearsal.RunAsync<RestoreVpsSnapshotCommand>(new { Force = true }, [unfinished, Gone, whole]);

        Assert.Equal(["SnapshotNotFound", "SnapshotNotCompleted"], result.Errors.Select(error => error.Id()));
        Assert.Contains("'in_progress'", result.Errors[1].ToString(), StringComparison.Ordinal);
        Assert.Equal([$"POST snapshots/{whole}/restore/"], rehearsal.Writes);
    }

    [Fact]
    public async Task What_a_piped_snapshot_says_of_its_status_is_not_believed()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var id = rehearsal.AddSnapshot(Web, "a");
        var old = Assert.Single(await rehearsal.ReadSnapshotsAsync());
        rehearsal.Account.SetSnapshotStatus($"{id}", "failed");

        (await rehearsal.RunAsync<RestoreVpsSnapshotCommand>(new { Force = true }, [old])).OnlyError("SnapshotNotCompleted");

        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task With_Wait_the_server_is_written_with_the_status_that_it_has_then()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var server = Assert.Single(await rehearsal.ServersAsync<RestoreVpsSnapshotCommand>(new { Id = rehearsal.AddSnapshot(Web, "a"), Wait = true, Force = true }));

        Assert.Equal((Web, "stopped"), (server.Id, server.Status));
    }

    [Fact]
    public async Task A_status_that_does_not_say_how_it_ended_is_an_error_beside_the_server()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.FailRestore("broken");

        var result = await rehearsal.RunAsync<RestoreVpsSnapshotCommand>(new { Wait = true, Force = true }, [rehearsal.AddSnapshot(Web, "a"), rehearsal.AddSnapshot(Db, "b")]);

        var record = result.OnlyError("RestoreUnconfirmed");
        Assert.Contains("'broken'", record.ToString(), StringComparison.Ordinal);
        Assert.Contains($"Get-VpsServer {Web}", record.ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(["broken", "stopped"], result.Servers().Select(server => server.Status));
    }

    [Fact]
    public async Task Without_Wait_PassThru_writes_the_server_that_is_being_restored()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var server = Assert.Single(await rehearsal.ServersAsync<RestoreVpsSnapshotCommand>(new { Id = rehearsal.AddSnapshot(Web, "a"), PassThru = true, Force = true }));

        Assert.Equal((Web, "restoring"), (server.Id, server.Status));
    }

    [Fact]
    public async Task A_wait_that_is_over_tells_where_to_look_and_never_to_restore_again()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var ending = rehearsal.Shell.RunAsync<RestoreVpsSnapshotCommand>(new { Id = rehearsal.AddSnapshot(Web, "a"), Wait = true, TimeoutSec = 7, Force = true });
        await rehearsal.Clock.UntilAskedAsync(rehearsal.Poll);

        await rehearsal.Clock.PassAsync(TimeSpan.FromSeconds(7));

        Assert.Equal(
            $"What is under way goes on at VPS.org: look at it with Get-VpsServer {Web}.",
            (await ending.Guarded()).OnlyError("OperationTimeout").ErrorDetails!.RecommendedAction);
    }

    [Fact]
    public async Task By_server_and_exact_name_it_is_that_server_s()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var (mine, _) = (rehearsal.AddSnapshot(Web, "before-update"), rehearsal.AddSnapshot(Db, "before-update"));

        var result = await rehearsal.RunAsync<RestoreVpsSnapshotCommand>(new { Server = "web-server-01", Name = "Before-Update", Force = true });

        Assert.Empty(result.Errors);
        Assert.Equal([$"POST snapshots/{mine}/restore/"], rehearsal.Writes);
    }

    [Fact]
    public async Task The_servers_of_two_rehearsals_are_not_the_same_although_their_ids_are()
    {
        var (one, two) = (await Rehearsal.StartAsync(ids: ids), await Rehearsal.StartAsync(ids: ids));
        one.AddSnapshot(Web, "a");
        two.AddSnapshot(Web, "a");

        var result = await new Shell().RunAsync<RestoreVpsSnapshotCommand>(new { Force = true }, [.. await one.ReadSnapshotsAsync(), .. await two.ReadSnapshotsAsync()]).Guarded();

        Assert.Empty(result.Errors);
        Assert.Single(one.Writes);
        Assert.Single(two.Writes);
    }

    [Fact]
    public async Task Nothing_is_sent_for_an_empty_pipeline_and_a_list_that_fails_restores_nothing()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var id = rehearsal.AddSnapshot(Web, "a");
        await rehearsal.RunAsync<RestoreVpsSnapshotCommand>(new { Force = true }, []);
        Assert.Empty(rehearsal.Sent);
        rehearsal.Account.FailNext("GET", "snapshots/", SandboxFaultKind.Status, status: 500);

        var result = await rehearsal.RunAsync<RestoreVpsSnapshotCommand>(new { Force = true }, [id, rehearsal.AddSnapshot(Web, "b")]);

        Assert.Equal(["ApiUnavailable", "ApiUnavailable"], result.Errors.Select(error => error.Id()));
        Assert.Equal(["GET snapshots/"], rehearsal.Sent);
    }

    private object Web => TestIds.Of(ids, 1);

    private object Db => TestIds.Of(ids, 2);

    private object Gone => TestIds.Of(ids, 99);

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : RestoreSnapshotTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : RestoreSnapshotTests(SandboxServerIds.Uuid);
}
