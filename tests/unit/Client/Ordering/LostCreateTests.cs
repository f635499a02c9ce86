using System.Globalization;
using VpsOrg.Sandbox;

namespace VpsOrg.Client.Tests;

/// <summary>No server is bought twice: an order whose answer is lost is looked for, never sent again.</summary>
public abstract class LostCreateTests(SandboxServerIds ids)
{
    private static readonly CreateServerRequest Order = new("web-02", 1, 5, "us-west");

    public static TheoryData<string> Losses => ["close", "reset", "body", "408", "500", "502", "503", "504", "garbage", "html", "empty", "no id", "time-out"];

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task An_order_whose_answer_is_lost_is_found_and_returned_with_a_warning(string loss)
    {
        await using var api = new Api(ids) { Lose = loss };
        using var client = Clients.For(api.Server, api.Clock, retries: 4, timeout: Api.Timeout);
        var trace = new RecordingTrace();

        var server = await client.CreateServerAsync(Order, trace).Guarded();

        Assert.Equal(Id(101), server.Key);
        Assert.Equal(1, api.Posts);
        var warning = Assert.Single(trace.Warnings);
        Assert.Contains($"Server {Id(101)} was found to be the one that was ordered; the order was not sent again", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, typeof(VpsInvalidRequestException))]
    [InlineData(401, typeof(VpsUnauthorizedException))]
    [InlineData(402, typeof(VpsInsufficientCreditsException))]
    [InlineData(403, typeof(VpsForbiddenException))]
    public async Task An_order_that_was_refused_is_not_looked_for(int status, Type type)
    {
        var asked = status == 401 ? 2 : 1; // A 401 is believed when it is said twice.
        await using var server = new RawServer([RawAnswer.Json(Payloads.Page(0, [])), .. Enumerable.Repeat(RawAnswer.Status(status), asked)]);
        using var client = Clients.For(server, retries: 4);

        Assert.IsType(type, await Assert.ThrowsAnyAsync<VpsException>(() => client.CreateServerAsync(Order).Guarded()));

        Assert.Equal(["GET /api/v1/servers/", .. Enumerable.Repeat("POST /api/v1/servers/", asked)], server.Lines);
    }

    [Fact]
    public async Task An_order_that_is_not_found_is_looked_for_at_0_5_15_and_30_seconds_and_is_then_unknown()
    {
        var clock = new ManualClock { MovesByItself = true };
        await using var server = new RawServer(request => request.Method == "POST" ? RawAnswer.Close() : RawAnswer.Json(Payloads.Page(0, [])));
        using var client = Clients.For(server, clock, retries: 4);

        var exception = await Assert.ThrowsAsync<VpsCreateOutcomeUnknownException>(() => client.CreateServerAsync(Order).Guarded());

        Assert.Equal([5, 10, 15], clock.DelaysInSeconds);
        Assert.Equal(["GET", "POST", "GET", "GET", "GET", "GET"], server.Requests.Select(request => request.Method));
        Assert.Empty(exception.Candidates);
        Assert.True(exception.MayHaveActed);
        Assert.Equal(1, exception.Attempts);
        Assert.Contains("It is not listed yet.", exception.Message, StringComparison.Ordinal);
        Assert.Equal("web-02", exception.ServerName);
        Assert.IsType<VpsConnectionException>(exception.InnerException);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task An_order_that_shows_late_is_found_at_a_later_look(int looksBefore)
    {
        await using var api = new Api(ids) { Lose = "close", HiddenLooks = looksBefore };
        using var client = Clients.For(api.Server, api.Clock);

        var server = await client.CreateServerAsync(Order).Guarded();

        Assert.Equal(Id(101), server.Key);
        Assert.Equal(((double[])[5, 10, 15])[..looksBefore], api.Clock.DelaysInSeconds);
    }

    [Fact]
    public async Task A_look_that_fails_is_followed_by_the_next()
    {
        await using var api = new Api(ids) { Lose = "close", FailedLooks = 3, FailedLookStatus = 500 };
        using var client = Clients.For(api.Server, api.Clock);

        Assert.Equal(Id(101), (await client.CreateServerAsync(Order).Guarded()).Key);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_look_that_is_refused_does_not_hide_that_the_outcome_is_unknown(int status)
    {
        await using var api = new Api(ids) { Lose = "close", FailedLooks = 100, FailedLookStatus = status };
        using var client = Clients.For(api.Server, api.Clock, retries: 4);

        var exception = await Assert.ThrowsAsync<VpsCreateOutcomeUnknownException>(() => client.CreateServerAsync(Order).Guarded());

        Assert.True(exception.MayHaveActed);
        Assert.Contains("The search for it failed", exception.Message, StringComparison.Ordinal);
        Assert.Equal(status == 401 ? 4 : 3, api.Server.Requests.Count); // A 401 is asked about once more.
    }

    [Fact]
    public async Task Two_candidates_make_it_unknown_at_once_and_both_are_named()
    {
        await using var api = new Api(ids) { Lose = "close" };
        api.Add(Id(77), "web-02", ManualClock.Start);
        using var client = Clients.For(api.Server, api.Clock);

        var exception = await Assert.ThrowsAsync<VpsCreateOutcomeUnknownException>(() => client.CreateServerAsync(Order).Guarded());

        Assert.Equal([Id(77), Id(101)], exception.Candidates.Select(one => one.Key).ToHashSet());
        Assert.Contains(Id(77).ToString(), exception.Message, StringComparison.Ordinal);
        Assert.Contains(Id(101).ToString(), exception.Message, StringComparison.Ordinal);
        Assert.Empty(api.Clock.Delays);
        Assert.Equal(3, api.Server.Requests.Count);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("get")]
    [InlineData("create")]
    public async Task A_server_of_that_name_that_this_session_saw_before_is_never_taken(string how)
    {
        await using var api = new Api(ids);
        using var client = Clients.For(api.Server, api.Clock);
        if (how == "create")
        {
            await client.CreateServerAsync(Order).Guarded();
        }
        else
        {
            api.Add(Id(77), "web-02", ManualClock.Start);
            await (how == "list" ? client.GetServersAsync(new ServerFilter { Statuses = ["stopped"] }) : (Task)client.GetServerAsync(Id(77))).Guarded();
        }

        api.Lose = "lost before acting";
        var exception = await Assert.ThrowsAsync<VpsCreateOutcomeUnknownException>(() => client.CreateServerAsync(Order).Guarded());

        Assert.Empty(exception.Candidates);
    }

    [Fact]
    public async Task A_server_of_that_name_that_is_older_than_the_order_is_never_taken()
    {
        await using var api = new Api(ids) { Lose = "lost before acting" };
        api.Add(Id(77), "web-02", ManualClock.Start - TimeSpan.FromSeconds(6));
        using var client = Clients.For(api.Server, api.Clock);

        await Assert.ThrowsAsync<VpsCreateOutcomeUnknownException>(() => client.CreateServerAsync(Order).Guarded());
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(0)]
    [InlineData(3600)]
    public async Task The_age_is_measured_on_the_server_s_own_clock(int secondsAhead)
    {
        await using var older = new Api(ids) { Lose = "lost before acting", ClockAhead = TimeSpan.FromSeconds(secondsAhead) };
        older.Add(Id(77), "web-02", older.Now - TimeSpan.FromSeconds(6));
        await using var newer = new Api(ids) { Lose = "close", ClockAhead = TimeSpan.FromSeconds(secondsAhead) };
        using var first = Clients.For(older.Server, older.Clock);
        using var second = Clients.For(newer.Server, newer.Clock);

        await Assert.ThrowsAsync<VpsCreateOutcomeUnknownException>(() => first.CreateServerAsync(Order).Guarded());
        Assert.Equal(Id(101), (await second.CreateServerAsync(Order).Guarded()).Key);
    }

    [Theory]
    [InlineData("web-03", 1, 5, "us-west", true)]
    [InlineData("web-02", 2, 5, "us-west", true)]
    [InlineData("web-02", 1, 6, "us-west", true)]
    [InlineData("web-02", 1, 5, "us-east", true)]
    [InlineData("web-02", 1, 5, "us-west", false)]
    public async Task A_server_that_differs_from_the_order_or_tells_no_time_is_never_taken(string name, int plan, int os, string location, bool dated)
    {
        await using var api = new Api(ids) { Lose = "lost before acting" };
        api.Add(Id(77), name, dated ? ManualClock.Start : null, plan, os, location);
        using var client = Clients.For(api.Server, api.Clock);

        await Assert.ThrowsAsync<VpsCreateOutcomeUnknownException>(() => client.CreateServerAsync(Order).Guarded());
    }

    [Fact]
    public async Task A_Date_at_the_beginning_of_all_time_does_no_harm()
    {
        await using var api = new Api(ids) { Lose = "close", Date = "Mon, 01 Jan 0001 00:00:00 GMT" };
        using var client = Clients.For(api.Server, api.Clock);

        Assert.Equal(Id(101), (await client.CreateServerAsync(Order).Guarded()).Key);
    }

    [Fact]
    public async Task A_refused_connection_is_only_that_and_nothing_is_looked_for()
    {
        using var closed = new ClosedPort();
        using var client = Clients.For(closed.BaseAddress, retries: 1);

        var exception = await Assert.ThrowsAsync<VpsConnectionException>(() => client.CreateServerAsync(Order).Guarded());

        Assert.False(exception.MayHaveActed);
        Assert.False(exception.WasSent);
        Assert.Equal(2, exception.Attempts);
    }

    [Fact]
    public async Task Two_lost_orders_of_one_name_at_once_never_return_the_same_server()
    {
        await using var api = new Api(ids) { Lose = "close" };
        using var client = Clients.For(api.Server, api.Clock);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => OutcomeAsync(client))).Guarded();

        Assert.Equal(2, api.Posts);
        var found = outcomes.OfType<VpsId>().ToList();
        Assert.Equal(found.Count, found.Distinct().Count());
        Assert.All(found, id => Assert.Contains(id, new[] { Id(101), Id(102) }));
    }

    [Fact]
    public async Task Of_two_lost_orders_of_which_one_arrived_only_one_returns_it()
    {
        await using var api = new Api(ids) { Lose = "close", ActsOnPosts = 1 };
        using var client = Clients.For(api.Server, api.Clock);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => OutcomeAsync(client))).Guarded();

        Assert.Equal([Id(101)], outcomes.OfType<VpsId>());
    }

    [Fact]
    public async Task A_lost_order_next_to_one_that_was_answered_does_not_take_that_one_s_server()
    {
        await using var api = new Api(ids);
        using var client = Clients.For(api.Server, api.Clock);
        var answered = await client.CreateServerAsync(Order).Guarded();
        api.Lose = "close";

        var found = await client.CreateServerAsync(Order).Guarded();

        Assert.Equal(Id(101), answered.Key);
        Assert.Equal(Id(102), found.Key);
    }

    [Fact]
    public async Task A_lost_order_does_not_take_the_server_that_another_machine_ordered_meanwhile()
    {
        var answeredFirst = new TaskCompletionSource();
        await using var api = new Api(ids) { Lose = "close", Until = answeredFirst.Task, ActsOnPosts = 2 };
        using var client = Clients.For(api.Server, api.Clock);
        using var elsewhere = Clients.For(api.Server, api.Clock);
        var lost = client.CreateServerAsync(Order);
        await api.Server.UntilRequestsAsync(2);
        api.Lose = null;

        var answered = await elsewhere.CreateServerAsync(Order).Guarded();
        answeredFirst.SetResult();

        Assert.Equal(Id(102), answered.Key);
        Assert.Equal([Id(101), Id(102)], (await Assert.ThrowsAsync<VpsCreateOutcomeUnknownException>(() => lost.Guarded())).Candidates.Select(one => one.Key));
    }

    [Fact]
    public async Task The_order_is_looked_for_over_all_pages()
    {
        await using var api = new Api(ids) { Lose = "close" };
        for (var id = 1; id <= 60; id++)
        {
            api.Add(Id(id), "other-" + id.ToString(CultureInfo.InvariantCulture), ManualClock.Start);
        }

        api.PageSize = 20;
        using var client = Clients.For(api.Server, api.Clock);

        Assert.Equal(Id(101), (await client.CreateServerAsync(Order).Guarded()).Key);
    }

    private VpsId Id(int number) => Ids.Of(ids, number);

    private static async Task<object> OutcomeAsync(VpsClient client)
    {
        try
        {
            return (await client.CreateServerAsync(Order)).Key;
        }
        catch (VpsCreateOutcomeUnknownException exception)
        {
            return exception;
        }
    }

    /// <summary>An account whose create answers get lost, on the raw server.</summary>
    private sealed class Api : IAsyncDisposable
    {
        private readonly List<(VpsId Id, string Json)> _servers = [];
        private readonly SandboxServerIds _ids;
        private int _nextId = 101;
        private int _looks;

        public Api(SandboxServerIds ids)
        {
            _ids = ids;
            Server = new RawServer(Answer);
        }

        public static TimeSpan Timeout { get; } = TimeSpan.FromSeconds(100);

        public RawServer Server { get; }

        public string? Lose { get; set; }

        /// <summary>When a connection that is lost is lost.</summary>
        public Task Until { get; init; } = Task.CompletedTask;

        public int ActsOnPosts { get; init; } = int.MaxValue;

        public int HiddenLooks { get; init; }

        public int FailedLooks { get; init; }

        public int FailedLookStatus { get; init; }

        public TimeSpan ClockAhead { get; init; }

        public string? Date { get; init; }

        public int? PageSize { get; set; }

        public int Posts { get; private set; }

        /// <summary>The clock of client and account; the account's may be ahead of the client's.</summary>
        public ManualClock Clock { get; } = new() { MovesByItself = true };

        public DateTimeOffset Now => Clock.UtcNow + ClockAhead;

        public void Add(VpsId id, string name, DateTimeOffset? created, int plan = 1, int os = 5, string location = "us-west") =>
            _servers.Add((id, string.Create(CultureInfo.InvariantCulture, $$$"""
                {"id":{{{Payloads.Json(id)}}},"name":"{{{name}}}","status":"provisioning","location":"{{{location}}}","plan":{"id":{{{plan}}}},"os":{"id":{{{os}}}}{{{(created is null ? "" : $",\"created_at\":\"{created:O}\"")}}}}
                """)));

        public ValueTask DisposeAsync() => Server.DisposeAsync();

        private RawAnswer Answer(RawRequest request)
        {
            if (request.Method == "POST")
            {
                Posts++;
                if (Lose != "lost before acting" && Posts <= ActsOnPosts)
                {
                    Add(Ids.Of(_ids, _nextId++), "web-02", Now);
                }

                return Lose switch
                {
                    null => RawAnswer.Created(_servers[^1].Json),
                    "close" or "lost before acting" => RawAnswer.Close().After(Until),
                    "reset" => RawAnswer.Reset(),
                    "body" => RawAnswer.BytesThenClose(RawAnswer.Head(201, 500) + "{\"id\":"),
                    "garbage" => RawAnswer.Created($"{{\"id\":{Payloads.Json(Ids.Of(_ids, 101))},"),
                    "html" => RawAnswer.Created("<html>"),
                    "empty" => RawAnswer.Created(string.Empty),
                    "no id" => RawAnswer.Created("{\"name\":\"web-02\"}"),
                    "time-out" => RawAnswer.Stall().After(() => Clock.Advance(Timeout)),
                    _ => RawAnswer.Status(int.Parse(Lose, CultureInfo.InvariantCulture)),
                };
            }

            if (request.Path != "/api/v1/servers/")
            {
                return RawAnswer.Json(_servers[0].Json);
            }

            if (Posts == 0 && Lose is not null)
            {
                return List([]); // What was added is made by others while the order is on its way.
            }

            var look = Lose is null ? int.MaxValue : ++_looks;
            if (look <= FailedLooks && FailedLooks > 0)
            {
                return RawAnswer.Status(FailedLookStatus);
            }

            var size = PageSize ?? 1000;
            var page = int.Parse(request.Asked("page") ?? "1", CultureInfo.InvariantCulture);
            return look <= HiddenLooks ? List([]) : List([.. _servers.Skip((page - 1) * size).Take(size)]);
        }

        private RawAnswer List((VpsId Id, string Json)[] shown) => RawAnswer.Json(
            string.Create(CultureInfo.InvariantCulture, $$$"""{"count":{{{(shown.Length == 0 ? 0 : _servers.Count)}}},"results":[{{{string.Join(",", shown.Select(server => server.Json))}}}]}"""),
            ("Date", Date ?? Now.ToString("r", CultureInfo.InvariantCulture)));
    }

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : LostCreateTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : LostCreateTests(SandboxServerIds.Uuid);
}
