namespace VpsOrg.PowerShell.Tests;

/// <summary>Runs a sync and tells its results in short.</summary>
internal static class Syncing
{
    /// <summary>The rows of a small fleet: one server that is there as wanted, one that is not, one that is missing.</summary>
    public static PSObject[] Fleet =>
    [
        Rows.Of(new { Name = "web-server-01", PlanId = 1, OsId = 5, Location = "us-west", Hostname = "web01.example.com", BackupsEnabled = "true", Status = "active" }),
        Rows.Of(new { Name = "db-server-01", PlanId = 2, OsId = 3, Location = "us-east", Hostname = "db02.example.com", BackupsEnabled = "true", Status = "stopped" }),
        Rows.Of(new { Name = "app-01", PlanId = 1, OsId = 5, Location = "us-west", Hostname = "app01.example.com", BackupsEnabled = "true", Status = "active" }),
    ];

    public static Task<CommandResult> SyncAsync(this Rehearsal rehearsal, object? parameters, params object?[] rows) =>
        rehearsal.RunAsync<SyncVpsServerCommand>(parameters, rows);

    /// <summary>What a run without any error wrote.</summary>
    public static IReadOnlyList<string> Results(this CommandResult result)
    {
        Assert.Null(result.TerminatingError);
        Assert.Empty(result.Errors);
        return result.Outcomes();
    }

    /// <summary>What a run wrote: <c>web-01 Changed: hostname: a -> b</c>.</summary>
    public static IReadOnlyList<string> Outcomes(this CommandResult result) =>
        result.Objects.Cast<VpsSyncResult>().Select(one => one.Changes is null ? $"{one.Name} {one.Outcome}" : $"{one.Name} {one.Outcome}: {one.Changes}").ToArray();
}
