namespace VpsOrg.Client;

/// <summary>
/// The orders of other processes, as far as the trail tells of them. One that is under way is waited for while its process
/// may live; what became of none of them is ordered again unseen.
/// </summary>
internal sealed class OrdersElsewhere(SendFunnel funnel, Clock clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    /// <summary>Takes into the ledger what the trail tells of a name.</summary>
    public async Task TakeAsync(string wanted, AccountOrders account, NameOrders name, ICallTrace trace, CancellationToken cancellationToken)
    {
        if (funnel.Trail is not { } trail)
        {
            return;
        }

        var begun = clock.Elapsed;
        while (true)
        {
            if (await ReadAsync(trail, wanted, trace, cancellationToken).ConfigureAwait(false) is not { } orders)
            {
                return;
            }

            if (clock.Elapsed - begun >= Patience || !orders.Any(order => IsUnderWay(order, name)))
            {
                Take(trail, wanted, orders, account, name);
                return;
            }

            trace.Write(TraceLevel.Verbose, $"Another process is ordering '{wanted}': waiting for it.");
            await clock.Delay(Rest, cancellationToken).OrCancelled(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the trail tells nothing of a name that the ledger does not know.</summary>
    public bool HasNoNews(TrailOrders orders, string wanted, NameOrders name) =>
        funnel.Trail is not { } trail || trail.Of(orders, wanted).All(order => name.Knows(State(order)) || name.Knows(order.Write) || IsOld(order));

    /// <summary>Tells other processes what became of an order.</summary>
    public Task SettleAsync(OpenOrder order, VpsId? made, ICallTrace trace) =>
        order.Write is { } write && funnel.Trail is { } trail ? trail.SettleAsync(write, order.Name, made, trace) : Task.CompletedTask;

    private static async Task<IReadOnlyList<TrailOrder>?> ReadAsync(Trail trail, string wanted, ICallTrace trace, CancellationToken cancellationToken)
    {
        try
        {
            return await trail.OrdersOfAsync(wanted, trace, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            trace.Write(TraceLevel.Verbose, $"The audit trail {trail.Path} could not be read ({exception.Message}).");
            return null; // Where it cannot be written either, nothing is sent.
        }
    }

    /// <summary>A write can be known as begun, as unknown and as done: each is news.</summary>
    private static string State(TrailOrder order) => FormattableString.Invariant($"{order.Write} {order.HasEnded} {order.Made}");

    private bool IsOld(TrailOrder order) => order.Made is not null && clock.UtcNow - order.Time >= OrderDoubts.Lifetime;

    private bool IsUnderWay(TrailOrder order, NameOrders name) =>
        !order.HasEnded && !name.Knows(order.Write) && clock.UtcNow - order.Time < OrderDoubts.Lifetime && !order.Owner.IsDead;

    private void Take(Trail trail, string wanted, IReadOnlyList<TrailOrder> orders, AccountOrders account, NameOrders name)
    {
        foreach (var settled in name.Doubtful.Where(doubt => doubt.Trail == trail.Path && !orders.Any(order => order.Write == doubt.Write && order.Made is null)))
        {
            name.Close(settled); // Its own process, or another, knows by now.
        }

        foreach (var order in orders.Where(order => !name.Knows(order.Write) && !name.Knows(State(order))))
        {
            name.Know(State(order));
            if (order.Made is not { } id)
            {
                Doubt(trail, wanted, order, name);
            }
            else if (!IsOld(order) && account.TryClaim(id))
            {
                account.Remember(name, new MadeServer(id, Sent(order)));
            }
        }
    }

    private void Doubt(Trail trail, string wanted, TrailOrder order, NameOrders name)
    {
        if (!name.Open.Any(open => open.Write == order.Write))
        {
            var why = order.HasEnded ? "does not know what became of it" : order.Owner.IsDead ? "ended before its answer came" : "has not said what became of it";
            var who = FormattableString.Invariant($"process {order.Owner.Process} on {order.Owner.Machine ?? "a machine that it does not tell"}");
            name.Begin(OpenOrder.Elsewhere(wanted, trail.Path, order.Write, Sent(order), $"{who} {why}"));
        }
    }

    /// <summary>The time of another process's order, on this process's clocks.</summary>
    private (DateTimeOffset Wall, TimeSpan Monotonic) Sent(TrailOrder order)
    {
        var ago = clock.UtcNow - order.Time;
        return (order.Time, clock.Elapsed - (ago > TimeSpan.Zero ? ago : TimeSpan.Zero));
    }
}
