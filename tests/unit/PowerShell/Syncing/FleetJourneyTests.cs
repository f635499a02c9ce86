namespace VpsOrg.PowerShell.Tests;

/// <summary>The life of a fleet over a real socket: the file is followed, what somebody does by hand is seen and mended, and what was not meant does no harm.</summary>
public abstract class FleetJourneyTests(SandboxServerIds ids)
{
    private object Web => TestIds.Of(ids, 1);

    private object Db => TestIds.Of(ids, 2);

    [Fact]
    public async Task A_fleet_is_made_changed_stopped_and_started_as_the_file_says_and_what_was_done_by_hand_is_mended()
    {
        await using var stage = await SocketRehearsal.StartAsync(ids);
        var rehearsal = stage.Rehearsal;
        await AssertFollowedAsync(rehearsal, Syncing.Fleet, "POST servers/", $"PATCH servers/{Db}/", $"POST servers/{Db}/stop/");

        await rehearsal.ServersAsync<SetVpsServerCommand>(new { Id = Web, Hostname = "by-hand.example.com", BackupsEnabled = false });
        await rehearsal.ServersAsync<StartVpsServerCommand>(new { Id = Db, Wait = true });

        Assert.Equal(
            [
                "web-server-01 Different Hostname: by-hand.example.com -> web01.example.com",
                "web-server-01 Different BackupsEnabled: False -> True",
                "db-server-01 Different Status: active -> stopped",
            ],
            (await rehearsal.CompareAsync(Syncing.Fleet)).Differences().Select(Comparing.Short));
        await AssertFollowedAsync(rehearsal, Syncing.Fleet, $"PATCH servers/{Web}/", $"POST servers/{Db}/stop/");

        var running = Syncing.Fleet;
        running[1].Properties["Status"]!.Value = "active";
        await AssertFollowedAsync(rehearsal, running, $"POST servers/{Db}/start/");
    }

    [Fact]
    public async Task What_no_row_names_any_more_goes_once_it_is_an_hour_old()
    {
        await using var stage = await SocketRehearsal.StartAsync(ids);
        var rehearsal = stage.Rehearsal;
        var file = Syncing.Fleet.Take(2).ToArray();
        var prune = new { Prune = new[] { "app-*" }, Force = true };
        await rehearsal.SyncAsync(new { Wait = true }, Syncing.Fleet);
        var app = Assert.Single(await rehearsal.ServersAsync<GetVpsServerCommand>(new { Name = "app-01" })).Id;
        rehearsal.Account.ClearRequests();

        var young = await rehearsal.SyncAsync(prune, file);
        rehearsal.Clock.Advance(TimeSpan.FromHours(1));
        var old = await rehearsal.SyncAsync(prune, file);
        var after = await rehearsal.SyncAsync(prune, file);

        Assert.Equal(["web-server-01 Unchanged", "db-server-01 Unchanged"], young.Results());
        Assert.Equal(["web-server-01 Unchanged", "db-server-01 Unchanged", "app-01 Removed: deleted"], old.Results());
        Assert.Equal(young.Results(), after.Results());
        Assert.Equal([$"DELETE servers/{app}/"], rehearsal.Writes);
    }

    [Fact]
    public async Task A_file_that_was_not_meant_does_no_harm()
    {
        await using var stage = await SocketRehearsal.StartAsync(ids);
        var rehearsal = stage.Rehearsal;
        rehearsal.Account.AddServer("db-old");
        var export = await rehearsal.ExportAsync();
        export[1].Properties["Id"]!.Value = TestIds.Of(ids, 9); // Deleted since.
        export[1].Properties["Name"]!.Value = "db-gone";
        var renamed = Syncing.Fleet;
        renamed[0].Properties["Name"]!.Value = "web-01"; // The server's name before somebody changed it.
        rehearsal.Clock.Advance(TimeSpan.FromHours(2));

        async Task<CommandResult> RunAsync(params PSObject[] rows) => await rehearsal.SyncAsync(new { ApplyStatus = true, Wait = true, Prune = new[] { "db-*" }, Force = true }, rows);

        (await RunAsync()).Terminating("NoRows");
        (await RunAsync(Syncing.Fleet[2])).Terminating("NoRowFound");
        Assert.Equal("RowNotTouched", (await RunAsync([.. export.Take(2)])).Errors[0].Id());
        Assert.Equal("RowNotTouched", (await RunAsync(renamed[0], Rows.Of(new { Name = "db-server-01" }))).Errors[0].Id());
        (await RunAsync(Syncing.Fleet[0], Rows.Of(new { Name = "db-serv" }))).OnlyError("InvalidParameter"); // Cut off in the middle of a row.
        Assert.Equal(["web-server-01 Unchanged"], (await rehearsal.SyncAsync(new { ApplyStatus = true }, Syncing.Fleet[0])).Results()); // Half of it.

        Assert.Empty(rehearsal.Writes);
    }

    /// <summary>A run does just this, a run after it does nothing, and then nothing differs.</summary>
    private static async Task AssertFollowedAsync(Rehearsal rehearsal, PSObject[] file, params string[] writes)
    {
        rehearsal.Account.ClearRequests();
        (await rehearsal.SyncAsync(new { ApplyStatus = true, Wait = true }, file)).Results();
        Assert.Equal(writes, rehearsal.Writes);

        Assert.All((await rehearsal.SyncAsync(new { ApplyStatus = true, Wait = true }, file)).Results(), result => Assert.EndsWith(" Unchanged", result, StringComparison.Ordinal));
        Assert.Equal(writes, rehearsal.Writes);
        Assert.Empty((await rehearsal.CompareAsync(file)).Differences());
    }

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : FleetJourneyTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : FleetJourneyTests(SandboxServerIds.Uuid);
}
