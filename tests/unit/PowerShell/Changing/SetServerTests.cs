namespace VpsOrg.PowerShell.Tests;

public abstract class SetServerTests(SandboxServerIds ids)
{
    public static TheoryData<string, Func<object, object>, string> TypedFields => new()
    {
        { "name", web => new { Id = web, NewName = "web-02" }, """{"name":"web-02"}""" },
        { "hostname", web => new { Id = web, Hostname = "web02.example.com" }, """{"hostname":"web02.example.com"}""" },
        { "hostname cleared", web => new { Id = web, ClearHostname = true }, """{"hostname":null}""" },
        { "backups off", web => new { Id = web, BackupsEnabled = false }, """{"backups_enabled":false}""" },
        { "an empty text beside another", web => new { Id = web, Hostname = "", NewName = " ", BackupsEnabled = "true" }, """{"backups_enabled":true}""" },
        { "hostname cleared beside an empty text", web => new { Id = web, Hostname = "", ClearHostname = true }, """{"hostname":null}""" },
        { "two", web => new { Id = web, NewName = "a", BackupsEnabled = true }, """{"name":"a","backups_enabled":true}""" },
    };

    [Theory]
    [MemberData(nameof(TypedFields))]
    public async Task Only_the_fields_that_were_typed_are_sent(string what, Func<object, object> parameters, string body)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        await rehearsal.ServersAsync<SetVpsServerCommand>(parameters(Web));

        var request = Assert.Single(rehearsal.Account.Requests);
        Assert.True((request.Method, request.Path) == ("PATCH", $"servers/{Web}/") && request.BodyText == body, $"{what}: {request.BodyText}");
    }

    [Fact]
    public async Task A_piped_servers_own_fields_are_never_sent_back()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var server = await rehearsal.ServerAsync(Web);

        await rehearsal.ServersAsync<SetVpsServerCommand>(new { BackupsEnabled = false }, input: [server]);

        Assert.Equal("""{"backups_enabled":false}""", Assert.Single(rehearsal.Account.Requests).BodyText);
    }

    [Fact]
    public async Task The_updated_server_is_written()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var server = Assert.Single(await rehearsal.ServersAsync<SetVpsServerCommand>(new { Name = "web-server-01", Hostname = "new.example.com" }));

        Assert.Equal("new.example.com", server.Hostname);
    }

    [Fact]
    public async Task Replace_sends_the_whole_configuration()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        await rehearsal.ServersAsync<SetVpsServerCommand>(new { Id = Web, Replace = true, NewName = "a", Hostname = "a.example.com", BackupsEnabled = false });

        var request = Assert.Single(rehearsal.Account.Requests);
        Assert.Equal("PUT", request.Method);
        Assert.Equal("""{"name":"a","hostname":"a.example.com","backups_enabled":false}""", request.BodyText);
    }

    public static TheoryData<Func<object, object, object>> Refused =>
    [
        (web, db) => new { Id = web },
        (web, db) => new { Id = web, Replace = true, NewName = "a", Hostname = "a.example.com" },
        (web, db) => new { Id = web, Replace = true, NewName = "a", Hostname = "", BackupsEnabled = true },
        (web, db) => new { Id = web, NewName = "no_underscores" },
        (web, db) => new { Id = web, NewName = "" },
        (web, db) => new { Id = web, Hostname = "" },
        (web, db) => new { Id = web, Hostname = "a.example.com", ClearHostname = true },
        (web, db) => new { Id = web, Replace = true, NewName = "a", BackupsEnabled = true, ClearHostname = true },
        (web, db) => new { Id = web, BackupsEnabled = "yes" },
        (web, db) => new { Id = new[] { web, db }, NewName = "only-one" },
        (web, db) => new { Id = new[] { web, db }, NewName = "only-one", WhatIf = true },
        (web, db) => new { InputObject = "web-server-01", Name = "web-02" },
        (web, db) => new { Id = web, Name = "web-02" },
        (web, db) => new { Id = web, NewName = new string('a', 64) },
        (web, db) => new { Id = web, Hostname = "-bad.example.com" },
        (web, db) => new { Id = web, Hostname = new string('a', 254) },
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Nothing_to_change_and_bad_values_end_it_before_anything_is_sent(Func<object, object, object> parameters)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await rehearsal.RunAsync<SetVpsServerCommand>(parameters(Web, Db));

        Assert.Equal(ErrorCategory.InvalidArgument, result.Terminating("InvalidParameter").CategoryInfo.Category);
        Assert.Empty(rehearsal.Sent);
    }

    [Fact]
    public async Task WhatIf_shows_the_change_field_by_field_and_sends_no_write()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await rehearsal.RunAsync<SetVpsServerCommand>(new { Id = Web, NewName = "web-server-01", Hostname = "web02.example.com", BackupsEnabled = false, WhatIf = true });

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
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var old = await rehearsal.ServerAsync(Web);
        await rehearsal.ServersAsync<SetVpsServerCommand>(new { Id = Web, Hostname = "between.example.com" });

        var result = await rehearsal.RunAsync<SetVpsServerCommand>(new { Hostname = "new.example.com", WhatIf = true }, input: [old]);

        Assert.Contains("between.example.com -> new.example.com", Assert.Single(result.Questions).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_name_for_several_servers_is_refused_before_the_first_is_asked_about(bool whatIf)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await rehearsal.RunAsync<SetVpsServerCommand>(new { NewName = "only-one", WhatIf = whatIf }, input: [Web, "no-such-server", Db]);

        result.Terminating("InvalidParameter");
        Assert.Empty(result.Questions);
        Assert.Empty(rehearsal.Sent);
    }

    [Fact]
    public async Task To_give_a_name_beside_the_server_says_which_parameter_renames()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await rehearsal.RunAsync<SetVpsServerCommand>(new { Name = "foo" }, input: ["web-server-01"]);

        Assert.Contains("use -NewName", result.Terminating("InvalidParameter").ToString(), StringComparison.Ordinal);
        Assert.Empty(rehearsal.Sent);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_without_a_second_request()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await rehearsal.RunAsync<SetVpsServerCommand>(new { Id = Gone, NewName = "a" });

        result.OnlyError("ServerNotFound");
        Assert.Equal([$"PATCH servers/{Gone}/"], rehearsal.Sent);
    }

    private object Web => TestIds.Of(ids, 1);

    private object Db => TestIds.Of(ids, 2);

    private object Gone => TestIds.Of(ids, 9);

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : SetServerTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : SetServerTests(SandboxServerIds.Uuid);
}
