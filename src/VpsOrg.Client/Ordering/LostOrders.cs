namespace VpsOrg.Client;

/// <summary>
/// Looks for the servers of orders whose outcome is unknown, at 0, 5, 15 and 30 seconds, on a time budget of its own. A
/// server is taken only where no other order can have made it.
/// </summary>
internal sealed class LostOrders(ServerLister lister, Clock clock)
{
    /// <summary>The server that an order made.</summary>
    /// <exception cref="VpsCreateOutcomeUnknownException">It cannot be told for sure.</exception>
    public async Task<VpsServer> FindAsync(SentOrder sent, VpsException cause)
    {
        IReadOnlyList<VpsServer> candidates = [];
        try
        {
            if (!sent.KnewServers)
            {
                throw Unknown(sent, "What was there before is not known, so no server can be told to be new.", candidates, cause);
            }

            return await LookAsync(sent, cause, found => candidates = found).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (sent.Flight.Halted.IsCancellationRequested)
        {
            throw Unknown(sent, "It was not looked for any more.", candidates, cause);
        }
    }

    /// <summary>
    /// Looks once whether an order that was refused, and may have been refused only because it was sent on twice, made a
    /// server all the same.
    /// </summary>
    /// <exception cref="VpsCreateOutcomeUnknownException">There is one that may be it.</exception>
    public async Task DoubtAsync(SentOrder sent, VpsException refusal)
    {
        try
        {
            if (await LookOnceAsync(sent).ConfigureAwait(false) is { Candidates: { Count: > 0 } candidates })
            {
                throw Unknown(sent, WhatWasSeen(candidates), candidates, refusal);
            }
        }
        catch (OperationCanceledException) when (sent.Flight.Halted.IsCancellationRequested)
        {
            // Then the refusal is what it says.
        }
        catch (VpsException exception) when (exception is not VpsCreateOutcomeUnknownException)
        {
            sent.Flight.Write(TraceLevel.Verbose, $"Whether there is such a server all the same could not be looked up: {exception.Message}");
        }
    }

    private async Task<VpsServer> LookAsync(SentOrder sent, VpsException cause, Action<IReadOnlyList<VpsServer>> found)
    {
        IReadOnlyList<VpsServer> candidates = [];
        var (flight, halted) = (sent.Flight, sent.Flight.Halted);
        var begun = clock.Elapsed;
        foreach (var look in LookTimes.All)
        {
            halted.ThrowIfCancellationRequested();
            var rest = begun + look - clock.Elapsed;
            await clock.Delay(rest, halted).OrCancelled(halted).ConfigureAwait(false);
            flight.Write(TraceLevel.Verbose, $"The answer to the order of '{flight.Order.Name}' was lost; searching the list for the server.");
            VpsServer? certain;
            try
            {
                (candidates, certain) = await LookOnceAsync(sent).ConfigureAwait(false);
                found(candidates);
            }
            catch (VpsException exception)
            {
                flight.Write(TraceLevel.Verbose, $"This search failed: {exception.Message}");
                if (exception is VpsUnauthorizedException or VpsForbiddenException or VpsClientClosedException)
                {
                    throw Unknown(sent, $"The search for it failed: {exception.Message}", candidates, cause);
                }

                continue; // This look failed; the next may not.
            }

            if (certain is { } server && sent.Account.TryClaim(server.Key))
            {
                flight.Write(TraceLevel.Warning, FormattableString.Invariant(
                    $"The answer to the order of '{flight.Order.Name}' was lost ({cause.Message.TrimEnd('.')}). Server {server.Key} was found to be the one that was ordered; the order was not sent again."));
                return server;
            }

            if (candidates.Count > 1)
            {
                break; // Waiting makes it no clearer.
            }
        }

        throw Unknown(sent, WhatWasSeen(candidates), candidates, cause);
    }

    private async Task<(IReadOnlyList<VpsServer> Candidates, VpsServer? Certain)> LookOnceAsync(SentOrder sent)
    {
        var (servers, date) = await lister.ReadAsync(new ServerFilter(), sent.Flight, sent.Flight.Halted).ConfigureAwait(false);
        return sent.Among(servers, date, clock.Elapsed);
    }

    private static string WhatWasSeen(IReadOnlyList<VpsServer> candidates)
    {
        var ids = string.Join(", ", candidates.Select(server => server.Key));
        return candidates.Count switch
        {
            0 => "It is not listed yet.",
            1 => $"Server {ids} may be it, or may belong to another order.",
            _ => $"Any of the servers {ids} may be it.",
        };
    }

    private static VpsCreateOutcomeUnknownException Unknown(SentOrder sent, string looked, IReadOnlyList<VpsServer> candidates, VpsException cause) => new(
        $"It is not known whether server '{sent.Flight.Order.Name}' was ordered: {cause.Message} {looked}",
        sent.Flight.Order.Name,
        candidates,
        cause)
    {
        Attempts = cause.Attempts,
    };
}
