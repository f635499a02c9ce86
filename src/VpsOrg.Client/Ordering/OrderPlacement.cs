namespace VpsOrg.Client;

/// <summary>
/// Sends one order, in the turn of its name, where nothing that is known speaks against it. An order whose outcome is
/// unknown is never sent again: its server is looked for.
/// </summary>
internal sealed class OrderPlacement(
    SendFunnel funnel, ServerLister lister, SeenServers seen, OrderDoubts doubts, OrdersElsewhere elsewhere, RememberedServers remembered, VpsClientOptions options)
{
    private readonly LostOrders _lost = new(lister, options.Clock);
    private readonly KnownServers _known = new(lister, seen, options.Clock);

    /// <inheritdoc cref="KnownServers.ReadAfreshAsync"/>
    public Task<IReadOnlyList<VpsServer>> ListAsync(ICallTrace trace, CancellationToken cancellationToken) => _known.ReadAfreshAsync(trace, cancellationToken);

    /// <summary>Places an order.</summary>
    /// <returns>The server, and whether an earlier order made it.</returns>
    public async Task<(VpsServer Server, bool WasThere)> PlaceAsync(OrderFlight flight, VpsOrderOptions how)
    {
        if (options.ReadOnly)
        {
            return (await SendAsync(flight, how, knewServers: false).ConfigureAwait(false), false); // The guard refuses it before anything is read for it.
        }

        var wanted = flight.Order.Name;
        using (await remembered.TakeTurnAsync(wanted, how.DespiteDoubt, flight.Halted).ConfigureAwait(false))
        {
            try
            {
                return await PlaceInTurnAsync(flight, how).ConfigureAwait(false);
            }
            catch (VpsException exception)
            {
                how.Failing?.Invoke(exception);
                throw;
            }
        }
    }

    private async Task<(VpsServer Server, bool WasThere)> PlaceInTurnAsync(OrderFlight flight, VpsOrderOptions how)
    {
        while (true)
        {
            flight.Halted.ThrowIfCancellationRequested(); // The turn may have come in the same moment.
            if (await ClearAsync(flight.Order.Name, how, flight).ConfigureAwait(false) is { } there)
            {
                return (there, true);
            }

            var knewServers = await _known.ReadAsync(flight, flight.Halted).ConfigureAwait(false);
            try
            {
                return (await SendAsync(flight, how, knewServers).ConfigureAwait(false), false);
            }
            catch (TrailChangedException)
            {
                flight.Write(TraceLevel.Verbose, $"Another process began to order '{flight.Order.Name}' in the same moment.");
            }
        }
    }

    /// <summary>The server that makes the order needless, where one does and that is asked for.</summary>
    /// <exception cref="VpsOrderInDoubtException">Nobody knows yet what became of an earlier order of the name.</exception>
    /// <exception cref="VpsServerNameExistsException">An earlier order made a server of the name, and that is to refuse this one.</exception>
    private async Task<VpsServer?> ClearAsync(string wanted, VpsOrderOptions how, OrderFlight flight)
    {
        if (how.UnlessRemembered)
        {
            return await remembered.FindAsync(wanted, how.DespiteDoubt, flight, flight.Halted).ConfigureAwait(false);
        }

        if (how.UnlessTaken)
        {
            return await remembered.LookAsync(wanted, how.DespiteDoubt, flight, flight.Halted).ConfigureAwait(false) is { } taken
                ? throw new VpsServerNameExistsException(wanted, taken)
                : null;
        }

        if (!how.DespiteDoubt)
        {
            var name = remembered.Account.Of(wanted);
            await doubts.SettleAsync(wanted, remembered.Account, name, flight, flight.Halted).ConfigureAwait(false);
            doubts.RefuseWhereNotHandedOver(wanted, name);
        }

        return null;
    }

    private async Task<VpsServer> SendAsync(OrderFlight flight, VpsOrderOptions how, bool knewServers)
    {
        var (account, name, moment) = (remembered.Account, remembered.Account.Of(flight.Order.Name), seen.Now());
        var order = new OpenOrder(flight.Order, id => seen.WasKnown(id, moment))
        {
            Sent = (options.Clock.UtcNow, options.Clock.Elapsed),
            Trail = options.LogPath,
            Write = options.LogPath is null ? null : TrailEntry.NewWrite(),
        };
        var sent = new SentOrder(flight, order, account, name, knewServers, seen.IsForeign);
        name.Begin(order);
        if (order.Write is { } write)
        {
            name.Know(write);
        }

        try
        {
            var server = await AnswerAsync(sent, how).ConfigureAwait(false);
            server.Clock = options.Clock;
            var made = new MadeServer(server.Key, order.Sent);
            flight.Make(made);
            account.Remember(name, made);
            return server;
        }
        catch (VpsCreateOutcomeUnknownException exception)
        {
            order.Doubt = exception.InnerException!.Message;
            throw;
        }
        catch (Exception exception) when (flight.Departure.HasLeft && exception is not VpsException { MayHaveActed: false })
        {
            order.Doubt = exception.Message;
            throw;
        }
        finally
        {
            if (order.Doubt is null)
            {
                name.Close(order);
            }
        }
    }

    private async Task<VpsServer> AnswerAsync(SentOrder sent, VpsOrderOptions how)
    {
        var (flight, order) = (sent.Flight, sent.Flight.Order);
        var call = flight.Call = funnel.NewCall(flight, flight.Departure, flight.Recalled);
        var request = new ApiRequest<VpsServer>(HttpMethod.Post, Routes.Servers, answer => sent.Own(ServerReader.ReadAnswer(answer)))
        {
            Verb = WriteVerb.Create,
            Body = RequestWriter.Write(order),
            ServerName = order.Name,
            WriteId = sent.Order.Write,
            MayBegin = how.DespiteDoubt ? null : orders => elsewhere.HasNoNews(orders, order.Name, sent.Name),
        };
        try
        {
            return (await funnel.SendAsync(request, call).ConfigureAwait(false)).Value;
        }
        catch (VpsException exception) when (exception.MayHaveActed)
        {
            sent.Order.Sent = call.LastBegun;
            var found = await _lost.FindAsync(sent, exception).ConfigureAwait(false);
            await elsewhere.SettleAsync(sent.Order, found.Key, flight).ConfigureAwait(false);
            return found;
        }
        catch (VpsException exception) when (IsAboutName(exception))
        {
            sent.Order.Sent = call.LastBegun;
            await _lost.DoubtAsync(sent, exception).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Whether an order was refused as one is whose name is taken: perhaps by itself, where something on the way sent it twice.</summary>
    private static bool IsAboutName(VpsException refusal) => refusal.Context switch
    {
        { StatusCode: 409 } => true,
        { StatusCode: 400 or 422, FieldErrors: var fields, Detail: var words } =>
            fields.Keys.Any(field => field.IndexOf("name", StringComparison.OrdinalIgnoreCase) >= 0)
            || IsIn(words, "name") || IsIn(words, "exist") || IsIn(words, "already") || IsIn(words, "duplicate"),
        _ => false,
    };

    private static bool IsIn(string? words, string word) => words?.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;
}
