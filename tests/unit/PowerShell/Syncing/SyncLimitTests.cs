namespace VpsOrg.PowerShell.Tests;

/// <summary>A file that is not the one that was meant does no harm.</summary>
public sealed class SyncLimitTests
{
    [Fact]
    public async Task More_orders_than_are_allowed_refuse_the_whole_run()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var rows = Enumerable.Range(1, 21).Select(number => Rows.Of(new { Name = $"app-{number}", PlanId = 1, OsId = 5, Location = "us-west" })).Append(Syncing.Fleet[1]).ToArray();

        var record = (await rehearsal.SyncAsync(null, rows)).Terminating("LimitExceeded");
        (await rehearsal.SyncAsync(new { WhatIf = true }, rows)).Terminating("LimitExceeded");
        (await rehearsal.SyncAsync(new { MaximumNew = 0 }, Syncing.Fleet)).Terminating("LimitExceeded");

        Assert.Contains("21 servers to be ordered, and -MaximumNew allows 20", record.ToString(), StringComparison.Ordinal);
        Assert.Empty(rehearsal.Writes);
        Assert.Equal(22, (await rehearsal.SyncAsync(new { MaximumNew = 21 }, rows)).Results().Count);
    }

    [Fact]
    public async Task The_file_of_another_account_is_refused_unless_somebody_says_that_all_is_new()
    {
        var rehearsal = await Rehearsal.StartAsync();

        (await rehearsal.SyncAsync(null, Syncing.Fleet[2])).Terminating("NoRowFound");
        (await rehearsal.SyncAsync(new { WhatIf = true }, Syncing.Fleet[2])).Terminating("NoRowFound");
        (await rehearsal.SyncAsync(null, Rows.Of(new { Id = 77777, Name = "app-01", PlanId = 1, OsId = 5, Location = "us-west" }))).Terminating("NoRowFound");

        Assert.Empty(rehearsal.Writes);
        Assert.Single((await rehearsal.SyncAsync(new { AllNew = true }, Syncing.Fleet[2])).Results());
    }

    [Fact]
    public async Task An_account_without_servers_needs_no_word()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 0);

        Assert.Equal(["app-01 Ordered: ordered: app-01 (plan 1, OS 5, us-west)"], (await rehearsal.SyncAsync(null, Syncing.Fleet[2])).Results());
    }

    [Fact]
    public async Task An_empty_file_is_an_error_and_half_a_file_leaves_the_other_half_alone()
    {
        var rehearsal = await Rehearsal.StartAsync();

        (await rehearsal.SyncAsync(null)).Terminating("NoRows");
        var half = await rehearsal.SyncAsync(new { ApplyStatus = true }, Syncing.Fleet[0]);

        Assert.Equal(["web-server-01 Unchanged"], half.Results());
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task An_old_export_orders_nothing_and_renames_nothing_to_a_name_that_is_taken()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 4);
        var export = await rehearsal.ExportAsync();
        await rehearsal.RunAsync<RemoveVpsServerCommand>(new { Id = 12347, Force = true });
        await rehearsal.ServersAsync<SetVpsServerCommand>(new { Id = 12345, NewName = "web-old" });
        rehearsal.Account.AddServer("web-server-01");
        rehearsal.Account.ClearRequests();

        var result = await rehearsal.SyncAsync(new { ApplyStatus = true }, [.. export]);

        Assert.Equal(["RowNotTouched", "RowNotTouched"], result.Errors.Select(Records.Id));
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task A_list_that_fails_ends_the_run_before_anything_is_sent()
    {
        foreach (var failing in new[] { 0, 1 })
        {
            var rehearsal = await Rehearsal.StartAsync();
            rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Alter, Method = "GET", PathPattern = "servers/", Times = Math.Max(1, failing) });
            rehearsal.Account.FailNext("GET", "servers/", SandboxFaultKind.Status, times: 9, status: 403);

            (await rehearsal.SyncAsync(null, Syncing.Fleet)).Terminating("PermissionDenied");

            Assert.Empty(rehearsal.Writes);
        }
    }
}
