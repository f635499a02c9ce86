using System.Collections;

namespace VpsOrg.PowerShell.Tests;

/// <summary>A row that cannot be read is unknown, and a column that nothing is done with is never passed over in silence.</summary>
public sealed class CompareRowTests
{
    public static TheoryData<string, object?, string> BadRows => new()
    {
        { "flag as a word", Rows.Of(new { Name = "bad", BackupsEnabled = "yes" }), "'yes' is neither true nor false" },
        { "fraction", Rows.Of(new { Name = "bad", PlanId = "1.5" }), "'1.5' is not a valid id" },
        { "list", Rows.Of(new { Name = "bad", Hostname = new[] { "a", "b" } }), "A list is not a text" },
        { "SSH key in letters", Rows.Of(new { Name = "bad", SshKeyId = "abc" }), "'abc' is not a valid id" },
        { "id in letters", Rows.Of(new { Id = "abc", Name = "bad" }), "'abc' is not a valid server id" },
        { "id zero", Rows.Of(new { Id = 0, Name = "bad" }), "0 is not a valid server id" },
        { "id rounded", Rows.Of(new { Id = "12345.5", Name = "bad" }), "'12345.5' is not a valid server id" },
        { "something of a server", Rows.Of(new { Id = 7, ServerId = 12345, Name = "bad" }), "something of that server" },
        { "neither name nor id", Rows.Of(new { Servers = new[] { 1 } }), "The row gives neither a name nor an id" },
        { "two spellings of a key", new Hashtable { ["Name"] = "bad", ["name"] = "worse" }, "The object has 2 properties" },
        { "a line of a file that nobody parsed", "web-server-01,1,5,us-west", "'web-server-01,1,5,us-west' is no row" },
        { "a number", 12345, "12345 is no row" },
        { "nothing", null, "Null is no row" },
    };

    [Theory]
    [MemberData(nameof(BadRows))]
    public async Task A_row_that_cannot_be_read_is_unknown_and_says_why_and_the_others_are_compared(string row, object? input, string why)
    {
        var rehearsal = await Rehearsal.StartAsync();

        var found = await rehearsal.DifferencesAsync(input, Rows.Of(new { Name = "db-server-01", Hostname = "a.example.com" }));

        Assert.Equal(["Unknown", "Different"], found.Select(one => one.Kind));
        Assert.True(found[0].Remedy!.Contains(why, StringComparison.Ordinal), $"{row}: {found[0].Remedy}");
        Assert.Equal(["GET servers/"], rehearsal.Sent);
    }

    [Fact]
    public async Task A_bad_cell_is_told_by_its_column_and_the_name_of_its_row()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var found = Assert.Single(await rehearsal.DifferencesAsync(Rows.Of(new { Name = "web-server-01", OsId = "-1", Hostname = "a.example.com" })));

        Assert.Equal(("web-server-01", "OsId"), (found.Name, found.Property));
    }

    [Theory]
    [InlineData("Hostnme", "Hostname")]
    [InlineData("host_name", "Hostname")]
    [InlineData("Host", "Hostname")]
    [InlineData("plan_id", "PlanId")]
    [InlineData("Plan", "PlanId")]
    [InlineData("OS", "OsId")]
    [InlineData("Backups", "BackupsEnabled")]
    [InlineData("BackupEnabled", "BackupsEnabled")]
    [InlineData("Stauts", "Status")]
    [InlineData("State", "Status")]
    [InlineData("Locaton", "Location")]
    [InlineData("SshKey", "SshKeyId")]
    [InlineData("Naem", "Name")]
    public async Task A_column_that_looks_like_a_slip_ends_the_command(string column, string meant)
    {
        var rehearsal = await Rehearsal.StartAsync();
        var row = Rows.Of(new { Id = 12345 });
        row.Properties.Add(new PSNoteProperty(column, "x"));

        var record = (await rehearsal.CompareAsync(row)).Terminating("InvalidParameter");

        Assert.Contains($"'{column}'", record.ToString(), StringComparison.Ordinal);
        Assert.Contains($"{meant} is meant", record.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_other_column_is_named_in_one_warning_unless_it_gives_nothing()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.CompareAsync(
            Rows.Of(new { Name = "web-server-01", Team = "blue", Cost = "", MemoryMB = 4096 }), Rows.Of(new { Name = "db-server-01", team = "red", Hostname = "db01.example.com", HostNote = "old" }));

        Assert.Empty(result.Differences());
        Assert.StartsWith("These columns of the rows are not compared: HostNote, MemoryMB, Team. ", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_that_the_API_adds_one_day_is_no_slip_also_where_only_details_have_it()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var rows = await rehearsal.ExportAsync();
        foreach (var row in rows)
        {
            row.Properties.Add(new PSNoteProperty("host", "h7"));
            row.Properties.Add(new PSNoteProperty("os_family", "linux"));
        }

        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Alter, Method = "GET", PathPattern = "servers/{id}/", Edits = { ["host"] = "\"h7\"" } });
        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Alter, Method = "GET", PathPattern = "servers/", Edits = { ["results[0]"] = Listed } });

        var result = await rehearsal.CompareAsync([.. rows]);

        Assert.Empty(result.Differences());
        Assert.Empty(result.Warnings);
    }

    [Theory]
    [InlineData("7", false)]
    [InlineData("8", true)]
    public async Task A_key_that_the_API_shows_one_day_is_compared_and_cannot_be_changed(string wanted, bool differs)
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Alter, Method = "GET", PathPattern = "servers/{id}/", Edits = { ["ssh_key_id"] = "7" } });

        var found = await rehearsal.DifferencesAsync(Rows.Of(new { Name = "web-server-01", SshKeyId = wanted, BackupsEnabled = "true" }));

        Assert.Equal(differs ? ["web-server-01 CannotChange SshKeyId: 7 -> 8"] : [], found.Select(Comparing.Short));
    }

    [Fact]
    public async Task A_status_that_nobody_has_seen_is_warned_of_and_one_that_a_server_has_is_not()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.SetServerStatus(12346, "migrating");

        var result = await rehearsal.CompareAsync(Rows.Of(new { Name = "web-server-01", Status = "activ" }), Rows.Of(new { Name = "db-server-01", Status = "migrating" }));

        Assert.Empty(result.Differences());
        Assert.StartsWith("'activ' is not one of the known statuses", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_row_at_all_is_an_error_and_never_no_difference()
    {
        var rehearsal = await Rehearsal.StartAsync();

        (await rehearsal.CompareAsync()).Terminating("NoRows");
        (await rehearsal.RunAsync<CompareVpsServerCommand>(new { InputObject = Array.Empty<PSObject?>(), Extra = new[] { "*" } })).Terminating("NoRows");

        Assert.Empty(rehearsal.Sent);
    }

    [Fact]
    public async Task Servers_of_another_session_are_compared_there_and_not_with_two_accounts_at_once()
    {
        var (home, elsewhere) = (await Rehearsal.StartAsync(), await Rehearsal.StartAsync());
        var (server, other) = (await home.ServerAsync(12345), await elsewhere.ServerAsync(12346));

        Assert.Empty(await elsewhere.DifferencesAsync(server));
        Assert.Equal(["GET servers/", "GET servers/12345/"], home.Sent);
        Assert.Empty(elsewhere.Sent);
        (await elsewhere.CompareAsync(server, other)).Terminating("SessionMismatch");
        Assert.Empty(elsewhere.Sent);
    }

    private const string Listed =
        """{"id":12345,"name":"web-server-01","status":"active","hostname":"web01.example.com","location":"us-west","os_family":"linux","plan":{"id":1,"name":"Standard VPS"},"os":{"id":5,"name":"Ubuntu 22.04 LTS"}}""";
}
