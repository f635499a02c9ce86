using System.Collections.Concurrent;
using System.Globalization;

namespace VpsOrg.Client.Tests;

/// <summary>Whole lists or an error, and nothing but the documented request where that is enough.</summary>
public sealed class ListTests
{
    [Fact]
    public async Task A_list_that_comes_whole_takes_one_request()
    {
        await using var server = new RawServer(RawAnswer.Json(Payloads.Page(3, [1, 2, 3])));
        using var client = Clients.For(server);

        var servers = await client.GetServersAsync().Guarded();

        Assert.Equal([1L, 2L, 3L], servers.Select(one => one.Key.Number!.Value));
        Assert.Equal(["GET /api/v1/servers/"], server.Lines);
    }

    [Theory]
    [InlineData("""{"count":0,"results":[]}""", 0)]
    [InlineData("""{"results":[{"id":1},{"id":2}]}""", 2)]
    [InlineData("""{"count":null,"next":null,"previous":null,"results":[{"id":1}]}""", 1)]
    [InlineData("""{"results":[{"id":1}],"count":1}""", 1)]
    [InlineData("""[{"id":1},{"id":2}]""", 2)]
    [InlineData("[]", 0)]
    public async Task Every_shape_of_a_whole_list_is_read(string body, int count)
    {
        await using var server = new RawServer(RawAnswer.Json(body));
        using var client = Clients.For(server);

        Assert.Equal(count, (await client.GetServersAsync().Guarded()).Count);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("active", null, "?status=active")]
    [InlineData("Stopped", null, "?status=stopped")]
    [InlineData("SUSPENDED", null, "?status=suspended")]
    [InlineData("provisioning", null, "")]
    [InlineData("", null, "")]
    [InlineData("active,stopped", null, "")]
    [InlineData(null, "us-west", "?location=us-west")]
    [InlineData(null, "US-West", "")]
    [InlineData(null, "us-west,us-east", "")]
    [InlineData("active", "us-west", "?status=active&location=us-west")]
    [InlineData(null, "a&status=b c", "?location=a%26status%3Db%20c")]
    public async Task Only_what_the_API_can_filter_is_sent(string? statuses, string? locations, string query)
    {
        await using var server = new RawServer(RawAnswer.Json(Payloads.Page(0, [])));
        using var client = Clients.For(server);

        await client.GetServersAsync(new ServerFilter { Statuses = statuses?.Split(',') ?? [], Locations = locations?.Split(',') ?? [] }).Guarded();

        Assert.Equal(["GET /api/v1/servers/" + query], server.Lines);
    }

    [Fact]
    public async Task A_filter_is_applied_on_this_side_too()
    {
        await using var server = new RawServer(_ => RawAnswer.Json("""
            {"count":4,"results":[{"id":1,"status":"active","location":"us-west"},{"id":2,"status":"Active","location":"US-WEST"},
             {"id":3,"status":"stopped","location":"us-west"},{"id":4,"status":"active","location":"us-east"}]}
            """));
        using var client = Clients.For(server);

        var both = await client.GetServersAsync(new ServerFilter { Statuses = ["active"], Locations = ["us-west"] }).Guarded();
        var several = await client.GetServersAsync(new ServerFilter { Statuses = ["STOPPED", "gone"] }).Guarded();

        Assert.Equal([1L, 2L], both.Select(one => one.Key.Number!.Value));
        Assert.Equal([3L], several.Select(one => one.Key.Number!.Value));
    }

    [Fact]
    public async Task Filters_stay_on_every_page()
    {
        await using var server = new RawServer(request => RawAnswer.Json(Paged(request, 150)));
        using var client = Clients.For(server);

        await client.GetServersAsync(new ServerFilter { Statuses = ["active"], Locations = ["us-west"] }).Guarded();

        Assert.All(server.Requests, request => Assert.StartsWith("status=active&location=us-west", request.Query, StringComparison.Ordinal));
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task More_servers_than_came_are_read_anew_by_pages_of_one_size_in_order()
    {
        await using var server = new RawServer(request => RawAnswer.Json(Paged(request, 457)));
        using var client = Clients.For(server);

        var servers = await client.GetServersAsync().Guarded();

        Assert.Equal(Ids(1, 457), servers.Select(one => one.Key.Number!.Value));
        Assert.Equal(string.Empty, server.Requests[0].Query);
        Assert.Equal("page=1&page_size=100", server.Requests[1].Query);
        Assert.Equal(
            ["page=2&page_size=100", "page=3&page_size=100", "page=4&page_size=100", "page=5&page_size=100"],
            server.Requests.Skip(2).Select(request => request.Query).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Pages_that_come_in_another_order_do_not_change_the_list_s_order()
    {
        var last = new TaskCompletionSource();
        await using var server = new RawServer(request =>
        {
            var answer = RawAnswer.Json(Paged(request, 300));
            if (request.Asked("page") == "3")
            {
                last.TrySetResult();
            }

            return request.Asked("page") == "2" ? answer.After(last.Task) : answer;
        });
        using var client = Clients.For(server);

        Assert.Equal(Ids(1, 300), (await client.GetServersAsync().Guarded()).Select(one => one.Key.Number!.Value));
    }

    [Fact]
    public async Task Four_pages_are_read_at_once_and_no_more()
    {
        const int pages = 20;
        var held = new HeldAnswers();
        var handler = new StubHandler((request, _) =>
        {
            var asked = System.Web.HttpUtility.ParseQueryString(request.RequestUri!.Query);
            var answer = StubHandler.Json(Paged(asked["page"], asked["page_size"], pages * 100, cap: 100));
            return asked["page"] is null or "1" ? Task.FromResult(answer) : held.HoldAsync(answer);
        });
        using var client = Clients.For(handler);
        var call = client.GetServersAsync();

        // Two requests come before; from then on, as many more as were answered and four in flight.
        for (var answered = 0; answered < pages - 1 - 4; answered++)
        {
            await held.UntilHeldAsync(4);
            Assert.Equal(2 + answered + 4, handler.Lines.Count);
            held.Release();
        }

        held.ReleaseAllFromNowOn();
        Assert.Equal(Ids(1, pages * 100), (await call.Guarded()).Select(one => one.Key.Number!.Value));
        Assert.Equal(1 + pages, handler.Lines.Count);
    }

    [Fact]
    public async Task A_list_that_is_given_up_gives_up_the_pages_that_are_being_read()
    {
        using var stop = new HeldCancellation();
        var reading = new ConcurrentQueue<CancellationToken>();
        var changed = new Signal();
        var handler = new StubHandler((request, token) =>
        {
            var asked = System.Web.HttpUtility.ParseQueryString(request.RequestUri!.Query);
            if (asked["page"] is null or "1")
            {
                return Task.FromResult(StubHandler.Json(Paged(asked["page"], asked["page_size"], total: 300, cap: 100)));
            }

            stop.HoldHere();
            reading.Enqueue(token);
            changed.Raise();
            return new TaskCompletionSource<HttpResponseMessage>().Task.WaitAsync(token);
        });
        using var client = Clients.For(handler);
        var call = client.GetServersAsync(filter: null, trace: null, stop.Token);
        await changed.UntilAsync(() => reading.Count == 2);

        var cancelling = stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Guarded());

        Assert.Equal([true, true], reading.Select(token => token.IsCancellationRequested));
        stop.GoOn();
        await cancelling.Guarded();
    }

    [Fact]
    public async Task A_server_that_caps_the_page_size_still_gives_the_whole_list()
    {
        await using var server = new RawServer(request => RawAnswer.Json(Paged(request, 57, cap: 20)));
        using var client = Clients.For(server);

        var servers = await client.GetServersAsync().Guarded();

        Assert.Equal(Ids(1, 57), servers.Select(one => one.Key.Number!.Value));
        Assert.Equal(4, server.Requests.Count);
        Assert.All(server.Requests.Skip(1), request => Assert.Equal("100", request.Asked("page_size")));
    }

    [Fact]
    public async Task A_server_that_comes_on_two_pages_is_written_once()
    {
        await using var server = new RawServer(request => RawAnswer.Json(request.Asked("page") switch
        {
            null => Payloads.Page(5, [1, 2]),
            "1" => Payloads.Page(5, [1, 2, 3]),
            _ => Payloads.Page(5, [3, 4, 5]),
        }));
        using var client = Clients.For(server);

        Assert.Equal([1L, 2L, 3L, 4L, 5L], (await client.GetServersAsync().Guarded()).Select(one => one.Key.Number!.Value));
    }

    [Fact]
    public async Task A_count_that_changes_midway_means_reading_again()
    {
        var reads = 0;
        await using var server = new RawServer(request =>
        {
            reads += request.Asked("page") == "1" ? 1 : 0;
            return RawAnswer.Json(Paged(request, reads == 1 && request.Asked("page") == "1" ? 151 : 150));
        });
        using var client = Clients.For(server);
        var trace = new RecordingTrace();

        var servers = await client.GetServersAsync(null, trace).Guarded();

        Assert.Equal(Ids(1, 150), servers.Select(one => one.Key.Number!.Value));
        Assert.Equal(["", "1", "2", "1", "2"], server.Requests.Select(request => request.Asked("page") ?? string.Empty));
        Assert.Contains(trace.Verbose, line => line.StartsWith("The list changed while it was read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_that_never_agrees_with_its_count_is_an_error_after_two_more_reads()
    {
        await using var server = new RawServer(_ => RawAnswer.Json(Payloads.Page(57, Ids(1, 20))));
        using var client = Clients.For(server);

        var exception = await Assert.ThrowsAsync<VpsIncompleteListException>(() => client.GetServersAsync().Guarded());

        Assert.Contains("got 20 of 57", exception.Message, StringComparison.Ordinal);
        Assert.Equal(20, exception.Got);
        Assert.Equal(57, exception.Expected);
        Assert.Equal(3, server.Requests.Count(request => request.Asked("page") == "1"));
        Assert.Equal(1, server.Requests.Count(request => request.Query.Length == 0));
        Assert.InRange(server.Requests.Count, 4, 10);
    }

    [Fact]
    public async Task More_servers_than_the_API_counts_are_an_error_too()
    {
        await using var server = new RawServer(_ => RawAnswer.Json(Payloads.Page(2, [1, 2, 3])));
        using var client = Clients.For(server);

        var exception = await Assert.ThrowsAsync<VpsIncompleteListException>(() => client.GetServersAsync().Guarded());

        Assert.Contains("got 3 of 2", exception.Message, StringComparison.Ordinal);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_list_that_says_it_has_a_billion_servers_takes_a_bounded_number_of_requests()
    {
        await using var server = new RawServer(_ => RawAnswer.Json(Payloads.Page(1_000_000_000, Ids(1, 100))));
        using var client = Clients.For(server);

        await Assert.ThrowsAsync<VpsIncompleteListException>(() => client.GetServersAsync().Guarded());

        Assert.InRange(server.Requests.Count, 4, 30);
    }

    [Fact]
    public async Task A_page_that_is_gone_midway_means_reading_again()
    {
        var gone = 0;
        await using var server = new RawServer(request => request.Asked("page") == "2" && gone++ == 0
            ? RawAnswer.Status(404, """{"detail":"Invalid page."}""")
            : RawAnswer.Json(Paged(request, 150)));
        using var client = Clients.For(server);

        Assert.Equal(Ids(1, 150), (await client.GetServersAsync().Guarded()).Select(one => one.Key.Number!.Value));
        Assert.Equal(["", "1", "2", "1", "2"], server.Requests.Select(request => request.Asked("page") ?? string.Empty));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(403)]
    public async Task A_page_that_fails_fails_the_whole_list(int status)
    {
        await using var server = new RawServer(request => request.Asked("page") == "3" ? RawAnswer.Status(status) : RawAnswer.Json(Paged(request, 900)));
        using var client = Clients.For(server);

        var exception = await Assert.ThrowsAnyAsync<VpsException>(() => client.GetServersAsync().Guarded());

        Assert.Equal(status, exception.Context.StatusCode);
    }

    [Fact]
    public async Task A_page_that_fails_is_retried_by_itself()
    {
        var failed = 0;
        await using var server = new RawServer(request => request.Asked("page") == "2" && failed++ == 0
            ? RawAnswer.Status(503)
            : RawAnswer.Json(Paged(request, 150)));
        using var client = Clients.For(server, retries: 1);

        Assert.Equal(150, (await client.GetServersAsync().Guarded()).Count);
        Assert.Equal(["", "1", "2", "2"], server.Requests.Select(request => request.Asked("page") ?? string.Empty));
    }

    [Fact]
    public async Task The_list_itself_answering_404_is_not_taken_for_an_empty_one()
    {
        await using var server = new RawServer(RawAnswer.Status(404));
        using var client = Clients.For(server);

        await Assert.ThrowsAsync<VpsNotFoundException>(() => client.GetServersAsync().Guarded());
    }

    [Fact]
    public async Task Progress_tells_how_many_came_of_how_many()
    {
        await using var server = new RawServer(request => RawAnswer.Json(Paged(request, 150)));
        using var client = Clients.For(server);
        var trace = new RecordingTrace();

        await client.GetServersAsync(null, trace).Guarded();

        Assert.Equal([(20, 150L), (100, 150L), (150, 150L)], trace.Reports);
    }

    [Fact]
    public async Task Ten_thousand_servers_share_their_plans()
    {
        var items = string.Join(",", Ids(1, 10_000).Select(id => string.Create(CultureInfo.InvariantCulture, $$$"""{"id":{{{id}}},"status":"active","plan":{"id":1,"name":"P","memory":4096},"os":{"id":5,"name":"U"}}""")));
        await using var server = new RawServer(RawAnswer.Json($$"""{"count":10000,"results":[{{items}}]}"""));
        using var client = Clients.For(server);

        var servers = await client.GetServersAsync().Guarded();

        Assert.Equal(10_000, servers.Count);
        Assert.All(servers, one => Assert.Same(servers[0].PlanDetail, one.PlanDetail));
        Assert.All(servers, one => Assert.Same(servers[0].Status, one.Status));
    }

    private static IEnumerable<long> Ids(long first, int count) => Enumerable.Range(0, count).Select(i => first + i);

    /// <summary>What a paging API answers: 20 where no page is asked for, else the page of the size asked for, up to a cap.</summary>
    private static string Paged(RawRequest request, int total, int cap = 100) => Paged(request.Asked("page"), request.Asked("page_size"), total, cap);

    private static string Paged(string? askedPage, string? askedSize, int total, int cap)
    {
        var size = Math.Min(cap, int.Parse(askedSize ?? "20", CultureInfo.InvariantCulture));
        var page = int.Parse(askedPage ?? "1", CultureInfo.InvariantCulture);
        return Payloads.Page(total, Ids(1, total).Skip((page - 1) * size).Take(size));
    }
}
