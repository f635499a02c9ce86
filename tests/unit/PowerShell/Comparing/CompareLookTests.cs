namespace VpsOrg.PowerShell.Tests;

/// <summary>A comparison reads one list and the details that rows need, and a look that fails never reads as "no difference".</summary>
public abstract class CompareLookTests(SandboxServerIds ids)
{
    private object Web => TestIds.Of(ids, 1);

    private object Db => TestIds.Of(ids, 2);

    [Fact]
    public async Task A_thousand_rows_are_one_list_and_only_the_details_that_rows_need()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 1000, ids: ids);
        var rows = (await rehearsal.ServersAsync<GetVpsServerCommand>())
            .Select((server, number) => Rows.Of(new { server.Name, server.PlanId, server.OsId, server.Location, server.Status, BackupsEnabled = number < 3 ? "true" : null })).ToArray();
        rehearsal.Account.ClearRequests();

        await rehearsal.CompareAsync(rows);

        Assert.Equal(["GET servers/: 1", "GET servers/{id}/: 3"], rehearsal.Account.RequestSummary);
    }

    [Fact]
    public async Task Details_are_read_in_parallel_as_many_as_the_throttle_allows()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 12, ids: ids);
        var rows = await rehearsal.ExportAsync();
        rehearsal.Hold("servers/{id}/", times: 12);
        var comparing = rehearsal.Shell.RunAsync<CompareVpsServerCommand>(new { ThrottleLimit = 4 }, input: rows);
        for (var round = 0; round < 3; round++)
        {
            await rehearsal.Account.WaitForHeldAsync(4).Guarded();
            Assert.Equal(4, rehearsal.Account.HeldRequests);
            rehearsal.Account.ReleaseHeld();
        }

        Assert.Empty((await comparing.Guarded()).Differences());
    }

    [Fact]
    public async Task A_list_that_fails_ends_the_command()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.FailNext("GET", "servers/", SandboxFaultKind.Status, status: 403);

        var result = await rehearsal.CompareAsync(Rows.Of(new { Name = "web-server-01" }));

        result.Terminating("PermissionDenied");
        Assert.Empty(result.Objects);
    }

    [Fact]
    public async Task Half_a_list_is_none()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Alter, Method = "GET", PathPattern = "servers/", Edits = { ["count"] = "5" }, Times = 99 });

        (await rehearsal.CompareAsync(Rows.Of(new { Name = "web-server-01" }))).Terminating("IncompleteList");
    }

    [Theory]
    [InlineData(403)]
    [InlineData(500)]
    [InlineData(400)]
    public async Task A_server_that_cannot_be_read_is_unknown_and_the_others_are_compared(int status)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.FailNext("GET", $"servers/{Web}/", SandboxFaultKind.Status, status: status);

        var found = await rehearsal.DifferencesAsync(Rows.Of(new { Name = "web-server-01", BackupsEnabled = true }), Rows.Of(new { Name = "db-server-01", BackupsEnabled = true }));

        Assert.Equal(["web-server-01 Unknown : - -> -", "db-server-01 Different BackupsEnabled: False -> True"], found.Select(Comparing.Short));
        Assert.Equal(Web, found[0].Id);
        Assert.Contains($"{status}", found[0].Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejected_token_ends_the_command_also_at_a_detail()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.FailNext("GET", "servers/{id}/", SandboxFaultKind.Status, times: 9, status: 401);

        var result = await rehearsal.CompareAsync(Rows.Of(new { Name = "web-server-01", BackupsEnabled = true }), Rows.Of(new { Name = "db-server-01", BackupsEnabled = true }));

        result.Terminating("TokenRejected");
        Assert.Empty(result.Objects);
    }

    [Fact]
    public async Task A_server_that_a_list_shows_and_its_address_does_not_is_unknown()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.FailNext("GET", "servers/{id}/", SandboxFaultKind.Status, times: 2, status: 404);

        var found = await rehearsal.DifferencesAsync(Rows.Of(new { Name = "web-server-01", BackupsEnabled = true }), Rows.Of(new { Id = Db, Name = "db-server-01", BackupsEnabled = true }));

        Assert.Equal(["Unknown", "Unknown"], found.Select(one => one.Kind));
    }

    [Fact]
    public async Task A_server_that_was_renamed_since_the_list_is_unknown()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        Alter("servers/{id}/", rehearsal, ("name", "\"other\""));

        var found = Assert.Single(await rehearsal.DifferencesAsync(Rows.Of(new { Name = "web-server-01", BackupsEnabled = true })));

        Assert.Equal("Unknown", found.Kind);
        Assert.StartsWith("The server was renamed while it was compared.", found.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BackupsEnabled", "backups_enabled", true)]
    [InlineData("PlanId", "plan", 1)]
    [InlineData("PlanId", "plan", "Standard VPS")]
    [InlineData("OsId", "os", 5)]
    [InlineData("Location", "location", "us-west")]
    [InlineData("Status", "status", "active")]
    public async Task What_neither_list_nor_detail_says_is_unknown(string column, string field, object wanted)
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 1, ids: ids);
        if (column != "BackupsEnabled")
        {
            Alter("servers/", rehearsal, ($"results[0].{field}", "null"));
        }

        Alter("servers/{id}/", rehearsal, (field, "null"));
        var row = Rows.Of(new { Name = "web-server-01" });
        row.Properties.Add(new PSNoteProperty(column, wanted));

        var found = Assert.Single(await rehearsal.DifferencesAsync(row));

        Assert.Equal(("Unknown", column), (found.Kind, found.Property));
    }

    [Theory]
    [InlineData("PlanId", "plan", 1)]
    [InlineData("OsId", "os", "Ubuntu 22.04 LTS")]
    [InlineData("Location", "location", "us-west")]
    [InlineData("Status", "status", "active")]
    [InlineData("Hostname", "hostname", "web01.example.com")]
    public async Task What_a_list_leaves_out_is_asked_of_the_server(string column, string field, object wanted)
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 1, ids: ids);
        Alter("servers/", rehearsal, ($"results[0].{field}", null));
        var row = Rows.Of(new { Name = "web-server-01" });
        row.Properties.Add(new PSNoteProperty(column, wanted));

        Assert.Empty(await rehearsal.DifferencesAsync(row));

        Assert.Equal(["GET servers/", $"GET servers/{Web}/"], rehearsal.Sent);
    }

    private static void Alter(string path, Rehearsal rehearsal, (string Field, string? Value) edit) =>
        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Alter, Method = "GET", PathPattern = path, Edits = { [edit.Field] = edit.Value } });

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : CompareLookTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : CompareLookTests(SandboxServerIds.Uuid);
}
