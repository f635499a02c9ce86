namespace VpsOrg.PowerShell;

/// <summary>
/// The orders of one invocation. After a failure that every further order would meet as well, or make worse (no credits, a
/// redirect), those that have not left stay unsent, and each says so.
/// </summary>
/// <param name="ending">Cancelled where the whole command ends early.</param>
internal sealed class OrderRun(CancellationToken ending)
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(ending);
    private readonly List<PlacedOrder> _written = [];
    private readonly List<PlacedOrder> _begun = [];
    private Cause? _cause;

    /// <summary>How long a command that ends early waits for the answers to its orders: what was ordered may be bought.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The servers that were made and written; null where none was.</summary>
    public string? Written => _written.Count == 0 ? null : $"Made and written before that: {string.Join(", ", _written)}.";

    /// <summary>What the host shows of a server that is bought while it is waited for.</summary>
    /// <param name="server">The server.</param>
    /// <param name="wish">What is waited for, in words; null for its status alone.</param>
    public static string Waiting(VpsServer server, string? wish) =>
        $"Server '{server}' is ordered (id {server.Id}); waiting until it is {wish ?? VpsServerStatus.Active}.";

    /// <summary>Ends when the last order of a name so far has ended: only then can the next see what it made. Pipeline thread only.</summary>
    public Task LastOf(string name) =>
        _begun.FindLast(order => string.Equals(order.Name, name, StringComparison.OrdinalIgnoreCase))?.Ended ?? Task.CompletedTask;

    /// <summary>Ends when all orders so far have ended. Pipeline thread only.</summary>
    public Task All() => Task.WhenAll(_begun.Select(order => order.Ended));

    /// <summary>An order that is about to be placed. Pipeline thread only.</summary>
    /// <exception cref="OrderNotSentException">No further order of this command is sent.</exception>
    public PlacedOrder Begin(string name, VpsSession session)
    {
        RefuseAfterTheEnd(name);
        var placed = new PlacedOrder(name, session);
        _begun.Add(placed);
        return placed;
    }

    /// <summary>Places an order, where orders have not ended meanwhile.</summary>
    /// <param name="placed">What is said of it where the command ends first.</param>
    /// <param name="order">The order.</param>
    /// <param name="how">How to order it.</param>
    /// <param name="trace">Where the call tells what it does.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    /// <exception cref="OrderNotSentException">They have, and nothing was sent for this one.</exception>
    public async Task<VpsServer> PlaceAsync(
        PlacedOrder placed, CreateServerRequest order, VpsOrderOptions how, ICallTrace trace, CancellationToken cancellationToken)
    {
        try
        {
            RefuseAfterTheEnd(placed.Name);
            var inThisRun = how with { SendNothingMore = _stop.Token, Failing = failure => EndOrdersWhere(placed, failure), Flying = placed.Begin };
            var (server, wasThere) = await placed.Session.Client.OrderServerAsync(order, inThisRun, trace, cancellationToken).ConfigureAwait(false);
            if (wasThere)
            {
                return ExistingServers.Checked(server, order);
            }

            placed.Made(server);
            return server;
        }
        catch (OperationCanceledException) when (_cause is not null && !ending.IsCancellationRequested)
        {
            RefuseAfterTheEnd(placed.Name);
            throw;
        }
        finally
        {
            placed.End();
        }
    }

    /// <summary>What writes an order's server, and notes that one that was made was written. Pipeline thread only.</summary>
    public Action Writing(PlacedOrder order, Action write) => () =>
    {
        if (order.IsMade)
        {
            _written.Add(order);
        }

        write();
    };

    /// <summary>Called before the next order of the name has its turn: that one is then ended, too.</summary>
    private void EndOrdersWhere(PlacedOrder placed, VpsException failure)
    {
        if (failure.EndsOrders)
        {
            Interlocked.CompareExchange(ref _cause, new Cause(placed.Name, failure), null);
            _stop.Cancel();
        }
    }

    private void RefuseAfterTheEnd(string name)
    {
        if (_cause is { } cause)
        {
            throw new OrderNotSentException(name, cause.Name, cause.Failure);
        }
    }

    private sealed record Cause(string Name, VpsException Failure);
}
