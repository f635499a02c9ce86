namespace VpsOrg.PowerShell.Tests;

/// <summary>Every form in which users name a server means what it says.</summary>
public abstract class ReferenceFormTests(SandboxServerIds ids)
{
    /// <summary>How users name a server, made of its id.</summary>
    public static TheoryData<string, Func<object, object>> FormsOfTheWebServer => new()
    {
        { "as objects show it", id => id },
        { "text", id => $"{id}" },
        { "text with white space", id => $" {id} " },
        { "text that the engine wrapped", id => new PSObject($"{id}") },
        { "name", _ => "web-server-01" },
        { "name in another case", _ => "WEB-Server-01" },
        { "wildcard", _ => "web-*" },
        { "row with Id", id => Rows.Of(new { Id = id }) },
        { "row with Id as text", id => Rows.Of(new { Id = $"{id}" }) },
        { "row with Name", _ => Rows.Of(new { Name = "web-server-01" }) },
        { "row whose Id beats its Name", id => Rows.Of(new { Id = id, Name = "db-server-01" }) },
        { "row with an empty Id and a Name", _ => Rows.Of(new { Id = "", Name = "web-server-01" }) },
        { "row whose ServerId is its Id", id => Rows.Of(new { Id = id, ServerId = $"{id}".ToUpperInvariant() }) },
        { "hashtable", id => new System.Collections.Hashtable { ["id"] = id } },
        { "server from a file", id => Typed("Deserialized.VpsOrg.Client.VpsServer", new { Id = id, Name = "web-server-01" }) },
        { "server from a CSV file with types", id => Typed("CSV:VpsOrg.Client.VpsServer", new { Id = $"{id}" }) },
    };

    /// <summary>The same, of a number alone.</summary>
    public static TheoryData<string, object> FormsOfANumber => new()
    {
        { "long", 12345L },
        { "double, as spreadsheets bring it", 12345.0 },
        { "decimal", 12345m },
        { "ulong", 12345UL },
        { "row with a double", Rows.Of(new { Id = 12345.0 }) },
    };

    /// <summary>The same, of a UUID alone.</summary>
    public static TheoryData<string, Func<Guid, object>> FormsOfAUuid => new()
    {
        { "guid", id => id },
        { "guid that the engine wrapped", id => new PSObject(id) },
        { "row with a guid", id => Rows.Of(new { Id = id }) },
        { "hashtable with a guid", id => new System.Collections.Hashtable { ["Id"] = id } },
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
    public Task A_reference_means_its_server_typed_and_piped(string form, Func<object, object> reference) => MeansTheWebServerAsync(form, reference(Web));

    /// <summary>A reference means its server when it is typed and when it is piped.</summary>
    private async Task MeansTheWebServerAsync(string form, object reference)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var typed = await rehearsal.ServersAsync<GetVpsServerCommand>(new { InputObject = reference });
        var piped = await rehearsal.ServersAsync<GetVpsServerCommand>(input: [reference]);

        Assert.True(Web.Equals(Assert.Single(typed).Id), form);
        Assert.True(Web.Equals(Assert.Single(piped).Id), form);
    }

    [Theory]
    [MemberData(nameof(FormsOfNothing))]
    public async Task What_names_no_server_is_an_error_that_stops_nothing_else(string form, object reference)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await rehearsal.RunAsync<GetVpsServerCommand>(input: [reference, Web]);

        Assert.True(result.Ids().SequenceEqual([Web]), form);
        Assert.Equal(ErrorCategory.InvalidArgument, result.OnlyError("InvalidParameter").CategoryInfo.Category);
        Assert.Equal([$"GET servers/{Web}/"], rehearsal.Sent);
    }

    [Fact]
    public async Task A_piped_server_is_read_anew_by_its_id()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var old = await rehearsal.ServerAsync(Web);
        rehearsal.Account.SetServerStatus(Web, "stopped");

        var servers = await rehearsal.ServersAsync<GetVpsServerCommand>(input: [old]);

        Assert.Equal("stopped", Assert.Single(servers).Status);
        Assert.Equal([$"GET servers/{Web}/"], rehearsal.Sent);
    }

    [Fact]
    public async Task Several_references_at_once_each_mean_their_server()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var servers = await rehearsal.ServersAsync<GetVpsServerCommand>(new { InputObject = new object[] { Db, "web-server-01" } });

        Assert.Equal([Db, Web], servers.Select(server => server.Id));
    }

    [Fact]
    public async Task Id_and_Name_select_like_InputObject()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var byId = await rehearsal.ServersAsync<GetVpsServerCommand>(new { Id = new[] { Db, Web } });
        var byName = await rehearsal.ServersAsync<GetVpsServerCommand>(new { Name = new[] { "db-server-01", "web*" } });

        Assert.Equal([Db, Web], byId.Select(server => server.Id));
        Assert.Equal([Db, Web], byName.Select(server => server.Id));
    }

    public static TheoryData<object> WhatIsNoId =>
    [
        "123,46", "12,345", "12345.5", "12345.0", 12345.5, 12345.5m, true, false, "12kb", "0x10", "1e4", "+12345", "-1", "12345-12346", "12 345",
        "\uff11\uff12\uff13\uff14\uff15", "\u0661\u0662", "", " ", "web-server-01", '7', DayOfWeek.Monday, new DateTime(2025, 1, 1), double.NaN, double.PositiveInfinity, 1e300,
        "99999999999999999999", ulong.MaxValue, Guid.Empty, TimeSpan.FromTicks(12345), new object[] { 12346, "123,46" }, new object[] { new object[] { 12345 } }, Rows.Of(new { Id = 12345 }),
        new System.Collections.Hashtable { ["Id"] = 12345 }, new Version(1, 2),
        "3f2a9c105a6d4b1d8c5e00000000000a", "{3f2a9c10-5a6d-4b1d-8c5e-00000000000a}", "urn:uuid:3f2a9c10-5a6d-4b1d-8c5e-00000000000a", "srv-1", "00000000-0000-0000-0000-000000000000",
    ];

    [Theory]
    [MemberData(nameof(WhatIsNoId))]
    public async Task Id_takes_whole_numbers_and_UUIDs_and_nothing_that_could_be_made_one(object id)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        await Assert.ThrowsAnyAsync<Exception>(() => rehearsal.RunAsync<RemoveVpsServerCommand>(new { Id = id, Force = true }));

        Assert.Empty(rehearsal.Sent);
    }

    [Fact]
    public async Task A_server_whose_name_has_the_shape_of_a_UUID_is_reached_by_Name_and_by_nothing_else()
    {
        const string Name = "0d9f4e52-7c1b-4b8e-9d2a-3f6a5b4c8e10";
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var id = rehearsal.Account.AddServer(Name);

        var byName = await rehearsal.ServersAsync<GetVpsServerCommand>(new { Name });
        var byRow = await rehearsal.ServersAsync<GetVpsServerCommand>(input: [Rows.Of(new { Name })]);

        Assert.Equal(id, $"{Assert.Single(byName).Id}");
        Assert.Equal(id, $"{Assert.Single(byRow).Id}");
        (await rehearsal.RunAsync<GetVpsServerCommand>(input: [Name])).OnlyError("ServerNotFound");
    }

    private object Web => TestIds.Of(ids, 1);

    private object Db => TestIds.Of(ids, 2);

    private static PSObject Typed(string type, object values)
    {
        var row = Rows.Of(values);
        row.TypeNames.Insert(0, type);
        return row;
    }

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : ReferenceFormTests(SandboxServerIds.Integer)
    {
        [Theory]
        [MemberData(nameof(FormsOfANumber))]
        public Task A_whole_number_of_any_type_means_its_server(string form, object reference) => MeansTheWebServerAsync(form, reference);

        [Fact]
        public async Task Id_takes_whole_numbers_of_any_type()
        {
            var rehearsal = await Rehearsal.StartAsync();

            var servers = await rehearsal.ServersAsync<GetVpsServerCommand>(new { Id = new object[] { 12345, 12345L, "12345", 12345.0, 12345m, 12345U, new System.Numerics.BigInteger(12345), new PSObject(12345) } });

            Assert.Equal(8, servers.Count(server => server.Key == 12345));
        }

        [Theory]
        [InlineData("Deserialized.VpsOrg.Client.VpsServer")]
        [InlineData("CSV:VpsOrg.Client.VpsServer")]
        [InlineData("Selected.VpsOrg.Client.VpsServer")]
        public async Task A_server_from_a_file_is_named_by_its_id_to_the_letter_also_where_nobody_could_type_it(string type)
        {
            var rehearsal = await Rehearsal.StartAsync();

            foreach (var id in (string[])["srv-1", "012345", "99999999999999999999"])
            {
                await rehearsal.RunAsync<StopVpsServerCommand>(input: [Typed(type, new { Id = id })]);
            }

            Assert.Equal(["POST servers/srv-1/stop/", "POST servers/012345/stop/", "POST servers/99999999999999999999/stop/"], rehearsal.Sent);
        }
    }

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : ReferenceFormTests(SandboxServerIds.Uuid)
    {
        [Theory]
        [MemberData(nameof(FormsOfAUuid))]
        public Task A_guid_means_its_server(string form, Func<Guid, object> reference) => MeansTheWebServerAsync(form, reference(Guid.Parse($"{Web}")));

        [Fact]
        public async Task Id_takes_UUIDs_as_text_and_as_guids()
        {
            var rehearsal = await Rehearsal.StartAsync(ids: SandboxServerIds.Uuid);
            var uuid = $"{Web}";

            var servers = await rehearsal.ServersAsync<GetVpsServerCommand>(new { Id = new object[] { uuid, $" {uuid} ", new PSObject(uuid), Guid.Parse(uuid), new PSObject(Guid.Parse(uuid)) } });

            Assert.Equal(5, servers.Count(server => Web.Equals(server.Id)));
        }

        [Fact]
        public async Task A_UUID_is_sent_as_it_was_typed()
        {
            var rehearsal = await Rehearsal.StartAsync(ids: SandboxServerIds.Uuid);
            var typed = $"{Web}".ToUpperInvariant();

            (await rehearsal.RunAsync<StopVpsServerCommand>(new { Id = typed })).OnlyError("ServerNotFound"); // To this account the case matters.

            Assert.Equal([$"POST servers/{typed}/stop/"], rehearsal.Sent);
        }
    }
}
