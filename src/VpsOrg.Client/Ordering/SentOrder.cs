namespace VpsOrg.Client;

/// <summary>An order that is being sent, beside the others of its account.</summary>
/// <param name="Flight">Its way.</param>
/// <param name="Order">What must hold for a server to be its own.</param>
/// <param name="Account">The orders of the account.</param>
/// <param name="Name">The orders of the name.</param>
/// <param name="KnewServers">Whether it is known what was there before it.</param>
/// <param name="IsForeign">Whether an id is of another kind than those of the account's servers, as that of a task may be.</param>
internal sealed record SentOrder(OrderFlight Flight, OpenOrder Order, AccountOrders Account, NameOrders Name, bool KnewServers, Func<VpsId, bool> IsForeign)
{
    /// <summary>The servers that may be its own, and the one that surely is, where there is one.</summary>
    public (IReadOnlyList<VpsServer> Candidates, VpsServer? Certain) Among(IReadOnlyList<VpsServer> servers, DateTimeOffset? serverNow, TimeSpan now)
    {
        var candidates = servers.Where(server => !Account.IsClaimed(server.Key) && Order.Fits(server, serverNow, now)).ToArray();
        Order.Candidates = candidates.Select(server => server.Key).ToArray();
        return (candidates, candidates.Length == 1 && serverNow is not null && !FitsAnother(candidates[0], serverNow, now) ? candidates[0] : null);
    }

    /// <summary>The server of an answer, where the answer can be believed: it has the name that was ordered, and is new.</summary>
    /// <exception cref="UnreadableBodyException">It is about another server.</exception>
    public VpsServer Own(VpsServer server)
    {
        var doubt = server switch
        {
            { Key.IsValid: false } => "which is no id",
            { Name: null or "" } => "and does not say its name",
            _ when !string.Equals(server.Name, Order.Name, StringComparison.OrdinalIgnoreCase) => "which has another name",
            _ when IsForeign(server.Key) => "which is of another kind than those of the account's servers",
            _ when Order.WasThere(server.Key) => "which was there before",
            _ when !Account.TryClaim(server.Key) => "which came of another order",
            _ => null,
        };
        return doubt is null
            ? server
            : throw new UnreadableBodyException(FormattableString.Invariant($"it names server {server.Key}, {doubt}, so it does not tell which server was ordered"));
    }

    /// <summary>What fits two open orders settles neither.</summary>
    private bool FitsAnother(VpsServer server, DateTimeOffset? serverNow, TimeSpan now) =>
        Name.Open.Any(other => !ReferenceEquals(other, Order) && other.Fits(server, serverNow, now));
}
