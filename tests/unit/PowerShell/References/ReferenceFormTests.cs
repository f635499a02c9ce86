namespace VpsOrg.PowerShell.Tests;

/// <summary>Every form in which users name a server means what it says.</summary>
public sealed class ReferenceFormTests
{
    private const int Web = 12345;

    public static TheoryData<string, object> FormsOfTheWebServer => new()
    {
        { "int", 12345 },
        { "long", 12345L },
        { "short text of digits", "12345" },
        { "text of digits with white space", " 12345 " },
        { "double, as spreadsheets bring it", 12345.0 },
        { "decimal", 12345m },
        { "ulong", 12345UL },
        { "name", "web-server-01" },
        { "name in another case", "WEB-Server-01" },
        { "wildcard", "web-*" },
        { "row with Id", Rows.Of(new { Id = "12345" }) },
        { "row with a numeric Id", Rows.Of(new { Id = 12345.0 }) },
        { "row with Name", Rows.Of(new { Name = "web-server-01" }) },
        { "row whose Id beats its Name", Rows.Of(new { Id = 12345, Name = "db-server-01" }) },
        { "row with an empty Id and a Name", Rows.Of(new { Id = "", Name = "web-server-01" }) },
        { "hashtable", new System.Collections.Hashtable { ["id"] = 12345 } },
    };

    public static TheoryData<string, object> FormsOfNothing => new()
    {
        { "zero", 0 },
        { "negative", -1 },
        { "fraction", 1.5 },
        { "text of digits beyond 64 bits", "99999999999999999999" },
        { "ulong beyond", ulong.MaxValue },
        { "empty text", "" },
        { "blank text", "  " },
        { "row with neither", Rows.Of(new { Plan = 1 }) },
        { "row with a bad Id and a good Name", Rows.Of(new { Id = "abc", Name = "web-server-01" }) },
        { "hashtable with neither", new System.Collections.Hashtable { ["Plan"] = 1 } },
        { "flag", true },
        { "any other object with an Id", new { Id = 12345 } },
    };

    [Theory]
    [MemberData(nameof(FormsOfTheWebServer))]
    public async Task A_reference_means_its_server_when_typed(string form, object reference)
    {
        var rehearsal = await Rehearsal.StartAsync();

        var servers = await rehearsal.ServersAsync<GetVpsServerCommand>(new { InputObject = reference });

        Assert.True(Web == Assert.Single(servers).Key, form);
    }

    [Theory]
    [MemberData(nameof(FormsOfTheWebServer))]
    public async Task A_reference_means_its_server_when_piped(string form, object reference)
    {
        var rehearsal = await Rehearsal.StartAsync();

        var servers = await rehearsal.ServersAsync<GetVpsServerCommand>(input: [reference]);

        Assert.True(Web == Assert.Single(servers).Key, form);
    }

    [Theory]
    [MemberData(nameof(FormsOfNothing))]
    public async Task What_names_no_server_is_an_error_that_stops_nothing_else(string form, object reference)
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<GetVpsServerCommand>(input: [reference, Web]);

        Assert.True(result.Ids().SequenceEqual([Web]), form);
        Assert.Equal(ErrorCategory.InvalidArgument, result.OnlyError("InvalidParameter").CategoryInfo.Category);
        Assert.Equal(["GET servers/12345/"], rehearsal.Sent);
    }

    [Fact]
    public async Task A_piped_server_is_read_anew_by_its_id()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var old = await rehearsal.ServerAsync(Web);
        rehearsal.Account.SetServerStatus(Web, "stopped");

        var servers = await rehearsal.ServersAsync<GetVpsServerCommand>(input: [old]);

        Assert.Equal("stopped", Assert.Single(servers).Status);
        Assert.Equal(["GET servers/12345/"], rehearsal.Sent);
    }

    [Fact]
    public async Task Several_references_at_once_each_mean_their_server()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var servers = await rehearsal.ServersAsync<GetVpsServerCommand>(new { InputObject = new object[] { 12346, "web-server-01" } });

        Assert.Equal([12346, Web], servers.Select(server => server.Id));
    }

    [Fact]
    public async Task Id_and_Name_select_like_InputObject()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var byId = await rehearsal.ServersAsync<GetVpsServerCommand>(new { Id = new[] { 12346L, Web } });
        var byName = await rehearsal.ServersAsync<GetVpsServerCommand>(new { Name = new[] { "db-server-01", "web*" } });

        Assert.Equal([12346, Web], byId.Select(server => server.Id));
        Assert.Equal([12346, Web], byName.Select(server => server.Id));
    }

    public static TheoryData<object> WhatIsNoId =>
    [
        "123,46", "12,345", "12345.5", "12345.0", 12345.5, 12345.5m, true, false, "12kb", "0x10", "1e4", "+12345", "-1", "12345-12346", "12 345",
        "\uff11\uff12\uff13\uff14\uff15", "\u0661\u0662", "", " ", "web-server-01", '7', DayOfWeek.Monday, new DateTime(2025, 1, 1), double.NaN, double.PositiveInfinity, 1e300,
        "99999999999999999999", ulong.MaxValue, Guid.Empty, TimeSpan.FromTicks(12345), new object[] { 12346, "123,46" }, new object[] { new object[] { 12345 } }, Rows.Of(new { Id = 12345 }),
        new System.Collections.Hashtable { ["Id"] = 12345 }, new Version(1, 2),
    ];

    [Theory]
    [MemberData(nameof(WhatIsNoId))]
    public async Task Id_takes_whole_numbers_and_nothing_that_could_be_made_one(object id)
    {
        var rehearsal = await Rehearsal.StartAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => rehearsal.RunAsync<RemoveVpsServerCommand>(new { Id = id, Force = true }));

        Assert.Empty(rehearsal.Sent);
    }

    [Fact]
    public async Task Id_takes_whole_numbers_of_any_type()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var servers = await rehearsal.ServersAsync<GetVpsServerCommand>(new { Id = new object[] { 12345, 12345L, "12345", 12345.0, 12345m, 12345U, new System.Numerics.BigInteger(12345), new PSObject(12345) } });

        Assert.Equal(8, servers.Count(server => server.Key == Web));
    }
}
