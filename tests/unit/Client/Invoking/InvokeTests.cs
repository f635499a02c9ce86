namespace VpsOrg.Client.Tests;

/// <summary>Any endpoint by its path: with the token, and therefore nowhere but at this API.</summary>
public sealed class InvokeTests
{
    [Theory]
    [InlineData("servers/12345/snapshots/", "/api/v1/servers/12345/snapshots/")]
    [InlineData("/plans/?a=b c", "/api/v1/plans/?a=b%20c")]
    [InlineData("plans/a%20b/%C3%BC/", "/api/v1/plans/a%20b/%C3%BC/")]
    [InlineData("plans/?up=../x;y%2fz", "/api/v1/plans/?up=../x;y%2fz")]
    public async Task A_path_below_the_base_address_is_asked_for(string path, string target)
    {
        await using var server = new RawServer(RawAnswer.Json("""{"a":[1,"two",null]}"""));
        using var client = Clients.For(server);

        var answer = Assert.IsType<Dictionary<string, object?>>(await client.InvokeAsync(HttpMethod.Get, path).Guarded());

        Assert.Equal([1L, "two", null], Assert.IsType<object?[]>(answer["a"]));
        Assert.Equal(["GET " + target], server.Lines);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("../../admin/")]
    [InlineData("servers/../../../admin/")]
    [InlineData("%2e%2e/admin/")]
    [InlineData("https://elsewhere.example/api/v1/servers/")]
    [InlineData("\\\\elsewhere.example\\x")]
    [InlineData("./https://elsewhere.example/")]
    [InlineData("plans/../keys/")]
    [InlineData("servers/12345/../12346/")]
    [InlineData("servers/12345/./stop/")]
    [InlineData("servers/12345/%2e%2e/12346/")]
    [InlineData("servers/12345/%2E./12346/")]
    [InlineData("servers/12345/%252e%252e/12346/")]
    [InlineData("servers/12345/%25252e%25252e/12346/")]
    [InlineData("servers/12345/%c0%ae%c0%ae/12346/")]
    [InlineData("servers/12345/%u002e%u002e/12346/")]
    [InlineData("servers/12345/\uff0e\uff0e/12346/")]
    [InlineData("servers%2f12346/")]
    [InlineData("servers/12345%2F..%2F12346/")]
    [InlineData("servers/12345%252f..%252f12346/")]
    [InlineData("servers/12345%5c..%5c12346/")]
    [InlineData("servers/12345%255c..%255c12346/")]
    [InlineData("servers\\12346\\")]
    [InlineData("servers/12345;x=1/")]
    [InlineData("servers/12345%3b/")]
    [InlineData("servers/12345%253b/")]
    [InlineData("servers/12345%00/")]
    [InlineData("servers/12345%3fx/")]
    [InlineData("servers/12345/#/../12346/")]
    [InlineData("servers/12345%/")]
    public async Task A_path_that_leads_elsewhere_is_refused_and_nothing_is_sent(string path)
    {
        await using var server = new RawServer(_ => RawAnswer.Json("{}"));
        using var client = Clients.For(server);

        await Assert.ThrowsAsync<ArgumentException>(() => client.InvokeAsync(HttpMethod.Get, path).Guarded());

        Assert.Equal(0, server.ConnectionsAccepted);
    }

    [Fact]
    public async Task A_POST_sends_what_it_is_given_as_JSON_once()
    {
        await using var server = new RawServer(_ => RawAnswer.Status(503));
        using var client = Clients.For(server, retries: 4);
        var body = new Dictionary<string, object?> { ["name"] = "a\"b", ["size"] = 7, ["tags"] = new[] { "x", "y" }, ["none"] = null, ["rate"] = 1.5, ["on"] = true };

        var exception = await Assert.ThrowsAsync<VpsServerErrorException>(() => client.InvokeAsync(HttpMethod.Post, "keys/", body).Guarded());

        Assert.True(exception.MayHaveActed);
        Assert.Equal("""{"name":"a\"b","size":7,"tags":["x","y"],"none":null,"rate":1.5,"on":true}""", Assert.Single(server.Requests).Body);
    }

    [Fact]
    public async Task A_body_that_is_no_JSON_or_holds_itself_is_refused()
    {
        await using var server = new RawServer(_ => RawAnswer.Json("{}"));
        using var client = Clients.For(server);
        var circle = new List<object>();
        circle.Add(circle);

        foreach (var body in (object[])["{broken", circle, new object()])
        {
            await Assert.ThrowsAsync<ArgumentException>(() => client.InvokeAsync(HttpMethod.Post, "keys/", body).Guarded());
        }

        await Assert.ThrowsAsync<ArgumentException>(() => client.InvokeAsync(HttpMethod.Get, "keys/", "{}").Guarded());
        Assert.Equal(0, server.ConnectionsAccepted);
    }

    [Fact]
    public async Task A_list_is_read_whole_unless_a_page_is_asked_for()
    {
        await using var server = new RawServer(request => RawAnswer.Json(request.Asked("page") is "2" or null && request.Query.Length > 0
            ? """{"count":3,"results":[{"id":3}]}"""
            : request.Query.Length > 0 ? """{"count":3,"results":[{"id":1},{"id":2}]}""" : """{"count":3,"results":[{"id":1}]}"""));
        using var client = Clients.For(server);

        var whole = Assert.IsType<object?[]>(await client.InvokeAsync(HttpMethod.Get, "keys/").Guarded());
        var page = Assert.IsType<Dictionary<string, object?>>(await client.InvokeAsync(HttpMethod.Get, "keys/?page=2").Guarded());

        Assert.Equal([1L, 2L, 3L], whole.Select(item => ((Dictionary<string, object?>)item!)["id"]));
        Assert.Single((object?[])page["results"]!);
    }

    [Theory]
    [InlineData("servers/12345/resize/")]
    [InlineData("SERVERS/12345")]
    [InlineData("serv%65rs/%312345/")]
    [InlineData("servers//12345/")]
    [InlineData("servers/+12345/")]
    [InlineData("servers/1_2345/")]
    [InlineData("servers/１２３４５/")]
    [InlineData("servers/99999999999999999999/")]
    [InlineData("servers/12345/start/now/")]
    [InlineData("servers/")]
    [InlineData("keys/")]
    [InlineData("teams/7/servers/12345/stop/")]
    [InlineData("servers/12346,12345/stop/")]
    [InlineData("batch/?ids=12345")]
    public async Task A_protected_server_takes_no_write_however_its_path_is_spelt(string path)
    {
        await using var server = new RawServer(_ => RawAnswer.Json(Payloads.Get));
        using var client = new VpsClient(new VpsClientOptions { BaseAddress = server.BaseAddress, IsProtected = name => name == "web-server-01" });

        foreach (var method in (HttpMethod[])[HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete])
        {
            await Assert.ThrowsAsync<VpsGuardException>(() => client.InvokeAsync(method, path).Guarded());
        }

        Assert.All(server.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task A_protected_session_lets_those_writes_through_whose_server_it_can_name()
    {
        await using var server = new RawServer(request => RawAnswer.Json(request.Method == "GET" ? Payloads.Get : "{}"));
        using var client = new VpsClient(new VpsClientOptions { BaseAddress = server.BaseAddress, IsProtected = name => name == "db-server-01" });

        await client.InvokeAsync(HttpMethod.Post, "servers/12345/resize/").Guarded();
        var refusal = await Assert.ThrowsAsync<VpsGuardException>(() => client.InvokeAsync(HttpMethod.Post, "keys/").Guarded());

        Assert.Contains("its path does not name a server by its id, so what it changes may be protected", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["GET /api/v1/servers/12345/", "POST /api/v1/servers/12345/resize/"], server.Lines);
    }

    [Fact]
    public async Task A_read_only_session_sends_no_write_by_path_either()
    {
        await using var server = new RawServer(_ => RawAnswer.Json("{}"));
        using var client = new VpsClient(new VpsClientOptions { BaseAddress = server.BaseAddress, ReadOnly = true });

        foreach (var method in (string[])["POST", "PUT", "PATCH", "DELETE", "post"])
        {
            await Assert.ThrowsAsync<VpsGuardException>(() => client.InvokeAsync(new HttpMethod(method), "keys/1/").Guarded());
        }

        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("{\"x\":")]
    [InlineData("[[[[")]
    public async Task What_is_no_JSON_is_an_unreadable_answer(string body)
    {
        using var client = Clients.Reading(body);

        await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.InvokeAsync(HttpMethod.Get, "plans/").Guarded());
        await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.InvokeAsync(HttpMethod.Post, "plans/", "{}").Guarded());
    }

    [Fact]
    public async Task An_answer_without_a_body_is_null()
    {
        await using var server = new RawServer(_ => RawAnswer.NoContent());
        using var client = Clients.For(server);

        Assert.Null(await client.InvokeAsync(HttpMethod.Delete, "keys/1/").Guarded());
        Assert.Null(await client.InvokeAsync(HttpMethod.Get, "keys/1/").Guarded());
    }
}
