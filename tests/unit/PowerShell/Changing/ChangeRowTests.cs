namespace VpsOrg.PowerShell.Tests;

/// <summary>Rows of changes: what a cell says is changed, what is empty is left as it is, and what is bad is refused.</summary>
public sealed class ChangeRowTests
{
    public static TheoryData<string, object, string> GoodRows => new()
    {
        { "all three", Rows.Of(new { Id = "12345", NewName = "web-02", Hostname = "web02.example.com", BackupsEnabled = "false" }), """{"name":"web-02","hostname":"web02.example.com","backups_enabled":false}""" },
        { "empty cells", Rows.Of(new { Id = "12345", NewName = "", Hostname = " ", BackupsEnabled = "TRUE" }), """{"backups_enabled":true}""" },
        { "by name", Rows.Of(new { Name = "web-server-01", NewName = "web-02", Hostname = "" }), """{"name":"web-02"}""" },
        { "a dictionary", new System.Collections.Hashtable { ["Id"] = 12345, ["newname"] = "web-02" }, """{"name":"web-02"}""" },
        { "a flag", Rows.Of(new { Id = 12345, BackupsEnabled = true }), """{"backups_enabled":true}""" },
        { "an exported server, edited", Rows.Of(new { Id = "12345", Name = "web-server-01", Status = "active", Hostname = "edited.example.com", PlanId = "1", BackupsEnabled = "" }), """{"hostname":"edited.example.com"}""" },
    };

    [Theory]
    [MemberData(nameof(GoodRows))]
    public async Task Cells_that_are_not_empty_are_sent_and_no_others(string what, object row, string body)
    {
        var rehearsal = await Rehearsal.StartAsync();

        await rehearsal.ServersAsync<SetVpsServerCommand>(input: [row]);

        var sent = Assert.Single(rehearsal.Account.Requests, request => request.Method == "PATCH");
        Assert.True(sent.Path == "servers/12345/" && sent.BodyText == body, $"{what}: {sent.BodyText}");
    }

    public static TheoryData<string, object> BadRows => new()
    {
        { "'yes' is neither true nor false", Rows.Of(new { Id = 12345, BackupsEnabled = "yes" }) },
        { "is not a valid server name", Rows.Of(new { Id = 12345, NewName = "two words" }) },
        { "is not a valid host name", Rows.Of(new { Id = 12345, Hostname = "a..b" }) },
        { "A list is not a text", Rows.Of(new { Id = 12345, NewName = new[] { "a", "b" } }) },
        { "The row changes nothing", Rows.Of(new { Id = 12345, NewName = "", Hostname = "", BackupsEnabled = "" }) },
        { "The row changes nothing", Rows.Of(new { Id = 12345, Host = "typo.example.com" }) },
    };

    [Theory]
    [MemberData(nameof(BadRows))]
    public async Task A_bad_row_is_an_error_for_it_and_the_others_are_done(string message, object row)
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<SetVpsServerCommand>(input: [row, Rows.Of(new { Id = 12346, BackupsEnabled = "false" })]);

        var record = result.OnlyError("InvalidParameter");
        Assert.Contains(message, record.ToString(), StringComparison.Ordinal);
        Assert.Same(row, record.TargetObject);
        Assert.Equal(["PATCH servers/12346/"], rehearsal.Writes);
    }

    [Fact]
    public async Task Each_row_gives_its_own_name()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var servers = await rehearsal.ServersAsync<SetVpsServerCommand>(
            input: [Rows.Of(new { Name = "web-server-01", NewName = "a" }), Rows.Of(new { Name = "db-server-01", NewName = "b" })]);

        Assert.Equal(["a", "b"], servers.Select(server => server.Name));
    }

    public static TheoryData<string, object> RowsOfARenaming => new()
    {
        { "by id and old name", Rows.Of(new { Id = 12345, Name = "web-server-01", NewName = "web-02" }) },
        { "in another case", Rows.Of(new { Id = 12345, Name = "web-server-01", NewName = "WEB-02" }) },
    };

    [Theory]
    [MemberData(nameof(RowsOfARenaming))]
    public async Task A_file_of_new_names_can_run_again(string what, object row)
    {
        var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServersAsync<SetVpsServerCommand>(new { Id = 12345, NewName = "web-02" });

        var again = await rehearsal.RunAsync<SetVpsServerCommand>(input: [row]);
        var thought = await rehearsal.RunAsync<SetVpsServerCommand>(new { WhatIf = true }, input: [row]);

        Assert.Empty(again.Errors.Concat(thought.Errors));
        Assert.True(string.Equals("web-02", Assert.Single(again.Servers()).Name, StringComparison.OrdinalIgnoreCase), what);
    }

    [Fact]
    public async Task A_server_that_has_neither_the_old_name_nor_the_new_one_is_not_renamed()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<SetVpsServerCommand>(input: [Rows.Of(new { Id = 12345, Name = "db-server-01", NewName = "web-02" })]);

        result.OnlyError("ServerMismatch");
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task No_two_rows_give_one_name()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<SetVpsServerCommand>(input: [Rows.Of(new { Id = 12345, NewName = "same" }), Rows.Of(new { Id = 12346, NewName = "SAME" })]);

        Assert.Contains("given to another server of this command", result.OnlyError("InvalidParameter").ToString(), StringComparison.Ordinal);
        Assert.Equal(["PATCH servers/12345/"], rehearsal.Writes);
    }

    [Fact]
    public async Task What_was_typed_beats_the_rows()
    {
        var rehearsal = await Rehearsal.StartAsync();

        await rehearsal.ServersAsync<SetVpsServerCommand>(new { ClearHostname = true, BackupsEnabled = false }, input: [Rows.Of(new { Id = 12345, NewName = "a", Hostname = "b.example.com", BackupsEnabled = "nonsense" })]);

        Assert.Equal("""{"name":"a","hostname":null,"backups_enabled":false}""", Assert.Single(rehearsal.Account.Requests).BodyText);
    }

    [Fact]
    public async Task Rows_replace_whole_configurations_where_they_have_all_of_it()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var whole = Rows.Of(new { Id = 12345, NewName = "a", Hostname = "a.example.com", BackupsEnabled = "0" });
        var half = Rows.Of(new { Id = 12346, NewName = "b", Hostname = "", BackupsEnabled = "0" });

        var result = await rehearsal.RunAsync<SetVpsServerCommand>(new { Replace = true }, input: [whole, half]);

        Assert.Same(half, result.OnlyError("InvalidParameter").TargetObject);
        Assert.Equal(["PUT servers/12345/"], rehearsal.Writes);
    }

    [Fact]
    public async Task A_row_whose_name_is_not_the_servers_is_refused()
    {
        var rehearsal = await Rehearsal.StartAsync();

        (await rehearsal.RunAsync<SetVpsServerCommand>(input: [Rows.Of(new { Id = 12345, Name = "renamed-in-the-file", Hostname = "a.example.com" })])).OnlyError("ServerMismatch");

        Assert.Empty(rehearsal.Writes);
    }
}
