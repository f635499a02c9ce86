namespace VpsOrg.Client;

/// <summary>
/// Orders servers so that none is bought twice. An order whose outcome is unknown is never sent again: the server is
/// looked for at 0, 5, 15 and 30 seconds, on a time budget of its own.
/// </summary>
internal sealed class ServerOrders(SendFunnel funnel, ServerLister lister, SeenServers seen, Clock clock)
{
    private static readonly TimeSpan[] Looks =
        [TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30)];

    /// <summary>How far the server's clock and ours may be apart beyond what its Date header tells.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    public async Task<VpsServer> PlaceAsync(CreateServerRequest order, ICallTrace? trace, CancellationToken cancellationToken)
    {
        var moment = seen.Now();
        var call = funnel.NewCall(trace, cancellationToken);
        var request = new ApiRequest<VpsServer>(HttpMethod.Post, Routes.Servers, ServerReader.ReadAnswer)
        {
            Verb = WriteVerb.Create,
            Body = RequestWriter.Write(order),
            ServerName = order.Name,
        };
        try
        {
            var server = (await funnel.SendAsync(request, call).ConfigureAwait(false)).Value;
            server.Clock = clock;
            seen.TryClaim(server.Id);
            return server;
        }
        catch (VpsException exception) when (exception.MayHaveActed)
        {
            return await LookForAsync(order, call.LastBegun, moment, exception, trace, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<VpsServer> LookForAsync(
        CreateServerRequest order, (DateTimeOffset Wall, TimeSpan Monotonic) sent, long moment, VpsException cause, ICallTrace? trace, CancellationToken cancellationToken)
    {
        IReadOnlyList<VpsServer> candidates = [];
        var begun = clock.Elapsed;
        foreach (var look in Looks)
        {
            var rest = begun + look - clock.Elapsed;
            await clock.Delay(rest, cancellationToken).OrCancelled(cancellationToken).ConfigureAwait(false);
            trace?.Write(TraceLevel.Verbose, $"The answer to the order of '{order.Name}' was lost; searching the list for the server.");
            try
            {
                candidates = await LookAsync(order, sent, moment, trace, cancellationToken).ConfigureAwait(false);
            }
            catch (VpsException exception)
            {
                trace?.Write(TraceLevel.Verbose, $"This search failed: {exception.Message}");
                if (exception is VpsUnauthorizedException or VpsForbiddenException or VpsClientClosedException)
                {
                    throw Unknown(order, $"The search for it failed: {exception.Message}", candidates, cause);
                }

                continue; // This look failed; the next may not.
            }

            if (candidates.Count == 1 && seen.TryClaim(candidates[0].Id))
            {
                var server = candidates[0];
                trace?.Write(TraceLevel.Warning, FormattableString.Invariant(
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

    private async Task<IReadOnlyList<VpsServer>> LookAsync(
        CreateServerRequest order, (DateTimeOffset Wall, TimeSpan Monotonic) sent, long moment, ICallTrace? trace, CancellationToken cancellationToken)
    {
        var list = await lister.ReadAsync(new ServerFilter(), trace, cancellationToken).ConfigureAwait(false);
        var earliest = Earliest(list.Date, sent);
        return list.Items.Where(server => Fits(server, order, earliest) && !seen.WasKnown(server.Id, moment)).ToArray();
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
