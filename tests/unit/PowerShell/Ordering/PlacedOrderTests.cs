namespace VpsOrg.PowerShell.Tests;

/// <summary>What a command that ends says of an order: never that nothing was sent where something was.</summary>
public sealed class PlacedOrderTests
{
    private static readonly CreateServerRequest Order = new("web-02", 1, 5, "us-west");

    private readonly OrderRun _run = new(CancellationToken.None);

    [Fact]
    public async Task An_order_that_is_answered_while_the_command_ends_is_left_to_the_next_command()
    {
        var rehearsal = await Rehearsal.StartAsync();
        using var stop = new CancellationTokenSource();
        var (placed, work) = await PlaceHeldAsync(rehearsal, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.Guarded());
        Assert.Contains("was sent and has no answer yet", placed.Tell(work), StringComparison.Ordinal);

        await rehearsal.AnswerOrdersAsync();

        Assert.Null(placed.Tell(work));
        Assert.Equal((VpsOrderState.Made, "web-02"), Assert.Single(rehearsal.Session.TakeEndedOrders().Select(order => (order.State, order.Name))));
    }

    [Fact]
    public async Task An_order_that_waits_for_its_twin_was_not_sent_though_the_twin_was()
    {
        var rehearsal = await Rehearsal.StartAsync();
        using var stop = new CancellationTokenSource();
        var (first, firstWork) = await PlaceHeldAsync(rehearsal, stop.Token);
        var (twin, twinWork) = Place(rehearsal, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => firstWork.Guarded());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => twinWork.Guarded());
        Assert.Contains("was sent and has no answer yet", first.Tell(firstWork), StringComparison.Ordinal);
        Assert.Equal("Server 'web-02' was not ordered: nothing was sent for it.", twin.Tell(twinWork));
        rehearsal.Account.ReleaseHeld();
    }

    /// <summary>An order that the account has acted on, and whose answer it holds.</summary>
    private async Task<(PlacedOrder Placed, Task<VpsServer> Work)> PlaceHeldAsync(Rehearsal rehearsal, CancellationToken cancellationToken)
    {
        rehearsal.Account.FailNext("POST", "servers/", SandboxFaultKind.HoldAfterActing);
        var placed = Place(rehearsal, cancellationToken);
        await rehearsal.Account.WaitForHeldAsync(1, CancellationToken.None).Guarded();
        return placed;
    }

    private (PlacedOrder Placed, Task<VpsServer> Work) Place(Rehearsal rehearsal, CancellationToken cancellationToken)
    {
        var placed = _run.Begin(Order.Name, rehearsal.Session);
        return (placed, _run.PlaceAsync(placed, Order, new VpsOrderOptions { DespiteDoubt = true }, null!, cancellationToken));
    }
}
