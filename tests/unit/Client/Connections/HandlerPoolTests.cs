namespace VpsOrg.Client.Tests;

public sealed class HandlerPoolTests
{
    [Fact]
    public async Task One_handler_serves_for_two_minutes_and_is_then_replaced()
    {
        var clock = new ManualClock();
        var made = new List<StubHandler>();
        using var client = Clients.For(new Uri("https://vps.test/"), clock, handler: () => Make(made));

        await client.GetServerAsync(12345).Guarded();
        clock.Advance(TimeSpan.FromSeconds(119));
        await client.GetServerAsync(12345).Guarded();
        Assert.Single(made);
        clock.Advance(TimeSpan.FromSeconds(1));
        await client.GetServerAsync(12345).Guarded();

        Assert.Equal(2, made.Count);
        Assert.True(made[0].IsDisposed);
        Assert.False(made[1].IsDisposed);
    }

    [Fact]
    public async Task A_replaced_handler_is_disposed_of_only_after_its_last_request()
    {
        var clock = new ManualClock();
        var made = new List<StubHandler>();
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        using var client = Clients.For(new Uri("https://vps.test/"), clock, timeout: TimeSpan.FromMinutes(5), handler: () => Make(made, made.Count == 0 ? answer.Task : null));
        var slow = client.GetServerAsync(12345);
        clock.Advance(TimeSpan.FromMinutes(2));

        await client.GetServerAsync(12345).Guarded();

        Assert.False(made[0].IsDisposed);
        answer.SetResult(StubHandler.Json(Payloads.Get));
        await slow.Guarded();
        Assert.True(made[0].IsDisposed);
    }

    [Fact]
    public async Task A_client_that_is_disposed_of_while_a_lost_order_is_looked_for_leaves_its_outcome_unknown()
    {
        VpsClient? client = null;
        client = Clients.For(new StubHandler(request =>
        {
            if (request.Method == HttpMethod.Get)
            {
                return StubHandler.Json(Payloads.Page(0, []));
            }

            client!.Dispose();
            return StubHandler.Json("{}", System.Net.HttpStatusCode.BadGateway);
        }));

        var exception = await Assert.ThrowsAsync<VpsCreateOutcomeUnknownException>(
            () => client.CreateServerAsync(new CreateServerRequest("web-02", 1, 5, "us-west")).Guarded());

        Assert.True(exception.MayHaveActed);
        Assert.Equal("web-02", exception.ServerName);
    }

    [Fact]
    public async Task A_guard_that_cannot_read_because_the_client_was_disposed_of_says_that()
    {
        using var client = new VpsClient(new VpsClientOptions
        {
            BaseAddress = new Uri("https://vps.test/"),
            Token = new VpsToken(Clients.Canary),
            HandlerFactory = () => new StubHandler(_ => StubHandler.Json("{}")),
            IsProtected = _ => false,
        });
        client.Dispose();

        await Assert.ThrowsAsync<VpsClientClosedException>(() => client.DeleteServerAsync(12345).Guarded());
    }

    [Fact]
    public async Task Disposing_of_the_client_lets_go_of_the_handler()
    {
        var made = new List<StubHandler>();
        var client = Clients.For(new Uri("https://vps.test/"), handler: () => Make(made));
        await client.GetServerAsync(12345).Guarded();

        client.Dispose();

        Assert.True(Assert.Single(made).IsDisposed);
        await Assert.ThrowsAsync<VpsClientClosedException>(() => client.GetServerAsync(12345).Guarded());
        client.Dispose();
    }

    [Fact]
    public async Task Disposing_of_the_client_lets_a_call_that_is_under_way_end_first()
    {
        var made = new List<StubHandler>();
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        var client = Clients.For(new Uri("https://vps.test/"), handler: () => Make(made, answer.Task));
        var slow = client.GetServerAsync(12345);

        client.Dispose();

        Assert.False(made[0].IsDisposed);
        answer.SetResult(StubHandler.Json(Payloads.Get));
        Assert.Equal(12345, (await slow.Guarded()).Id);
        Assert.True(made[0].IsDisposed);
    }

    [Fact]
    public async Task Disposing_of_the_client_closes_its_connections()
    {
        await using var server = new RawServer(_ => RawAnswer.Json(Payloads.Get));
        var client = Clients.For(server);
        await client.GetServerAsync(12345).Guarded();
        Assert.Equal(0, server.ConnectionsClosed);

        client.Dispose();

        await server.UntilClosedAsync(1);
        Assert.Equal(1, server.ConnectionsAccepted);
    }

    [Fact]
    public async Task Many_calls_one_after_another_use_one_connection()
    {
        await using var server = new RawServer(request => request.Method == "DELETE" ? RawAnswer.NoContent() : RawAnswer.Json(Payloads.Get));
        using var client = Clients.For(server);

        for (var call = 0; call < 5; call++)
        {
            await client.GetServerAsync(12345).Guarded();
            await client.DeleteServerAsync(12345).Guarded();
        }

        Assert.Equal(1, server.ConnectionsAccepted);
    }

    private static StubHandler Make(List<StubHandler> made, Task<HttpResponseMessage>? answer = null)
    {
        var handler = answer is null
            ? new StubHandler(_ => StubHandler.Json(Payloads.Get))
            : new StubHandler((_, _) => answer);
        made.Add(handler);
        return handler;
    }
}
