namespace VpsOrg.Client;

/// <summary>
/// The servers that orders of this process made: confirmed by their ids, because lists lag. One order of a name has its
/// turn at a time.
/// </summary>
internal sealed class RememberedServers(SendFunnel funnel, OrderDoubts doubts, Func<AccountOrders> account, VpsClientOptions options)
{
    private readonly Clock _clock = options.Clock;

    /// <summary>The orders of the account.</summary>
    public AccountOrders Account => account();

    /// <summary>Waits for the turn of a name: for each order before it as long as a call may take.</summary>
    /// <returns>Gives the turn back; null where that is out of patience and <paramref name="goesOn"/>.</returns>
    /// <exception cref="VpsOrderInDoubtException">An order of the name is still in flight.</exception>
    public async Task<IDisposable?> TakeTurnAsync(string wanted, bool goesOn, CancellationToken cancellationToken)
    {
        var name = Account.Of(wanted);
        while (true)
        {
            var turns = name.Turns;
            using var patience = _clock.CancelAfter(options.Timeout, cancellationToken);
            try
            {
                await name.Turn.WaitAsync(patience.Token).ConfigureAwait(false);
                return new HeldTurn(name.Turn);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                if (turns == name.Turns)
                {
                    return goesOn ? null : throw doubts.InFlight(wanted, name);
                }
            }
        }
    }

    /// <summary>The server of a name, in its turn; null where none is known.</summary>
    /// <exception cref="VpsOrderInDoubtException">Nobody knows yet what became of an order of that name.</exception>
    public async Task<VpsServer?> FindInTurnAsync(string wanted, bool despiteDoubt, ICallTrace trace, CancellationToken cancellationToken)
    {
        using (await TakeTurnAsync(wanted, despiteDoubt, cancellationToken).ConfigureAwait(false))
        {
            return await FindAsync(wanted, despiteDoubt, trace, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The server of a name, which is handed over by that; null where none is known.</summary>
    /// <exception cref="VpsOrderInDoubtException">Nobody knows yet what became of an order of that name.</exception>
    public async Task<VpsServer?> FindAsync(string wanted, bool despiteDoubt, ICallTrace trace, CancellationToken cancellationToken)
    {
        var name = Account.Of(wanted);
        if (!despiteDoubt)
        {
            await doubts.SettleAsync(wanted, Account, name, trace, cancellationToken).ConfigureAwait(false);
        }

        var server = await ConfirmedAsync(wanted, name, despiteDoubt, trace, cancellationToken).ConfigureAwait(false);
        if (server is not null && name.Made is { } made)
        {
            made.IsHandedOver = true;
        }

        return server;
    }

    /// <summary>The server of a name, which is not handed over by that; null where none is known.</summary>
    /// <exception cref="VpsOrderInDoubtException">Nobody knows yet what became of an order of that name, or nobody was given its server.</exception>
    public async Task<VpsServer?> LookAsync(string wanted, bool despiteDoubt, ICallTrace trace, CancellationToken cancellationToken)
    {
        var name = Account.Of(wanted);
        if (!despiteDoubt)
        {
            await doubts.SettleAsync(wanted, Account, name, trace, cancellationToken).ConfigureAwait(false);
            doubts.RefuseWhereNotHandedOver(wanted, name);
        }
        else if (IsInDoubt(wanted))
        {
            return null;
        }

        return await ConfirmedAsync(wanted, name, despiteDoubt, trace, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether nobody knows what became of an order of a name, or nobody was given its server.</summary>
    public bool IsInDoubt(string wanted) => Account.Of(wanted) is var name && (name.Doubtful.Count > 0 || name.Made is { IsHandedOver: false });

    /// <inheritdoc cref="LookAsync"/>
    public async Task<VpsServer?> LookInTurnAsync(string wanted, bool despiteDoubt, ICallTrace trace, CancellationToken cancellationToken)
    {
        using (await TakeTurnAsync(wanted, despiteDoubt, cancellationToken).ConfigureAwait(false))
        {
            return await LookAsync(wanted, despiteDoubt, trace, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The server that was made last under a name, where it is still there.</summary>
    private async Task<VpsServer?> ConfirmedAsync(string wanted, NameOrders name, bool despiteDoubt, ICallTrace trace, CancellationToken cancellationToken)
    {
        if (name.Made is not { } made)
        {
            return null;
        }

        try
        {
            return await ConfirmAsync(wanted, name, made, trace, cancellationToken).ConfigureAwait(false);
        }
        catch (VpsNotFoundException)
        {
            trace.Write(TraceLevel.Verbose, FormattableString.Invariant($"Server {made.Id} ('{wanted}') was removed since it was ordered."));
            Account.Forget(made.Id);
            return null;
        }
        catch (VpsServerNotSeenException exception)
        {
            Account.Forget(made.Id);
            name.Begin(OpenOrder.Unseen(wanted, made, exception.Message));
            if (!despiteDoubt)
            {
                await doubts.SettleAsync(wanted, Account, name, trace, cancellationToken).ConfigureAwait(false);
            }

            return await ConfirmedAsync(wanted, name, despiteDoubt, trace, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<VpsServer?> ConfirmAsync(string wanted, NameOrders name, MadeServer made, ICallTrace trace, CancellationToken cancellationToken)
    {
        var request = new ApiRequest<VpsServer>(HttpMethod.Get, Routes.Server(made.Id), ServerReader.ReadDetail) { ServerId = made.Id };
        var server = await funnel.SendAsync(request, trace, cancellationToken).ConfigureAwait(false);
        if (server.Key != made.Id || !string.Equals(server.Name, wanted, StringComparison.OrdinalIgnoreCase))
        {
            trace.Write(TraceLevel.Verbose, FormattableString.Invariant($"Server {made.Id} is not named '{wanted}' any more."));
            name.Made = null;
            return null;
        }

        server.Clock = _clock;
        return server;
    }

    private sealed class HeldTurn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
