namespace VpsOrg.PowerShell.Tests;

public sealed class SetServerTests
{
    public static TheoryData<string, object, string> TypedFields => new()
    {
        { "name", new { Id = 12345, NewName = "web-02" }, """{"name":"web-02"}""" },
        { "hostname", new { Id = 12345, Hostname = "web02.example.com" }, """{"hostname":"web02.example.com"}""" },
        { "hostname cleared", new { Id = 12345, ClearHostname = true }, """{"hostname":null}""" },
        { "backups off", new { Id = 12345, BackupsEnabled = false }, """{"backups_enabled":false}""" },
        { "an empty text beside another", new { Id = 12345, Hostname = "", NewName = " ", BackupsEnabled = "true" }, """{"backups_enabled":true}""" },
        { "hostname cleared beside an empty text", new { Id = 12345, Hostname = "", ClearHostname = true }, """{"hostname":null}""" },
        { "two", new { Id = 12345, NewName = "a", BackupsEnabled = true }, """{"name":"a","backups_enabled":true}""" },
    };

    [Theory]
    [MemberData(nameof(TypedFields))]
    public async Task Only_the_fields_that_were_typed_are_sent(string what, object parameters, string body)
    {
        var rehearsal = await Rehearsal.StartAsync();

        await rehearsal.ServersAsync<SetVpsServerCommand>(parameters);

        var request = Assert.Single(rehearsal.Account.Requests);
        Assert.True(request is { Method: "PATCH", Path: "servers/12345/" } && request.BodyText == body, $"{what}: {request.BodyText}");
    }

    [Fact]
    public async Task A_piped_servers_own_fields_are_never_sent_back()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var server = await rehearsal.ServerAsync(12345);

        await rehearsal.ServersAsync<SetVpsServerCommand>(new { BackupsEnabled = false }, input: [server]);

        Assert.Equal("""{"backups_enabled":false}""", Assert.Single(rehearsal.Account.Requests).BodyText);
    }

    [Fact]
    public async Task The_updated_server_is_written()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var server = Assert.Single(await rehearsal.ServersAsync<SetVpsServerCommand>(new { Name = "web-server-01", Hostname = "new.example.com" }));

        Assert.Equal("new.example.com", server.Hostname);
    }

    [Fact]
    public async Task Replace_sends_the_whole_configuration()
    {
        var rehearsal = await Rehearsal.StartAsync();

        await rehearsal.ServersAsync<SetVpsServerCommand>(new { Id = 12345, Replace = true, NewName = "a", Hostname = "a.example.com", BackupsEnabled = false });

        var request = Assert.Single(rehearsal.Account.Requests);
        Assert.Equal("PUT", request.Method);
        Assert.Equal("""{"name":"a","hostname":"a.example.com","backups_enabled":false}""", request.BodyText);
    }

    public static TheoryData<object> Refused =>
    [
        new { Id = 12345 },
        new { Id = 12345, Replace = true, NewName = "a", Hostname = "a.example.com" },
        new { Id = 12345, Replace = true, NewName = "a", Hostname = "", BackupsEnabled = true },
        new { Id = 12345, NewName = "no_underscores" },
        new { Id = 12345, NewName = "" },
        new { Id = 12345, Hostname = "" },
        new { Id = 12345, Hostname = "a.example.com", ClearHostname = true },
        new { Id = 12345, Replace = true, NewName = "a", BackupsEnabled = true, ClearHostname = true },
        new { Id = 12345, BackupsEnabled = "yes" },
        new { Id = new[] { 12345, 12346 }, NewName = "only-one" },
        new { Id = new[] { 12345, 12346 }, NewName = "only-one", WhatIf = true },
        new { InputObject = "web-server-01", Name = "web-02" },
        new { Id = 12345, Name = "web-02" },
        new { Id = 12345, NewName = new string('a', 64) },
        new { Id = 12345, Hostname = "-bad.example.com" },
        new { Id = 12345, Hostname = new string('a', 254) },
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Nothing_to_change_and_bad_values_end_it_before_anything_is_sent(object parameters)
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<SetVpsServerCommand>(parameters);

        Assert.Equal(ErrorCategory.InvalidArgument, result.Terminating("InvalidParameter").CategoryInfo.Category);
        Assert.Empty(rehearsal.Sent);
    }

    [Fact]
    public async Task WhatIf_shows_the_change_field_by_field_and_sends_no_write()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<SetVpsServerCommand>(new { Id = 12345, NewName = "web-server-01", Hostname = "web02.example.com", BackupsEnabled = false, WhatIf = true });

        var text = Assert.Single(result.Questions).Text;
        Assert.Contains("name: web-server-01 (unchanged)", text, StringComparison.Ordinal);
        Assert.Contains("hostname: web01.example.com -> web02.example.com", text, StringComparison.Ordinal);
        Assert.Contains("backups_enabled: true -> false", text, StringComparison.Ordinal);
        Assert.Empty(rehearsal.Writes);
        Assert.Empty(result.Objects);
    }

    [Fact]
    public async Task WhatIf_compares_with_the_server_as_it_is_now()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var old = await rehearsal.ServerAsync(12345);
        await rehearsal.ServersAsync<SetVpsServerCommand>(new { Id = 12345, Hostname = "between.example.com" });

        var result = await rehearsal.RunAsync<SetVpsServerCommand>(new { Hostname = "new.example.com", WhatIf = true }, input: [old]);

        Assert.Contains("between.example.com -> new.example.com", Assert.Single(result.Questions).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_name_for_several_servers_is_refused_before_the_first_is_asked_about(bool whatIf)
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<SetVpsServerCommand>(new { NewName = "only-one", WhatIf = whatIf }, input: [12345, "no-such-server", 12346]);

        result.Terminating("InvalidParameter");
        Assert.Empty(result.Questions);
        Assert.Empty(rehearsal.Sent);
    }

    [Fact]
    public async Task To_give_a_name_beside_the_server_says_which_parameter_renames()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<SetVpsServerCommand>(new { Name = "foo" }, input: ["web-server-01"]);

        Assert.Contains("use -NewName", result.Terminating("InvalidParameter").ToString(), StringComparison.Ordinal);
        Assert.Empty(rehearsal.Sent);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_without_a_second_request()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<SetVpsServerCommand>(new { Id = 99999, NewName = "a" });

        result.OnlyError("ServerNotFound");
        Assert.Equal(["PATCH servers/99999/"], rehearsal.Sent);
    }
}
