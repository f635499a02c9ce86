namespace VpsOrg.Client;

/// <summary>
/// Places orders so that what was sent is never thrown away: whoever placed an order may go, the order goes on, its
/// answer is read, and its end is kept.
/// </summary>
internal sealed class ServerOrders(SendFunnel funnel, ServerLister lister, SeenServers seen, Clock clock)
{
    private readonly OrderBook _book = new();
    private readonly LostOrders _lost = new(lister, seen, clock);

    /// <summary>Those that may have arrived and have not ended.</summary>
    public IReadOnlyList<VpsOrder> Open => _book.Open;

    /// <summary>The orders that ended without anybody who waited, each once.</summary>
    public IReadOnlyList<VpsOrder> TakeEnded() => _book.TakeEnded();

    public async Task<VpsServer> PlaceAsync(CreateServerRequest order, VpsOrderOptions options, ICallTrace? trace, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var flight = new OrderFlight(order, trace, new CancellationTokenSource(), new CancellationTokenSource());
        _book.Begin(flight);
        using (options.SendNothingMore.Register(flight.Halt))
        using (cancellationToken.Register(flight.Halt))
        {
            var isTold = false;
            try
            {
                var server = await FlyAsync(flight).OrCancelled(cancellationToken).ConfigureAwait(false);
                isTold = true;
                return server;
            }
            catch (VpsException)
            {
                cancellationToken.ThrowIfCancellationRequested(); // Whoever gave up is not told now, but by what is kept.
                isTold = true;
                throw;
            }
            finally
            {
                (isTold ? (Action<OrderFlight>)_book.Tell : _book.Detach)(flight);
            }
        }
    }

    /// <summary>Takes an order to its end, whoever waits for it.</summary>
    private async Task<VpsServer> FlyAsync(OrderFlight flight)
    {
        VpsOrder? end = null;
        try
        {
            var server = await SendAsync(flight).ConfigureAwait(false);
            end = flight.State! with { State = VpsOrderState.Made, ServerId = server.Id };
            return server;
        }
        catch (VpsCreateOutcomeUnknownException exception)
        {
            end = flight.State! with { State = VpsOrderState.Unknown, Reason = exception.Message };
            throw;
        }
        catch (VpsException exception) when (flight.Call is { Attempts: > 0 } call)
        {
            end = new VpsOrder(flight.Order.Name, call.LastBegun.Wall) { State = VpsOrderState.Refused, Reason = exception.Message };
            throw;
        }
        finally
        {
            _book.End(flight, end);
        }
    }

    private async Task<VpsServer> SendAsync(OrderFlight flight)
    {
        var order = flight.Order;
        var moment = seen.Now();
        flight.Call = funnel.NewCall(flight, flight.Departure, flight.Recalled);
        var request = new ApiRequest<VpsServer>(HttpMethod.Post, Routes.Servers, ServerReader.ReadAnswer)
        {
            Verb = WriteVerb.Create,
            Body = RequestWriter.Write(order),
            ServerName = order.Name,
        };
        try
        {
            var server = (await funnel.SendAsync(request, flight.Call).ConfigureAwait(false)).Value;
            server.Clock = clock;
            seen.TryClaim(server.Id);
            return server;
        }
        catch (VpsException exception) when (exception.MayHaveActed)
        {
            return await _lost.FindAsync(flight, moment, exception).ConfigureAwait(false);
        }
    }
}
