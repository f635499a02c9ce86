namespace VpsOrg.PowerShell.Tests;

/// <summary>Runs a comparison and tells its differences in short.</summary>
internal static class Comparing
{
    /// <summary>Compares rows with a rehearsal's account.</summary>
    public static Task<CommandResult> CompareAsync(this Rehearsal rehearsal, params object?[] rows) => rehearsal.RunAsync<CompareVpsServerCommand>(input: rows);

    /// <summary>Compares rows, and gives the differences of a run without an error.</summary>
    public static async Task<IReadOnlyList<VpsServerDifference>> DifferencesAsync(this Rehearsal rehearsal, params object?[] rows) =>
        (await rehearsal.CompareAsync(rows)).Differences();

    public static IReadOnlyList<VpsServerDifference> Differences(this CommandResult result)
    {
        Assert.Null(result.TerminatingError);
        Assert.Empty(result.Errors);
        return result.Objects.Cast<VpsServerDifference>().ToArray();
    }

    /// <summary>A difference in short: <c>web-01 Different Hostname: a -> b</c>.</summary>
    public static string Short(this VpsServerDifference one) => FormattableString.Invariant($"{one.Name} {one.Kind} {one.Property}: {one.Actual ?? "-"} -> {one.Desired ?? "-"}");

    /// <summary>An export of all servers as rows of texts, as <c>Import-Csv</c> gives them.</summary>
    public static async Task<IReadOnlyList<PSObject>> ExportAsync(this Rehearsal rehearsal)
    {
        var servers = await rehearsal.Shell.RunAsync<GetVpsServerCommand>(new { Detailed = true });
        rehearsal.Account.ClearRequests();
        return servers.Objects.Select(written => Cells(Assert.IsType<VpsServer>((written as PSObject)?.BaseObject ?? written), written as PSObject)).ToArray();
    }

    private static PSObject Cells(VpsServer server, PSObject? noted)
    {
        var row = new PSObject();
        foreach (var property in typeof(VpsServer).GetProperties())
        {
            row.Properties.Add(new PSNoteProperty(property.Name, Convert.ToString(property.GetValue(server), System.Globalization.CultureInfo.InvariantCulture)));
        }

        foreach (var note in noted?.Properties.OfType<PSNoteProperty>() ?? [])
        {
            row.Properties.Add(new PSNoteProperty(note.Name, $"{note.Value}"));
        }

        return row;
    }
}
