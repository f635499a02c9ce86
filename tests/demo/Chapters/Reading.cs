namespace VpsOrg.Demo;

/// <summary>Whole lists, filters, and every way of naming a server.</summary>
internal static class Reading
{
    public static async Task PlayAsync(Stage stage)
    {
        var all = await stage.RunAsync<GetVpsServerCommand>().ConfigureAwait(false);
        stage.Checks.That("the list is whole: 57 servers over pages of 20", all.IsClean() && all.Servers().Select(server => server.Id).Distinct().Count() == 57);
        stage.Checks.That("every name has the prefix", all.Servers().All(server => server.Name!.StartsWith(stage.Prefix, StringComparison.Ordinal)));

        var some = await stage.RunAsync<GetVpsServerCommand>(new { Status = "stopped", Location = "us-east" }).ConfigureAwait(false);
        stage.Checks.That(
            "filters keep just what matches",
            some.Objects.Count > 0 && some.IsJust(all.Servers().Where(server => server is { Status: "stopped", Location: "us-east" }).Select(server => server.Id).ToArray()));

        await NameAsync(stage).ConfigureAwait(false);
    }

    private static async Task NameAsync(Stage stage)
    {
        var byId = await stage.RunAsync<GetVpsServerCommand>(new { Id = new[] { 900000002, 900000001 } }).ConfigureAwait(false);
        stage.Checks.That("ids find their servers, in the order of the ids", byId.IsJust(900000002, 900000001));

        var byName = await stage.RunAsync<GetVpsServerCommand>(new { Name = stage.Name("db-server-01") }).ConfigureAwait(false);
        stage.Checks.That("a name finds its server", byName.IsJust(900000002));

        var byPattern = await stage.RunAsync<GetVpsServerCommand>(new { Name = stage.Name("web-*") }).ConfigureAwait(false);
        stage.Checks.That("a wildcard finds what matches", byPattern.IsJust(900000001));

        var detailed = await stage.RunAsync<GetVpsServerCommand>(new { Name = stage.Name("web-*"), Detailed = true }).ConfigureAwait(false);
        var server = detailed.Servers().Single();
        Console.WriteLine($"   IPv6 {server.IPv6Address}, backups {server.BackupsEnabled}, {server.BandwidthGB} GB a month");
        stage.Checks.That("the detail has the IPv6 address and the bandwidth", server is { IsDetailed: true, IPv6Address: "2001:0db8::1", BandwidthGB: not null });

        var piped = await stage.RunAsync<GetVpsServerCommand>(input: [900000001, stage.Name("db-server-01"), 99999], source: $"900000001, '{stage.Name("db-server-01")}', 99999").ConfigureAwait(false);
        stage.Checks.That("an unknown server is an error, and the rest goes on", piped is { Objects.Count: 2, Errors: [{ TargetObject: 99999 }] });
    }
}
