using System.Globalization;
using VpsOrg.Sandbox;

namespace VpsOrg.Client.Tests;

/// <summary>An order in flight is never thrown away: whoever placed it may go, its answer is read and kept.</summary>
public abstract class DetachedOrderTests : IDisposable
{
    private static readonly CreateServerRequest Order = new("web-02", 1, 5, "us-west");

    private readonly ManualClock _clock = new();
    private readonly SandboxAccount _account;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _noMore = new();

    private readonly SandboxServerIds _ids;

    protected DetachedOrderTests(SandboxServerIds ids)
    {
        _ids = ids;
        _account = new SandboxAccount(new SandboxOptions { ServerIds = ids, Clock = new SandboxClock(() => _clock.UtcNow, _clock.Delay) });
    }

    private VpsId Id(int number) => Sandboxes.Id(_ids, number);

    public void Dispose()
    {
        _stop.Dispose();
        _noMore.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_order_whose_caller_gives_up_goes_on_and_its_answer_is_handed_out_once()
    {
        using var client = Client();
        var placed = await PlaceHeldAsync(client);

        await _stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => placed.Guarded());
        Assert.Equal(("web-02", VpsOrderState.InFlight, ManualClock.Start), Assert.Single(client.OpenOrders.Select(order => (order.Name, order.State, order.SentAt))));
        Assert.Empty(client.TakeEndedOrders());
        var ended = await ReleasedAsync(client);
        Assert.Equal((VpsOrderState.Made, Id(3).Value), (ended.State, ended.ServerId));
        Assert.Empty(client.OpenOrders);
        Assert.Empty(client.TakeEndedOrders());
        Assert.Equal(1, _account.CountRequests("POST", "servers/"));
    }

    [Theory]
    [InlineData(402, VpsOrderState.Refused)]
    [InlineData(502, VpsOrderState.Unknown)]
    [InlineData(307, VpsOrderState.Unknown)]
    public async Task A_detached_order_says_what_became_of_it_and_sends_nothing_more(int status, VpsOrderState state)
    {
        using var client = Client();
        var placed = await PlaceHeldAsync(client, status: status);
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => placed.Guarded());

        var ended = await ReleasedAsync(client);

        Assert.Equal(state, ended.State);
        Assert.Null(ended.ServerId);
        Assert.Contains(status.ToString(CultureInfo.InvariantCulture), ended.Reason, StringComparison.Ordinal);
        Assert.Equal("POST servers/", _account.Requests[^1].Method + " " + _account.Requests[^1].Path);
    }

    [Fact]
    public async Task A_detached_order_outlives_its_client()
    {
        var client = Client();
        var placed = await PlaceHeldAsync(client);
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => placed.Guarded());

        client.Dispose();

        Assert.Single(client.OpenOrders);
        Assert.Equal(VpsOrderState.Made, (await ReleasedAsync(client)).State);
    }

    [Fact]
    public async Task An_order_whose_answer_somebody_waited_for_is_not_handed_out_again()
    {
        using var client = Client();
        await client.CreateServerAsync(Order, null, null, _stop.Token).Guarded();
        await _stop.CancelAsync();

        Assert.Empty(client.OpenOrders);
        Assert.Empty(client.TakeEndedOrders());
    }

    [Fact]
    public async Task Giving_up_in_the_looks_for_a_lost_order_keeps_it_as_unknown()
    {
        using var client = Client();
        _account.FailNext("POST", "servers/", SandboxFaultKind.CutBeforeActing);
        var placed = client.CreateServerAsync(Order, null, null, _stop.Token);
        await _clock.UntilAskedAsync(TimeSpan.FromSeconds(5));

        await _stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => placed.Guarded());
        Assert.Equal(VpsOrderState.Unknown, (await EndedAsync(client)).State);
        await Assert.ThrowsAsync<VpsOrderInDoubtException>(() => client.CreateServerAsync(Order).Guarded());
    }

    [Fact]
    public async Task With_SendNothingMore_an_order_in_flight_is_waited_for()
    {
        using var client = Client();
        var placed = await PlaceHeldAsync(client);

        await _noMore.CancelAsync();
        _account.ReleaseHeld();

        Assert.Equal(Id(3), (await placed.Guarded()).Key);
        Assert.Empty(client.TakeEndedOrders());
    }

    [Fact]
    public async Task With_SendNothingMore_a_lost_answer_is_unknown_at_once_and_nothing_is_looked_for()
    {
        using var client = Client();
        var placed = await PlaceHeldAsync(client, status: 504);
        var sent = _account.Requests.Count;

        await _noMore.CancelAsync();
        _account.ReleaseHeld();

        await Assert.ThrowsAsync<VpsCreateOutcomeUnknownException>(() => placed.Guarded());
        Assert.Equal(sent, _account.Requests.Count);
        Assert.Empty(_clock.Delays);
    }

    [Fact]
    public async Task With_SendNothingMore_the_looks_end_at_once()
    {
        using var client = Client();
        _account.FailNext("POST", "servers/", SandboxFaultKind.CutBeforeActing);
        var placed = client.CreateServerAsync(Order, new VpsOrderOptions { SendNothingMore = _noMore.Token });
        await _clock.UntilAskedAsync(TimeSpan.FromSeconds(5));

        await _noMore.CancelAsync();

        await Assert.ThrowsAsync<VpsCreateOutcomeUnknownException>(() => placed.Guarded());
    }

    [Fact]
    public async Task With_SendNothingMore_an_order_that_has_not_left_is_not_sent()
    {
        using var client = Client();
        await _noMore.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.CreateServerAsync(Order, new VpsOrderOptions { SendNothingMore = _noMore.Token }).Guarded());

        Assert.Equal(0, _account.CountRequests("POST", "servers/"));
        Assert.Empty(client.OpenOrders);
    }

    [Fact]
    public async Task Whoever_waits_for_the_turn_of_a_name_is_ended_by_a_failure_before_that_turn_comes()
    {
        using var client = Client();
        _account.InjectFault(new SandboxFault { Method = "POST", Kind = SandboxFaultKind.Hold, Status = 402, Body = "{}" });
        var first = client.CreateServerAsync(Order, new VpsOrderOptions { Failing = _ => _noMore.Cancel() });
        await _account.WaitForHeldAsync(1).Guarded();
        var second = client.CreateServerAsync(Order, new VpsOrderOptions { SendNothingMore = _noMore.Token, DespiteDoubt = true });

        _account.ReleaseHeld();

        await Assert.ThrowsAsync<VpsInsufficientCreditsException>(() => first.Guarded());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.Guarded());
        Assert.Equal(1, _account.CountRequests("POST", "servers/"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_order_that_waits_for_a_429_has_not_been_sent(bool detaches)
    {
        using var client = Client();
        _account.FailNext("POST", "servers/", SandboxFaultKind.Status, status: 429);
        var placed = client.CreateServerAsync(Order, new VpsOrderOptions { SendNothingMore = _noMore.Token }, null, _stop.Token);
        await _clock.UntilWaitingAsync(1);

        await (detaches ? _stop : _noMore).CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => placed.Guarded());
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, _account.CountRequests("POST", "servers/"));
        Assert.Empty(client.OpenOrders);
        Assert.Empty(client.TakeEndedOrders());
    }

    [Fact]
    public async Task An_order_in_flight_that_the_API_did_not_take_is_told_of_though_it_is_not_sent_again()
    {
        using var client = Client();
        var placed = await PlaceHeldAsync(client, status: 429);
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => placed.Guarded());

        var ended = await ReleasedAsync(client);

        Assert.Equal(VpsOrderState.Refused, ended.State);
        Assert.Contains("was not sent again", ended.Reason, StringComparison.Ordinal);
        Assert.Equal(1, _account.CountRequests("POST", "servers/"));
    }

    [Theory]
    [InlineData(402, true)]
    [InlineData(307, true)]
    [InlineData(503, false)]
    [InlineData(400, false)]
    public async Task An_exception_says_whether_further_orders_make_sense(int status, bool ends)
    {
        using var client = Client(new ManualClock { MovesByItself = true });
        _account.FailNext("POST", "servers/", SandboxFaultKind.Status, status: status);

        var exception = await Assert.ThrowsAnyAsync<VpsException>(() => client.CreateServerAsync(Order).Guarded());

        Assert.Equal(ends, exception.EndsOrders);
    }

    private VpsClient Client(ManualClock? clock = null) => Sandboxes.ClientOf(_account, clock ?? _clock);

    /// <summary>An order that the account has acted on, or is about to refuse, and whose answer it holds.</summary>
    private async Task<Task<VpsServer>> PlaceHeldAsync(VpsClient client, int? status = null)
    {
        _account.InjectFault(new SandboxFault
        {
            Method = "POST",
            PathPattern = "servers/",
            Kind = status is null ? SandboxFaultKind.HoldAfterActing : SandboxFaultKind.Hold,
            Status = status,
        });
        var placed = client.CreateServerAsync(Order, new VpsOrderOptions { SendNothingMore = _noMore.Token }, null, _stop.Token);
        await _account.WaitForHeldAsync(1).Guarded();
        return placed;
    }

    private Task<VpsOrder> ReleasedAsync(VpsClient client)
    {
        _account.ReleaseHeld();
        return EndedAsync(client);
    }

    private static async Task<VpsOrder> EndedAsync(VpsClient client)
    {
        using var watchdog = new CancellationTokenSource(Watchdog.Time);
        IReadOnlyList<VpsOrder> ended;
        while ((ended = client.TakeEndedOrders()).Count == 0)
        {
            watchdog.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        return Assert.Single(ended);
    }

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : DetachedOrderTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : DetachedOrderTests(SandboxServerIds.Uuid);
}
