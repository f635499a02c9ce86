namespace VpsOrg.Client;

/// <summary>
/// Places orders so that what was sent is never thrown away: whoever placed an order may go, the order goes on, its
/// answer is read, and its end is kept.
/// </summary>
internal sealed class ServerOrders(OrderPlacement placement)
{
    private readonly OrderBook _book = new();

    /// <summary>Those that may have arrived and have not ended.</summary>
    public IReadOnlyList<VpsOrder> Open => _book.Open;

    /// <summary>The orders that ended without anybody who waited, each once.</summary>
    public IReadOnlyList<VpsOrder> TakeEnded() => _book.TakeEnded();

    /// <inheritdoc cref="OrderBook.GiveBack"/>
    public void GiveBack(IEnumerable<VpsOrder> untold) => _book.GiveBack(untold);

    /// <inheritdoc cref="OrderBook.TakeAll"/>
    public IReadOnlyList<VpsOrder> TakeAll() => _book.TakeAll();

    /// <inheritdoc cref="KnownServers.ReadAfreshAsync"/>
    public Task<IReadOnlyList<VpsServer>> ListAsync(ICallTrace trace, CancellationToken cancellationToken) => placement.ListAsync(trace, cancellationToken);

    /// <summary>Places an order.</summary>
    /// <returns>The server, and whether an earlier order made it.</returns>
    public async Task<(VpsServer Server, bool WasThere)> PlaceAsync(
        CreateServerRequest order, VpsOrderOptions options, ICallTrace? trace, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var flight = new OrderFlight(order, trace, new CancellationTokenSource(), new CancellationTokenSource());
        _book.Begin(flight);
        options.Flying?.Invoke(flight);
        using (options.SendNothingMore.Register(flight.Halt))
        using (cancellationToken.Register(() => Leave(flight)))
        {
            var isTold = false;
            try
            {
                var placed = await FlyAsync(flight, options).OrCancelled(cancellationToken).ConfigureAwait(false);
                isTold = _book.Tell(flight);
                return isTold ? placed : throw new OperationCanceledException(cancellationToken);
            }
            catch (VpsException)
            {
                isTold = _book.Tell(flight);
                if (!isTold)
                {
                    throw new OperationCanceledException(cancellationToken); // Whoever gave up is told by what is kept.
                }

                throw;
            }
            finally
            {
                if (!isTold)
                {
                    Leave(flight); // Also here: the wait may have ended, and the registration with it, before the token came to it.
                }
            }
        }
    }

    /// <summary>Whoever placed it has gone: at once, so that whatever comes next finds it among those that nobody waits for.</summary>
    private void Leave(OrderFlight flight)
    {
        _book.Detach(flight);
        flight.Halt();
    }

    /// <summary>Takes an order to its end, whoever waits for it.</summary>
    private async Task<(VpsServer Server, bool WasThere)> FlyAsync(OrderFlight flight, VpsOrderOptions options)
    {
        VpsOrder? end = null;
        try
        {
            var placed = await placement.PlaceAsync(flight, options).ConfigureAwait(false);
            end = flight.Sent(VpsOrderState.Made, placed.Server.Key);
            return placed;
        }
        catch (VpsException exception)
        {
            var state = exception is VpsCreateOutcomeUnknownException ? VpsOrderState.Unknown : VpsOrderState.Refused;
            end = flight.Sent(state, reason: exception.Message);
            throw;
        }
        catch (OperationCanceledException) when (flight.WasLeftInFlight)
        {
            end = flight.Sent(VpsOrderState.Refused, reason: "The API did not take it, and it was not sent again after its command had ended.");
            throw;
        }
        finally
        {
            _book.End(flight, end);
        }
    }
}
