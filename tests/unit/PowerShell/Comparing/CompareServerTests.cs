using System.Management.Automation.Internal;

namespace VpsOrg.PowerShell.Tests;

/// <summary>What differs between a file and an account, and what does not.</summary>
public abstract class CompareServerTests(SandboxServerIds ids)
{
    private object Web => TestIds.Of(ids, 1);

    private object Db => TestIds.Of(ids, 2);

    [Fact]
    public async Task An_export_of_the_account_is_a_file_of_it_without_a_difference()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 25, ids: ids);
        rehearsal.Account.AddServer("TWIN");
        rehearsal.Account.AddServer("twin", hostname: "Twin.Example.com");
        rehearsal.Account.AddServer("no valid_name", status: "migrating", hostname: "no valid_host");

        var result = await rehearsal.CompareAsync([.. await rehearsal.ExportAsync()]);

        Assert.Empty(result.Differences());
        Assert.Empty(result.Warnings);
        Assert.Empty(result.Shown);
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task The_servers_themselves_are_rows_too()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 25, ids: ids);
        var servers = await rehearsal.ServersAsync<GetVpsServerCommand>();
        rehearsal.Account.SetServerStatus(Db, "stopped");

        var result = await rehearsal.CompareAsync([.. servers]);

        Assert.Equal(["db-server-01 Different Status: stopped -> active"], result.Differences().Select(Comparing.Short));
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task What_a_row_does_not_give_is_not_compared()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        Assert.Empty(await rehearsal.DifferencesAsync(
            Rows.Of(new { Name = "WEB-server-01", PlanId = "", OsId = " ", Location = (string?)null, Hostname = "", SshKeyId = "", BackupsEnabled = "", Status = "" }),
            Rows.Of(new { Id = Db, PlanId = AutomationNull.Value, Location = AutomationNull.Value, BackupsEnabled = AutomationNull.Value })));
        Assert.Equal(["GET servers/"], rehearsal.Sent);
    }

    [Fact]
    public async Task Everything_that_is_given_and_differs_is_told_with_both_values()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var found = await rehearsal.DifferencesAsync(Rows.Of(new
        {
            Name = "web-server-01",
            PlanId = "2",
            OsId = "Debian 12",
            Location = "us-east",
            Hostname = "www.example.com",
            BackupsEnabled = "false",
            Status = "stopped",
        }));

        Assert.Equal(
            [
                "web-server-01 CannotChange PlanId: 1 -> 2",
                "web-server-01 CannotChange OsId: Ubuntu 22.04 LTS -> Debian 12",
                "web-server-01 CannotChange Location: us-west -> us-east",
                "web-server-01 Different Hostname: web01.example.com -> www.example.com",
                "web-server-01 Different BackupsEnabled: True -> False",
                "web-server-01 Different Status: active -> stopped",
            ],
            found.Select(Comparing.Short));
        Assert.All(found, one => Assert.Equal(Web, one.Id));
        Assert.All(found, one => Assert.NotEmpty(one.Remedy!));
        Assert.IsType<int>(found[0].Desired);
        Assert.IsType<bool>(found[4].Actual);
    }

    [Theory]
    [InlineData("Status", " ACTIVE ")]
    [InlineData("Location", "US-West")]
    [InlineData("Hostname", "WEB01.example.com")]
    [InlineData("BackupsEnabled", "True")]
    [InlineData("BackupsEnabled", "1")]
    [InlineData("BackupsEnabled", true)]
    [InlineData("PlanId", " 1 ")]
    [InlineData("PlanId", 1.0)]
    [InlineData("PlanId", "standard vps")]
    [InlineData("OsId", 5L)]
    [InlineData("OsId", "Ubuntu 22.04 LTS")]
    [InlineData("Status", "suspended")]
    [InlineData("Status", "rebooting")]
    [InlineData("SshKeyId", "77")]
    public async Task The_same_in_another_spelling_is_no_difference(string column, object value)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await rehearsal.CompareAsync(Row(("Name", "web-server-01"), (column, value)));

        Assert.Empty(result.Differences());
        Assert.Empty(result.Warnings);
    }

    [Theory]
    [InlineData("active", "provisioning", false)]
    [InlineData("active", "starting", false)]
    [InlineData("active", "rebooting", false)]
    [InlineData("stopped", "stopping", false)]
    [InlineData("active", "stopping", true)]
    [InlineData("stopped", "starting", true)]
    [InlineData("stopped", "provisioning", true)]
    [InlineData("active", "suspended", true)]
    [InlineData("stopped", "suspended", true)]
    [InlineData("active", "migrating", true)]
    public async Task A_transition_towards_the_desired_status_is_no_difference(string desired, string actual, bool differs)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.SetServerStatus(Web, actual);

        var found = await rehearsal.DifferencesAsync(Rows.Of(new { Id = Web, Status = desired }));

        Assert.Equal(differs ? [$"web-server-01 Different Status: {actual} -> {desired}"] : [], found.Select(Comparing.Short));
    }

    [Fact]
    public async Task A_server_that_no_list_shows_is_missing_and_the_remedy_cannot_buy_it_twice()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var found = await rehearsal.DifferencesAsync(
            Rows.Of(new { Name = "web-03", PlanId = 1, OsId = 5, Location = "us-west" }), Rows.Of(new { Name = "web-04", PlanId = 1 }));

        Assert.Equal(["web-03 Missing Name: - -> web-03", "web-04 Missing Name: - -> web-04"], found.Select(Comparing.Short));
        Assert.Contains("-IfNotExists", found[0].Remedy, StringComparison.Ordinal);
        Assert.Equal("To be ordered, the row lacks OsId, Location. Complete the row, or take it out.", found[1].Remedy);
        Assert.Null(found[0].Id);
    }

    [Fact]
    public async Task A_row_with_an_id_is_judged_by_it_and_another_name_is_renamed()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var found = await rehearsal.DifferencesAsync(Rows.Of(new { Id = $"{Web}", Name = "web-01", Hostname = "web01.example.com" }));

        Assert.Equal(["web-01 Renamed Name: web-server-01 -> web-01"], found.Select(Comparing.Short));
        Assert.Equal($"Set-VpsServer {Web} -NewName 'web-01', or correct the row.", found[0].Remedy);
    }

    [Fact]
    public async Task A_name_that_another_server_has_by_now_is_renamed_and_nobody_is_told_to_give_it_twice()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var found = Assert.Single(await rehearsal.DifferencesAsync(Rows.Of(new { Id = Web, Name = "db-server-01" })));

        Assert.Equal("db-server-01 Renamed Name: web-server-01 -> db-server-01", found.Short());
        Assert.Equal($"The name is also that of id {Db}. Correct the row, or rename one of them.", found.Remedy);
    }

    [Fact]
    public async Task A_host_name_that_a_server_has_which_no_row_names_may_be_that_of_the_missing_one()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var row = Rows.Of(new { Name = "web-03", PlanId = 1, OsId = 5, Location = "us-west", Hostname = "Web01.example.com" });

        var alone = Assert.Single(await rehearsal.DifferencesAsync(row));
        var beside = Assert.Single(await rehearsal.DifferencesAsync(row, Rows.Of(new { Id = Web })));

        Assert.StartsWith($"Server {Web} ('web-server-01') has the host name of the row: it may be the one, under another name.", alone.Remedy, StringComparison.Ordinal);
        Assert.StartsWith("Pipe the row to New-VpsServer -IfNotExists", beside.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_that_the_list_does_not_show_is_asked_for_at_its_address()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Alter, Method = "GET", PathPattern = "servers/", Body = """{"count":0,"results":[]}""" });

        Assert.Empty(await rehearsal.DifferencesAsync(Rows.Of(new { Id = Web, Name = "web-server-01" })));
        Assert.Equal(["GET servers/", $"GET servers/{Web}/"], rehearsal.Sent);
    }

    [Fact]
    public async Task An_id_that_is_gone_is_missing_and_its_name_orders_nothing()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var gone = TestIds.Of(ids, 9);

        var found = Assert.Single(await rehearsal.DifferencesAsync(Rows.Of(new { Id = gone, Name = "web-09", PlanId = 1, OsId = 5, Location = "us-west" })));

        Assert.Equal($"web-09 Missing Id: - -> {gone}", found.Short());
        Assert.Equal(gone, found.Id);
        Assert.DoesNotContain("New-VpsServer", found.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_that_is_gone_whose_name_another_server_has_is_ambiguous()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var gone = TestIds.Of(ids, 9);

        var found = Assert.Single(await rehearsal.DifferencesAsync(Rows.Of(new { Id = gone, Name = "web-server-01", Hostname = "x.example.com" })));

        Assert.Equal($"web-server-01 Ambiguous Id: id {Web} -> {gone}", found.Short());
    }

    [Fact]
    public async Task A_name_that_several_servers_have_is_ambiguous_and_nothing_else_is_said_of_the_row()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var twin = rehearsal.Account.AddServer("WEB-Server-01");

        var found = Assert.Single(await rehearsal.DifferencesAsync(Rows.Of(new { Name = "web-server-01", Hostname = "x.example.com" })));

        Assert.Equal($"web-server-01 Ambiguous Name: ids {Web}, {twin} -> web-server-01", found.Short());
        Assert.Equal(["GET servers/"], rehearsal.Sent);
    }

    [Fact]
    public async Task Two_rows_of_one_name_are_ambiguous_both_whether_the_server_is_there_or_not()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var found = await rehearsal.DifferencesAsync(
            Rows.Of(new { Name = "web-server-01" }), Rows.Of(new { Name = "new-01" }), Rows.Of(new { Name = "Web-server-01 " }), Rows.Of(new { Name = "NEW-01", BackupsEnabled = "maybe" }));

        Assert.Equal(["Ambiguous", "Ambiguous", "Ambiguous", "Unknown"], found.Select(one => one.Kind));
    }

    [Fact]
    public async Task Two_rows_that_mean_one_server_are_ambiguous()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var twice = await rehearsal.DifferencesAsync(Rows.Of(new { Id = Web, Hostname = "a.example.com" }), Rows.Of(new { Id = $" {Web}".ToUpperInvariant(), Hostname = "b.example.com" }));
        var byBoth = await rehearsal.DifferencesAsync(Rows.Of(new { Id = Web, Name = "web-01" }), Rows.Of(new { Name = "web-server-01", Hostname = "b.example.com" }));

        Assert.Equal(["Ambiguous Id", "Ambiguous Id"], twice.Select(one => $"{one.Kind} {one.Property}"));
        Assert.Equal(["Renamed Name", "Ambiguous Name"], byBoth.Select(one => $"{one.Kind} {one.Property}"));
    }

    [Fact]
    public async Task Two_rows_that_would_give_two_servers_one_name_are_ambiguous()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var found = await rehearsal.DifferencesAsync(Rows.Of(new { Id = Web, Name = "one" }), Rows.Of(new { Id = Db, Name = "ONE", Hostname = "b.example.com" }));

        Assert.Equal(["one Ambiguous Name: 2 rows -> one", "ONE Ambiguous Name: 2 rows -> ONE"], found.Select(Comparing.Short));
    }

    [Fact]
    public async Task Extra_names_the_servers_that_no_row_gives_the_id_or_the_name_of()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 4, ids: ids);
        rehearsal.Account.AddServer("web-05");

        async Task<IEnumerable<string>> ExtrasAsync(params string[] patterns) =>
            (await rehearsal.RunAsync<CompareVpsServerCommand>(new { Extra = patterns }, input: [Rows.Of(new { Id = Web }), Rows.Of(new { Name = "DB-server-01" })]))
            .Differences().Select(Comparing.Short);

        Assert.Empty(await rehearsal.DifferencesAsync(Rows.Of(new { Id = Web })));
        Assert.Equal(["web-05 Extra Name: web-05 -> -"], await ExtrasAsync("WEB-*"));
        Assert.Equal(
            ["app-server-003 Extra Name: app-server-003 -> -", "app-server-004 Extra Name: app-server-004 -> -", "web-05 Extra Name: web-05 -> -"],
            await ExtrasAsync("web-05", "*"));
    }

    [Fact]
    public async Task The_summary_stands_in_the_host_and_only_where_something_differs()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var differs = await rehearsal.CompareAsync(Rows.Of(new { Name = "web-03" }), Rows.Of(new { Name = "db-server-01", Hostname = "a.example.com", Status = "stopped" }));
        var same = await rehearsal.RunAsync<CompareVpsServerCommand>(new { Verbose = true }, input: [Rows.Of(new { Name = "db-server-01" })]);

        Assert.Equal(["Compared 2 rows with 2 servers at the sandbox, account sandbox@example.com: 1 Missing, 2 Different."], differs.Shown);
        Assert.Equal(3, differs.Objects.Count);
        Assert.Empty(same.Shown);
        Assert.Contains("Compared 1 row with 2 servers at the sandbox, account sandbox@example.com: no difference.", same.Verbose);
    }

    private static PSObject Row(params (string Column, object? Value)[] cells)
    {
        var row = new PSObject();
        foreach (var (column, value) in cells)
        {
            row.Properties.Add(new PSNoteProperty(column, value));
        }

        return row;
    }

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : CompareServerTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : CompareServerTests(SandboxServerIds.Uuid);
}
