namespace VpsOrg.Client.Tests;

/// <summary>Where the API gives a <c>next</c> it is followed, but never to another origin.</summary>
public sealed class NextPageTests
{
    [Theory]
    [InlineData("http://127.0.0.1:PORT/api/v1/servers/?page=2")]
    [InlineData("/api/v1/servers/?page=2")]
    [InlineData("?page=2")]
    [InlineData("//127.0.0.1:PORT/api/v1/servers/?page=2")]
    [InlineData("HTTP://127.0.0.1:PORT/api/v1/servers/?page=2")]
    public async Task Next_is_followed_absolute_and_relative(string next)
    {
        await using var server = new RawServer(request => RawAnswer.Json(request.Query.Length == 0
            ? Payloads.Page(3, [1, 2], next.Replace("PORT", PortOf(request), StringComparison.Ordinal))
            : Payloads.Page(3, [3])));
        using var client = Clients.For(server);

        var servers = await client.GetServersAsync().Guarded();

        Assert.Equal([1, 2, 3], servers.Select(one => one.Id));
        Assert.Equal(["GET /api/v1/servers/", "GET /api/v1/servers/?page=2"], server.Lines);
    }

    [Fact]
    public async Task A_cursor_is_followed_word_for_word_to_the_end()
    {
        await using var server = new RawServer(request => RawAnswer.Json(request.Asked("cursor") switch
        {
            null => Payloads.Page(null, [1], "/api/v1/servers/?cursor=cD0y%2BMQ%3D%3D&status=active"),
            "cD0y%2BMQ%3D%3D" => Payloads.Page(null, [2], "/api/v1/servers/?cursor=last"),
            _ => Payloads.Page(null, [3]),
        }));
        using var client = Clients.For(server);

        Assert.Equal([1, 2, 3], (await client.GetServersAsync().Guarded()).Select(one => one.Id));
        Assert.Equal("GET /api/v1/servers/?cursor=cD0y%2BMQ%3D%3D&status=active", server.Lines[1]);
    }

    [Fact]
    public async Task Another_origin_is_refused_and_sees_nothing()
    {
        await using var elsewhere = new RawServer(RawAnswer.Json(Payloads.Page(3, [3])));
        await using var server = new RawServer(RawAnswer.Json(Payloads.Page(3, [1, 2], $"http://127.0.0.1:{elsewhere.Port}/api/v1/servers/?page=2")));
        using var client = Clients.For(server, retries: 4);

        var exception = await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.GetServersAsync().Guarded());

        Assert.Contains("points outside", exception.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
        Assert.Equal(0, elsewhere.ConnectionsAccepted);
    }

    [Theory]
    [InlineData("https://127.0.0.1:PORT/api/v1/servers/?page=2")]
    [InlineData("http://localhost:PORT/api/v1/servers/?page=2")]
    [InlineData("http://user@127.0.0.1:PORT/api/v1/servers/?page=2")]
    [InlineData("http://127.0.0.1.example.com:PORT/api/v1/servers/?page=2")]
    [InlineData("//elsewhere.example/api/v1/servers/?page=2")]
    [InlineData("http://127.0.0.1:PORT/other/servers/?page=2")]
    [InlineData("../../../servers/?page=2")]
    [InlineData("/api/v1/../../other/?page=2")]
    [InlineData("/api/v1///elsewhere.example/servers/")]
    [InlineData("/api/v1/http://elsewhere.example/servers/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://[")]
    public async Task What_is_not_this_API_is_refused(string next)
    {
        await using var server = new RawServer(request => RawAnswer.Json(request.Query.Length == 0
            ? Payloads.Page(3, [1, 2], next.Replace("PORT", PortOf(request), StringComparison.Ordinal))
            : Payloads.Page(3, [3])));
        using var client = Clients.For(server);

        await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.GetServersAsync().Guarded());

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Pages_that_lead_in_a_circle_end()
    {
        await using var server = new RawServer(request => RawAnswer.Json(request.Query.Length == 0
            ? Payloads.Page(3, [1, 2], "/api/v1/servers/?page=2")
            : Payloads.Page(3, [3], "/api/v1/servers/")));
        using var client = Clients.For(server);

        Assert.Equal([1, 2, 3], (await client.GetServersAsync().Guarded()).Select(one => one.Id));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Pages_without_end_that_bring_nothing_new_end()
    {
        var page = 1;
        await using var server = new RawServer(_ => RawAnswer.Json(Payloads.Page(3, [1, 2], $"/api/v1/servers/?page={++page}")));
        using var client = Clients.For(server);

        await Assert.ThrowsAsync<VpsIncompleteListException>(() => client.GetServersAsync().Guarded());

        Assert.InRange(server.Requests.Count, 3, 10);
    }

    [Fact]
    public async Task Pages_without_end_that_bring_more_than_was_counted_end()
    {
        var page = 1;
        await using var server = new RawServer(_ => RawAnswer.Json(Payloads.Page(3, [page * 2, (page * 2) + 1], $"/api/v1/servers/?page={++page}")));
        using var client = Clients.For(server);

        await Assert.ThrowsAsync<VpsIncompleteListException>(() => client.GetServersAsync().Guarded());

        Assert.InRange(server.Requests.Count, 3, 10);
    }

    [Fact]
    public async Task Pages_without_end_and_count_that_bring_nothing_new_are_an_error()
    {
        var page = 1;
        await using var server = new RawServer(_ => RawAnswer.Json(Payloads.Page(null, [1, 2], $"/api/v1/servers/?page={++page}")));
        using var client = Clients.For(server);

        await Assert.ThrowsAsync<VpsIncompleteListException>(() => client.GetServersAsync().Guarded());

        Assert.InRange(server.Requests.Count, 3, 10);
    }

    [Fact]
    public async Task Pages_without_end_and_count_that_all_bring_something_new_are_an_error_after_ten_thousand()
    {
        var page = 1;
        var handler = new StubHandler(_ => StubHandler.Json(Payloads.Page(null, [page], $"/api/v1/servers/?page={++page}")));
        using var client = Clients.For(handler);

        var exception = await Assert.ThrowsAsync<VpsIncompleteListException>(() => client.GetServersAsync().Guarded());

        Assert.Contains("does not end: 10000 pages were read", exception.Message, StringComparison.Ordinal);
        Assert.Equal(10_000, handler.Lines.Count);
    }

    [Fact]
    public async Task Pages_without_end_whose_count_grows_with_them_are_an_error()
    {
        var page = 1;
        await using var server = new RawServer(_ => RawAnswer.Json(Payloads.Page(page + 1, [page], $"/api/v1/servers/?page={++page}")));
        using var client = Clients.For(server);

        await Assert.ThrowsAsync<VpsIncompleteListException>(() => client.GetServersAsync().Guarded());

        Assert.InRange(server.Requests.Count, 3, 10);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(100_000)]
    public async Task A_hundred_thousand_servers_by_pages_of_twenty_come_whole(int? count)
    {
        var handler = new StubHandler(request =>
        {
            var page = int.Parse(System.Web.HttpUtility.ParseQueryString(request.RequestUri!.Query)["page"] ?? "1", System.Globalization.CultureInfo.InvariantCulture);
            var ids = Enumerable.Range(((page - 1) * 20) + 1, 20).Select(id => (long)id);
            return StubHandler.Json(Payloads.Page(count, ids, page < 5000 ? $"/api/v1/servers/?page={page + 1}" : null));
        });
        using var client = Clients.For(handler);

        Assert.Equal(100_000, (await client.GetServersAsync().Guarded()).Count);
    }

    [Fact]
    public async Task All_pages_together_are_bounded_in_bytes()
    {
        var page = 1;
        var text = new string('x', 100_000);
        var handler = new StubHandler(_ => StubHandler.Json(
            $$"""{"next":"/api/v1/servers/?page={{page + 1}}","results":[{"id":{{page++}},"x":"{{text}}"}]}"""));
        using var client = Clients.For(new Uri("https://vps.test/api/v1/"), handler: () => handler, longestList: 2 << 20);

        var exception = await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.GetServersAsync().Guarded());

        Assert.Contains("larger than 2 MB", exception.Message, StringComparison.Ordinal);
        Assert.Equal(21, handler.Lines.Count);
    }

    [Fact]
    public async Task A_last_page_without_servers_ends_a_list()
    {
        await using var server = new RawServer(
            RawAnswer.Json(Payloads.Page(null, [1, 2], "/api/v1/servers/?page=2")),
            RawAnswer.Json(Payloads.Page(null, [])));
        using var client = Clients.For(server);

        Assert.Equal([1, 2], (await client.GetServersAsync().Guarded()).Select(one => one.Id));
    }

    [Fact]
    public async Task A_chain_of_pages_that_breaks_is_an_error()
    {
        await using var server = new RawServer(
            RawAnswer.Json(Payloads.Page(3, [1, 2], "/api/v1/servers/?page=2")),
            RawAnswer.Status(500));
        using var client = Clients.For(server);

        await Assert.ThrowsAsync<VpsServerErrorException>(() => client.GetServersAsync().Guarded());
    }

    [Fact]
    public async Task A_chain_whose_next_page_is_gone_is_read_again_from_its_beginning()
    {
        await using var server = new RawServer(
            RawAnswer.Json(Payloads.Page(3, [1, 2], "/api/v1/servers/?page=2")),
            RawAnswer.Status(404, """{"detail":"Invalid page."}"""),
            RawAnswer.Json(Payloads.Page(2, [1, 2])));
        using var client = Clients.For(server);

        Assert.Equal([1, 2], (await client.GetServersAsync().Guarded()).Select(one => one.Id));
    }

    private static string PortOf(RawRequest request) => request.Header("Host")!.Split(':')[1];
}
