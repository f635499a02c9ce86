using System.Net;

namespace VpsOrg.Client.Tests;

/// <summary>Whoever placed an order goes: what has not left by then never leaves, and what has ended is told once.</summary>
public sealed class GivenUpOrderTests
{
    private static readonly CreateServerRequest Order = new("web-server-02", 1, 5, "us-west");

    private readonly OrderBook _book = new();

    /// <summary>A token's callbacks run from the last to the first: here the one that ends the caller's wait is long over when the one that halts the order would come.</summary>
    [Fact]
    public async Task An_order_that_has_not_left_never_does_though_its_caller_was_gone_before_it_heard_of_that()
    {
        using var stop = new HeldCancellation();
        var list = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        var handler = new StubHandler((request, _) => request.Method == HttpMethod.Post
            ? Task.FromResult(StubHandler.Json(Payloads.Create, HttpStatusCode.Created))
            : list.Task);
        using var client = Clients.For(handler);
        var between = new Once(stop.HoldHere);
        var placed = client.CreateServerAsync(Order, new VpsOrderOptions(), between, stop.Token);
        Assert.True(between.IsDone);
        await handler.UntilRequestsAsync(1);

        var cancelling = stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => placed.Guarded());
        stop.GoOn();
        await cancelling.Guarded();
        list.SetResult(StubHandler.Json("[]"));

        await client.CreateServerAsync(Order).Guarded(); // Its turn comes when the other has ended.
        Assert.Single(handler.Lines, line => line == "POST /api/v1/servers/");
    }

    [Fact]
    public void An_order_that_ended_when_nobody_waited_any_more_is_kept_and_not_told_besides()
    {
        var flight = Flight();
        _book.Begin(flight);
        _book.Detach(flight);

        _book.End(flight, End("web-02"));

        Assert.False(_book.Tell(flight));
        Assert.Equal("web-02", Assert.Single(_book.TakeEnded()).Name);
        Assert.Empty(_book.TakeEnded());
    }

    [Fact]
    public void An_order_that_somebody_was_told_of_is_not_kept_though_he_leaves_in_the_same_moment()
    {
        var flight = Flight();
        _book.Begin(flight);
        _book.End(flight, End("web-02"));

        Assert.True(_book.Tell(flight));
        _book.Detach(flight);

        Assert.Empty(_book.TakeAll());
    }

    [Fact]
    public void What_was_taken_and_told_to_nobody_is_there_again_before_what_ended_since()
    {
        Keep("web-02");
        Keep("web-03");
        var taken = _book.TakeEnded();
        Keep("web-04");

        _book.GiveBack(taken.Skip(1));

        Assert.Equal(["web-03", "web-04"], _book.TakeAll().Select(order => order.Name));
    }

    /// <summary>Who hears of the recall first may fail at it, as a connection does that is closed in the same moment.</summary>
    [Fact]
    public void An_order_is_halted_though_its_recall_fails()
    {
        var flight = Flight();
        using var closed = flight.Recalled.Register(() => throw new ObjectDisposedException("connection"));
        using var closedToo = flight.Halted.Register(() => throw new ObjectDisposedException("connection"));

        flight.Halt();

        Assert.True(flight.Halted.IsCancellationRequested);
    }

    private static OrderFlight Flight() => new(Order, null, new CancellationTokenSource(), new CancellationTokenSource());

    private static VpsOrder End(string name) => new(name, ManualClock.Start) { State = VpsOrderState.Made };

    private void Keep(string name)
    {
        var flight = Flight();
        _book.Begin(flight);
        _book.Detach(flight);
        _book.End(flight, End(name));
    }

    /// <summary>Does something when it is first asked what it wants to hear, which is before the caller begins to wait.</summary>
    private sealed class Once(Action act) : ICallTrace
    {
        public bool IsDone { get; private set; }

        public bool Wants(TraceLevel level)
        {
            if (!IsDone)
            {
                IsDone = true;
                act();
            }

            return false;
        }

        public void Write(TraceLevel level, string text)
        {
        }

        public void Report(int received, long expected)
        {
        }
    }
}
