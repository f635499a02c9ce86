namespace VpsOrg.Client;

/// <summary>
/// Ends the doubts about earlier orders of a name, or refuses the next one. A doubt ends when its server shows, or when ten
/// minutes have passed since the order and two lists after that, five seconds apart, agree on what there is.
/// </summary>
internal sealed class OrderDoubts(ServerLister lister, OrdersElsewhere elsewhere, Clock clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    /// <summary>How old a doubt is before lists that do not show the server may end it.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Ends what can be ended.</summary>
    /// <exception cref="VpsOrderInDoubtException">It is not known yet what became of an earlier order.</exception>
    public async Task SettleAsync(string wanted, AccountOrders account, NameOrders name, ICallTrace trace, CancellationToken cancellationToken)
    {
        await elsewhere.TakeAsync(wanted, account, name, trace, cancellationToken).ConfigureAwait(false);
        if (name.Doubtful is not { Count: > 0 } doubts)
        {
            return;
        }

        IReadOnlyList<VpsId> fitting;
        try
        {
            fitting = await FittingAsync(doubts, account, trace, cancellationToken).ConfigureAwait(false);
        }
        catch (VpsException exception) when (exception is not VpsUnauthorizedException and not VpsClientClosedException)
        {
            throw InDoubt(wanted, $"{doubts[0].Doubt!.TrimEnd('.')}; and the list could not be read: {exception.Message}", Candidates(doubts, []), Latest(doubts));
        }

        if (fitting.Count == 1 && name.Open.Count == 1 && account.TryClaim(fitting[0]))
        {
            trace.Write(TraceLevel.Verbose, FormattableString.Invariant($"Server {fitting[0]} shows now: an earlier order of '{wanted}' made it."));
            name.Close(doubts[0]);
            account.Remember(name, new MadeServer(fitting[0], doubts[0].Sent) { IsHandedOver = false });
            await elsewhere.SettleAsync(doubts[0], fitting[0], trace).ConfigureAwait(false);
            return;
        }

        if (doubts.All(doubt => IsOver(doubt.Sent)) && await StandsAsync(fitting, doubts, account, trace, cancellationToken).ConfigureAwait(false))
        {
            trace.Write(TraceLevel.Verbose, $"An earlier order of '{wanted}' was in doubt; two lists show that no other server came of it.");
            foreach (var doubt in doubts)
            {
                name.Close(doubt);
                await elsewhere.SettleAsync(doubt, made: null, trace).ConfigureAwait(false);
            }

            return;
        }

        throw InDoubt(wanted, doubts[0].Doubt!, Candidates(doubts, fitting), Latest(doubts));
    }

    /// <summary>Refuses an order of a name whose last server nobody was given: who repeats an order would buy it twice.</summary>
    /// <exception cref="VpsOrderInDoubtException">There is such a server.</exception>
    public void RefuseWhereNotHandedOver(string wanted, NameOrders name)
    {
        if (name.Made is { IsHandedOver: false } made && !IsOver(made.Ordered))
        {
            throw InDoubt(wanted, FormattableString.Invariant($"server {made.Id} came of it, and whoever ordered it was not told"), [made.Id], made.Ordered.Wall);
        }
    }

    /// <summary>Refuses an order of a name of which another is still in flight.</summary>
    public VpsOrderInDoubtException InFlight(string wanted, NameOrders name) =>
        InDoubt(wanted, "its answer has not come yet", [], name.Open.Select(order => order.Sent.Wall).DefaultIfEmpty(clock.UtcNow).Max());

    private static VpsOrderInDoubtException InDoubt(string wanted, string doubt, VpsId[] candidates, DateTimeOffset sent)
    {
        var ends = sent + Lifetime;
        var seen = candidates.Length == 0 ? "No server of it is listed yet" : $"It may be any of these servers: {string.Join(", ", candidates)}";
        return new(
            FormattableString.Invariant(
                $"Server '{wanted}' was not ordered: an order of that name was sent at {sent.ToLocalTime():yyyy-MM-dd HH:mm:ss}, and its outcome is in doubt ({doubt.TrimEnd('.')}). {seen}. The doubt ends when the server shows, or after {ends.ToLocalTime():HH:mm:ss} when two lists do not show it."),
            wanted,
            candidates,
            ends);
    }

    private static VpsId[] Candidates(IReadOnlyList<OpenOrder> doubts, IReadOnlyList<VpsId> fitting) =>
        doubts.SelectMany(doubt => doubt.Candidates).Concat(fitting).Distinct().ToArray();

    private static DateTimeOffset Latest(IReadOnlyList<OpenOrder> doubts) => doubts.Max(doubt => doubt.Sent.Wall);

    private bool IsOver((DateTimeOffset Wall, TimeSpan Monotonic) sent) => clock.Elapsed - sent.Monotonic >= Lifetime;

    /// <summary>Whether another list, a little later, shows the same.</summary>
    private async Task<bool> StandsAsync(
        IReadOnlyList<VpsId> fitting, IReadOnlyList<OpenOrder> doubts, AccountOrders account, ICallTrace trace, CancellationToken cancellationToken)
    {
        await clock.Delay(Between, cancellationToken).OrCancelled(cancellationToken).ConfigureAwait(false);
        return fitting.SequenceEqual(await FittingAsync(doubts, account, trace, cancellationToken).ConfigureAwait(false));
    }

    private async Task<IReadOnlyList<VpsId>> FittingAsync(
        IReadOnlyList<OpenOrder> doubts, AccountOrders account, ICallTrace trace, CancellationToken cancellationToken)
    {
        var (servers, date) = await lister.ReadAsync(new ServerFilter(), trace, cancellationToken).ConfigureAwait(false);
        var now = clock.Elapsed;
        return servers
            .Where(server => !account.IsClaimed(server.Key) && doubts.Any(doubt => doubt.Fits(server, date, now)))
            .Select(server => server.Key)
            .OrderBy(id => id)
            .ToArray();
    }
}
