namespace VpsOrg.Demo;

/// <summary>A fleet as a file: what differs is shown, then done, and done once.</summary>
internal static class Fleet
{
    private const string Source = "Import-Csv fleet.csv";

    public static async Task PlayAsync(Stage stage)
    {
        string[] file =
        [
            "Name,PlanId,OsId,Location,Hostname,Status",
            $"{stage.Name("web-server-01")},1,5,us-west,www.example.com,active",
            $"{stage.Name("app-01")},1,5,us-west,,stopped",
        ];
        Stage.Say("Get-Content fleet.csv");
        Array.ForEach(file, Console.WriteLine);
        var rows = file.Skip(1).Select(line => Row(file[0].Split(','), line.Split(','))).ToArray();

        var drift = await stage.RunAsync<CompareVpsServerCommand>(input: rows, source: Source).ConfigureAwait(false);
        stage.Checks.That("one server differs and one is missing", drift.IsClean() && drift.Objects is [VpsServerDifference { Kind: "Different", Property: "Hostname" }, VpsServerDifference { Kind: "Missing" }]);

        var synced = await stage.RunAsync<SyncVpsServerCommand>(new { ApplyStatus = true, Wait = true }, rows, Source).ConfigureAwait(false);
        stage.Checks.That("one was changed, one was ordered and stopped", synced.IsClean() && synced.Objects is [VpsSyncResult { Outcome: "Changed" }, VpsSyncResult { Outcome: "Ordered" }]);

        var writes = Writes(stage);
        var again = await stage.RunAsync<SyncVpsServerCommand>(new { ApplyStatus = true, Wait = true }, rows, Source).ConfigureAwait(false);
        stage.Checks.That("a run after a run does nothing", again.IsClean() && again.Objects.All(one => one is VpsSyncResult { Outcome: "Unchanged" }) && Writes(stage) == writes);

        var same = await stage.RunAsync<CompareVpsServerCommand>(input: rows, source: Source).ConfigureAwait(false);
        stage.Checks.That("nothing differs any more", same.IsClean() && same.Objects.Count == 0);
    }

    private static PSObject Row(string[] columns, string[] cells)
    {
        var row = new PSObject();
        foreach (var (column, cell) in columns.Zip(cells))
        {
            row.Properties.Add(new PSNoteProperty(column, cell));
        }

        return row;
    }

    private static int Writes(Stage stage) => stage.Sandbox.Requests.Count(request => request.Method != "GET");
}
