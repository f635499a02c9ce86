namespace VpsOrg.PowerShell.Tests;

/// <summary>Rows of a CSV file: a bad cell is an error for its row, never a server that nobody wanted.</summary>
public sealed class OrderRowTests
{
    private static readonly object Good = Rows.Of(new { Name = "good", PlanId = "1", OsId = "1", Location = "us-west" });

    public static TheoryData<string, object> BadRows => new()
    {
        { "SSH key in letters", Rows.Of(new { Name = "bad", PlanId = "1", OsId = "1", Location = "us-west", SshKeyId = "abc" }) },
        { "SSH key zero", Rows.Of(new { Name = "bad", PlanId = "1", OsId = "1", Location = "us-west", SshKeyId = "0" }) },
        { "fraction as text", Rows.Of(new { Name = "bad", PlanId = "1.5", OsId = "1", Location = "us-west" }) },
        { "fraction as number", Rows.Of(new { Name = "bad", PlanId = 1.5, OsId = "1", Location = "us-west" }) },
        { "hexadecimal", Rows.Of(new { Name = "bad", PlanId = "0x1", OsId = "1", Location = "us-west" }) },
        { "thousands", Rows.Of(new { Name = "bad", PlanId = "1,000", OsId = "1", Location = "us-west" }) },
        { "negative", Rows.Of(new { Name = "bad", PlanId = "-1", OsId = "1", Location = "us-west" }) },
        { "beyond 64 bits", Rows.Of(new { Name = "bad", PlanId = "99999999999999999999", OsId = "1", Location = "us-west" }) },
        { "empty plan", Rows.Of(new { Name = "bad", PlanId = "", OsId = "1", Location = "us-west" }) },
        { "no OS at all", Rows.Of(new { Name = "bad", PlanId = "1", Location = "us-west" }) },
        { "flag as a word", Rows.Of(new { Name = "bad", PlanId = "1", OsId = "1", Location = "us-west", BackupsEnabled = "yes" }) },
        { "name as a list", Rows.Of(new { Name = new[] { "bad", "worse" }, PlanId = "1", OsId = "1", Location = "us-west" }) },
        { "name as a row", Rows.Of(new { Name = Rows.Of(new { Name = "bad" }), PlanId = "1", OsId = "1", Location = "us-west" }) },
        { "plan as a flag", Rows.Of(new { Name = "bad", PlanId = true, OsId = "1", Location = "us-west" }) },
        { "plan as a list", Rows.Of(new { Name = "bad", PlanId = new[] { 1, 2 }, OsId = "1", Location = "us-west" }) },
        { "plan that no server has", Rows.Of(new { Name = "bad", PlanId = "Huge VPS", OsId = "1", Location = "us-west" }) },
        { "no name at all", Rows.Of(new { Host = "bad", PlanId = "1", OsId = "1", Location = "us-west" }) },
        { "flag as a number", Rows.Of(new { Name = "bad", PlanId = "1", OsId = "1", Location = "us-west", BackupsEnabled = "2" }) },
        { "empty name", Rows.Of(new { Name = "", PlanId = "1", OsId = "1", Location = "us-west" }) },
        { "name with an underscore", Rows.Of(new { Name = "b_d", PlanId = "1", OsId = "1", Location = "us-west" }) },
        { "empty location", Rows.Of(new { Name = "bad", PlanId = "1", OsId = "1", Location = " " }) },
        { "bad host name", Rows.Of(new { Name = "bad", PlanId = "1", OsId = "1", Location = "us-west", Hostname = "a..b" }) },
    };

    [Theory]
    [MemberData(nameof(BadRows))]
    public async Task A_bad_cell_is_an_error_for_that_row_and_nothing_is_sent_for_it(string cell, object row)
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<NewVpsServerCommand>(input: [row, Good]);

        var record = result.OnlyError("InvalidParameter");
        Assert.True(ErrorCategory.InvalidArgument == record.CategoryInfo.Category, cell);
        Assert.Same(row, record.TargetObject);
        Assert.Equal(["good"], result.Servers().Select(server => server.Name));
        Assert.Equal(["POST servers/"], rehearsal.Writes);
    }

    public static TheoryData<object, string> GoodCells => new()
    {
        { Rows.Of(new { Name = "a", PlanId = "1", OsId = "2", Location = "us-west", SshKeyId = "", BackupsEnabled = "", Hostname = "" }), "" },
        { Rows.Of(new { Name = "a", PlanId = 1.0, OsId = 2m, Location = "us-west", SshKeyId = 7.0 }), ",\"ssh_key_id\":7" },
        { Rows.Of(new { Name = " a ", PlanId = " 1 ", OsId = "2", Location = "us-west", BackupsEnabled = "TRUE" }), ",\"backups_enabled\":true" },
        { Rows.Of(new { Name = "a", PlanId = "1", OsId = "2", Location = "us-west", BackupsEnabled = "1" }), ",\"backups_enabled\":true" },
        { Rows.Of(new { Name = "a", PlanId = "1", OsId = "2", Location = "us-west", BackupsEnabled = "false" }), ",\"backups_enabled\":false" },
        { Rows.Of(new { Name = "a", PlanId = "1", OsId = "2", Location = "us-west", BackupsEnabled = 0 }), ",\"backups_enabled\":false" },
        { Rows.Of(new { name = "a", planid = 1L, osid = 2, location = "us-west", hostname = "a.example.com" }), ",\"hostname\":\"a.example.com\"" },
    };

    [Theory]
    [MemberData(nameof(GoodCells))]
    public async Task An_empty_cell_is_not_given_and_the_others_are_sent_as_meant(object row, string optional)
    {
        var rehearsal = await Rehearsal.StartAsync();

        await rehearsal.ServersAsync<NewVpsServerCommand>(input: [row]);

        Assert.Equal($$"""{"name":"a","plan_id":1,"os_id":2,"location":"us-west"{{optional}}}""", Assert.Single(rehearsal.Account.Requests, request => request.Method == "POST").BodyText);
    }

    [Fact]
    public async Task What_was_typed_beats_the_rows()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var servers = await rehearsal.ServersAsync<NewVpsServerCommand>(new { PlanId = 3 }, input: [Good]);

        Assert.Equal(3, Assert.Single(servers).PlanId);
    }

    [Theory]
    [InlineData("1.5", "'1.5' is not a valid id: PlanId takes a whole number, 1 or greater, or a name.")]
    [InlineData("-1", "'-1' is not a valid id")]
    [InlineData("0", "'0' is not a valid id")]
    [InlineData("99999999999999999999", "is not a valid id")]
    [InlineData("", "PlanId is missing or empty")]
    public async Task A_bad_number_on_the_command_line_is_refused_too(string plan, string message)
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<NewVpsServerCommand>(new { Name = "a", PlanId = plan, OsId = 1, Location = "us-west" });

        Assert.Contains(message, result.OnlyError("InvalidParameter").ToString(), StringComparison.Ordinal);
        Assert.Empty(rehearsal.Sent);
    }

    [Fact]
    public async Task A_bad_flag_is_shown()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<NewVpsServerCommand>(input: [Rows.Of(new { Name = "bad", PlanId = "1", OsId = "1", Location = "us-west", BackupsEnabled = "yes" })]);

        Assert.Contains("'yes' is neither true nor false: BackupsEnabled takes true, false, 1 or 0.", result.OnlyError("InvalidParameter").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exported_server_can_be_ordered_again()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var server = await rehearsal.ServerAsync(12346);

        var copy = Assert.Single(await rehearsal.ServersAsync<NewVpsServerCommand>(new { Name = "copy" }, input: [server]));

        Assert.Equal((server.PlanId, server.OsId, server.Location, server.Hostname), (copy.PlanId, copy.OsId, copy.Location, copy.Hostname));
    }
}
