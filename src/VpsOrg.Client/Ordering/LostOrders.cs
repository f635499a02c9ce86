namespace VpsOrg.Client;

/// <summary>
/// Looks for the servers of orders whose outcome is unknown, at 0, 5, 15 and 30 seconds, on a time budget of its own.
/// </summary>
internal sealed class LostOrders(ServerLister lister, SeenServers seen, Clock clock)
{
    private static readonly TimeSpan[] Looks =
        [TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30)];

    /// <summary>How far the server's clock and ours may be apart beyond what its Date header tells.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>The server that an order made.</summary>
    /// <param name="flight">The order.</param>
    /// <param name="moment">When it was sent, among the sightings.</param>
    /// <param name="cause">Why its outcome is unknown.</param>
    /// <exception cref="VpsCreateOutcomeUnknownException">It cannot be told for sure.</exception>
    public async Task<VpsServer> FindAsync(OrderFlight flight, long moment, VpsException cause)
    {
        IReadOnlyList<VpsServer> candidates = [];
        try
        {
            return await LookAsync(flight, moment, cause, found => candidates = found).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (flight.Halted.IsCancellationRequested)
        {
            throw Unknown(flight.Order, "It was not looked for any more.", candidates, cause);
        }
    }

    private async Task<VpsServer> LookAsync(OrderFlight flight, long moment, VpsException cause, Action<IReadOnlyList<VpsServer>> found)
    {
        var order = flight.Order;
        IReadOnlyList<VpsServer> candidates = [];
        var halted = flight.Halted;
        var begun = clock.Elapsed;
        foreach (var look in Looks)
        {
            halted.ThrowIfCancellationRequested();
            var rest = begun + look - clock.Elapsed;
            await clock.Delay(rest, halted).OrCancelled(halted).ConfigureAwait(false);
            flight.Write(TraceLevel.Verbose, $"The answer to the order of '{order.Name}' was lost; searching the list for the server.");
            try
            {
                candidates = await LookOnceAsync(flight, moment, halted).ConfigureAwait(false);
                found(candidates);
            }
            catch (VpsException exception)
            {
                flight.Write(TraceLevel.Verbose, $"This search failed: {exception.Message}");
                if (exception is VpsUnauthorizedException or VpsForbiddenException or VpsClientClosedException)
                {
                    throw Unknown(order, $"The search for it failed: {exception.Message}", candidates, cause);
                }

                continue; // This look failed; the next may not.
            }

            if (candidates.Count == 1 && seen.TryClaim(candidates[0].Id))
            {
                var server = candidates[0];
                flight.Write(TraceLevel.Warning, FormattableString.Invariant(
                    $"The answer to the order of '{order.Name}' was lost ({cause.Message.TrimEnd('.')}). Server {server.Id} was found to be the one that was ordered; the order was not sent again."));
                return server;
            }

            if (candidates.Count > 1)
            {
                break; // Waiting makes it no clearer.
            }
        }

        throw Unknown(order, WhatWasSeen(candidates), candidates, cause);
    }

    private async Task<IReadOnlyList<VpsServer>> LookOnceAsync(OrderFlight flight, long moment, CancellationToken cancellationToken)
    {
        var list = await lister.ReadAsync(new ServerFilter(), flight, cancellationToken).ConfigureAwait(false);
        var earliest = Earliest(list.Date, flight.Call!.LastBegun);
        return list.Items.Where(server => Fits(server, flight.Order, earliest) && !seen.WasKnown(server.Id, moment)).ToArray();
    }

    /// <summary>The earliest that the ordered server can be made, on the server's clock where it told its time.</summary>
    private DateTimeOffset Earliest(DateTimeOffset? serverNow, (DateTimeOffset Wall, TimeSpan Monotonic) sent)
    {
        var (known, back) = serverNow is { } now ? (now, clock.Elapsed - sent.Monotonic + Tolerance) : (sent.Wall, Tolerance);
        return known - DateTimeOffset.MinValue > back ? known - back : DateTimeOffset.MinValue;
    }

    private static bool Fits(VpsServer server, CreateServerRequest order, DateTimeOffset earliest) =>
        string.Equals(server.Name, order.Name, StringComparison.OrdinalIgnoreCase)
        && server.PlanId == order.PlanId
        && server.OsId == order.OsId
        && string.Equals(server.Location, order.Location, StringComparison.OrdinalIgnoreCase)
        && server.CreatedAtUtc is { } created && created >= earliest.UtcDateTime;

    private static string WhatWasSeen(IReadOnlyList<VpsServer> candidates)
    {
        var ids = string.Join(", ", candidates.Select(server => server.Id));
        return candidates.Count switch
        {
            0 => "It is not listed yet.",
            1 => $"Server {ids} may be it, or may belong to another order.",
            _ => $"Any of the servers {ids} may be it.",
        };
    }

    private static VpsCreateOutcomeUnknownException Unknown(CreateServerRequest order, string looked, IReadOnlyList<VpsServer> candidates, VpsException cause) => new(
        $"It is not known whether server '{order.Name}' was ordered: {cause.Message} {looked}",
        order.Name,
        candidates,
        cause)
    {
        Attempts = cause.Attempts,
    };
}
