namespace VpsOrg.Client.Tests;

/// <summary>Giving up ends the call at once, closes the connection and sends nothing more.</summary>
public sealed class CancellationTests
{
    /// <summary>Of a shorter one the platform would wait two seconds for the rest before it closes the connection.</summary>
    private const long LongBody = 5_000_000;

    private static readonly TimeSpan BetweenDrops = TimeSpan.FromSeconds(1);

    [Fact]
    public Task In_a_request_that_is_not_answered() =>
        CancelAsync(RawAnswer.Stall(), (client, token) => client.GetServerAsync(1, null, token));

    [Fact]
    public Task In_a_slow_body() =>
        CancelWhileDrippingAsync(200, "{", (client, token) => client.GetServerAsync(1, null, token));

    [Fact]
    public Task In_a_slow_error_body() =>
        CancelWhileDrippingAsync(503, "{", (client, token) => client.GetServerAsync(1, null, token));

    [Fact]
    public Task In_a_list_that_is_being_read() =>
        CancelWhileDrippingAsync(200, "{\"count\":2,\"results\":[{\"id\":1},", (client, token) => client.GetServersAsync(null, null, token));

    [Fact]
    public Task In_a_list_whose_body_stands_still() =>
        CancelAsync(RawAnswer.BytesThenStall(RawAnswer.Head(200, LongBody) + "{\"count\":2,\"results\":[{\"id\":1},"), (client, token) => client.GetServersAsync(null, null, token));

    [Fact]
    public Task In_a_delete() =>
        CancelAsync(RawAnswer.Stall(), (client, token) => client.DeleteServerAsync(1, null, token));

    [Fact]
    public async Task Before_anything_is_sent()
    {
        await using var server = new RawServer();
        using var client = Clients.For(server);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetServersAsync(null, null, new CancellationToken(canceled: true)).Guarded());

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task In_a_back_off()
    {
        var clock = new ManualClock();
        await using var server = new RawServer(_ => RawAnswer.Status(503));
        using var client = Clients.For(server, clock, retries: 4);
        using var stop = new CancellationTokenSource();
        var call = client.GetServerAsync(1, null, stop.Token);
        await clock.UntilWaitingAsync(1);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Guarded());
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task In_a_wait_for_a_429()
    {
        var clock = new ManualClock();
        await using var server = new RawServer(_ => RawAnswer.Status(429, string.Empty, ("Retry-After", "30")));
        using var client = Clients.For(server, clock);
        using var stop = new CancellationTokenSource();
        var call = client.StartServerAsync(1, null, stop.Token);
        await clock.UntilAskedAsync(TimeSpan.FromSeconds(30));

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Guarded());
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task In_the_looks_for_a_lost_order()
    {
        var clock = new ManualClock();
        await using var server = new RawServer(request => request.Method == "POST" ? RawAnswer.Close() : RawAnswer.Json(Payloads.Page(0, [])));
        using var client = Clients.For(server, clock);
        using var stop = new CancellationTokenSource();
        var call = client.CreateServerAsync(new CreateServerRequest("web", 1, 5, "us-west"), null, stop.Token);
        await clock.UntilAskedAsync(TimeSpan.FromSeconds(5));

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Guarded());
        Assert.Equal(["GET /api/v1/servers/", "POST /api/v1/servers/", "GET /api/v1/servers/"], server.Lines);
    }

    [Fact]
    public async Task In_one_of_several_pages()
    {
        await using var server = new RawServer(request => request.Query.Length == 0 || request.Asked("page") == "1"
            ? RawAnswer.Json(Payloads.Page(1000, Ids(1, 100)))
            : RawAnswer.Stall());
        using var client = Clients.For(server, retries: 4);
        using var stop = new CancellationTokenSource();
        var call = client.GetServersAsync(null, null, stop.Token);
        await server.UntilRequestsAsync(6);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Guarded());
        await server.UntilClosedAsync(4);
        Assert.Equal(6, server.Requests.Count);
    }

    private static IEnumerable<long> Ids(long first, int count) => Enumerable.Range(0, count).Select(i => first + i);

    private static Task CancelAsync(RawAnswer answer, Func<VpsClient, CancellationToken, Task> start) =>
        CancelAsync(answer, start, () => Task.CompletedTask);

    /// <summary>Gives up in a body of which a byte has just come and another is still to come.</summary>
    private static Task CancelWhileDrippingAsync(int status, string beginning, Func<VpsClient, CancellationToken, Task> start)
    {
        var pace = new ManualClock();
        return CancelAsync(RawAnswer.Drip(RawAnswer.Head(status, LongBody) + beginning, ' ', pace, BetweenDrops), start, async () =>
        {
            await pace.PassAsync(BetweenDrops);
            await pace.UntilAskedAsync(BetweenDrops);
        });
    }

    private static async Task CancelAsync(RawAnswer answer, Func<VpsClient, CancellationToken, Task> start, Func<Task> meanwhile)
    {
        await using var server = new RawServer(_ => answer);
        using var client = Clients.For(server, retries: 4);
        using var stop = new CancellationTokenSource();
        var call = start(client, stop.Token);
        await server.UntilRequestsAsync(1);
        await meanwhile();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Guarded());
        await server.UntilClosedAsync(1);
        Assert.Single(server.Requests);
    }
}
