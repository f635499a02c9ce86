using System.Net;

namespace VpsOrg.Client.Tests;

/// <summary>A client that is disposed of in the middle of something: it says so, and what was sent is never called not done.</summary>
public sealed class DisposedClientTests
{
    private static readonly CreateServerRequest Order = new("web-server-02", 1, 5, "us-west");

    private readonly ManualClock _clock = new();

    [Fact]
    public async Task During_a_back_off_a_write_that_may_have_acted_stays_one()
    {
        var client = Clients.For(new StubHandler(_ => StubHandler.Json("{}", HttpStatusCode.BadGateway)), _clock, retries: 4);
        var call = client.DeleteServerAsync(12345);
        await _clock.UntilWaitingAsync(1);

        client.Dispose();
        await _clock.PassNextAsync();

        var exception = await Assert.ThrowsAsync<VpsClientClosedException>(() => call.Guarded());
        Assert.True(exception.MayHaveActed);
    }

    [Fact]
    public async Task During_a_wait_for_a_429_nothing_was_done()
    {
        var client = Clients.For(new StubHandler(_ => StubHandler.Json("{}", HttpStatusCode.TooManyRequests)), _clock);
        var calls = Enumerable.Range(0, 5).Select(_ => client.StartServerAsync(12345)).ToList();
        await _clock.UntilWaitingAsync(1);

        client.Dispose();
        var all = Task.WhenAll(calls);
        while (!all.IsCompleted)
        {
            await Task.WhenAny(all, _clock.PassNextAsync());
        }

        foreach (var call in calls)
        {
            var exception = await Assert.ThrowsAsync<VpsClientClosedException>(() => call.Guarded());
            Assert.False(exception.MayHaveActed);
        }
    }

    [Fact]
    public async Task During_the_proof_of_a_token_nothing_was_done()
    {
        var answers = 0;
        var client = Clients.For(new StubHandler(_ => ++answers == 1 ? StubHandler.Json(Payloads.Get) : StubHandler.Json("{}", HttpStatusCode.Unauthorized)), _clock);
        await client.GetServerAsync(12345).Guarded();
        var call = client.StartServerAsync(12345);
        await _clock.UntilWaitingAsync(1);

        client.Dispose();
        await _clock.PassNextAsync();

        Assert.False((await Assert.ThrowsAsync<VpsClientClosedException>(() => call.Guarded())).MayHaveActed);
    }

    [Fact]
    public async Task Between_the_pages_of_a_list_it_is_closed()
    {
        VpsClient? client = null;
        client = Clients.For(new StubHandler(_ =>
        {
            client!.Dispose();
            return StubHandler.Json(Payloads.Page(3, [1], "/api/v1/servers/?page=2"));
        }));

        await Assert.ThrowsAsync<VpsClientClosedException>(() => client.GetServersAsync().Guarded());
    }

    [Fact]
    public async Task In_the_look_for_a_lost_order_its_outcome_is_unknown()
    {
        var client = Clients.For(
            new StubHandler(request => request.Method == HttpMethod.Post ? StubHandler.Json("{}", HttpStatusCode.BadGateway) : StubHandler.Json(Payloads.Page(0, []))), _clock);
        var call = client.CreateServerAsync(Order);
        await _clock.UntilWaitingAsync(1);

        client.Dispose();
        await _clock.PassNextAsync();

        await Assert.ThrowsAsync<VpsCreateOutcomeUnknownException>(() => call.Guarded());
    }

    [Fact]
    public async Task In_a_wait_it_ends_the_wait()
    {
        var fleet = new Fleet();
        fleet.Set(1, "starting");
        var client = Clients.For(fleet.Handler, _clock);
        using var stop = new CancellationTokenSource();
        var poll = TimeSpan.FromSeconds(5);
        var wait = new ServerWatch(client, _clock, poll, requestsAtOnce: 1, trace: null, stop.Token).WaitAsync(new StatusGoal(1, "active"), TimeSpan.FromMinutes(10));
        await _clock.UntilAskedAsync(poll);

        client.Dispose();
        await _clock.PassAsync(poll);

        await Assert.ThrowsAsync<VpsClientClosedException>(() => wait.Guarded());
    }

    [Fact]
    public async Task While_a_request_is_under_way_that_one_ends_first()
    {
        var held = new HeldAnswers();
        var handler = new StubHandler((_, _) => held.HoldAsync(StubHandler.Json(Payloads.Get)));
        var client = Clients.For(handler, _clock);
        var call = client.GetServerAsync(12345);
        await held.UntilHeldAsync(1);

        client.Dispose();
        Assert.False(handler.IsDisposed);
        held.Release();

        Assert.Equal(12345, (await call.Guarded()).Id);
        await Assert.ThrowsAsync<VpsClientClosedException>(() => client.GetServerAsync(12345).Guarded());
    }

    [Fact]
    public async Task Once_disposed_of_every_method_says_so()
    {
        var client = Clients.For(new StubHandler(_ => StubHandler.Json("{}")), _clock);
        client.Dispose();
        client.Dispose();

        await Assert.ThrowsAsync<VpsClientClosedException>(() => client.GetServersAsync().Guarded());
        await Assert.ThrowsAsync<VpsClientClosedException>(() => client.CreateServerAsync(Order).Guarded());
        await Assert.ThrowsAsync<VpsClientClosedException>(() => client.GetAccountAsync().Guarded());
        await Assert.ThrowsAsync<VpsClientClosedException>(() => client.InvokeAsync(HttpMethod.Get, "snapshots/").Guarded());
    }
}
