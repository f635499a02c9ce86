namespace VpsOrg.Client;

/// <summary>An order as the trail tells of it.</summary>
/// <param name="Write">What tells it from other writes.</param>
/// <param name="Host">Where it went.</param>
/// <param name="Account">Whose it was; null where that was not known.</param>
/// <param name="Name">The server that was ordered.</param>
/// <param name="Time">When it began.</param>
/// <param name="Owner">The process that placed it.</param>
internal sealed record TrailOrder(string Write, string Host, string? Account, string Name, DateTimeOffset Time, TrailOwner Owner)
{
    /// <summary>Whether its process has said how it ended, if only that it does not know.</summary>
    public bool HasEnded { get; init; }

    /// <summary>The server that came of it; null while none is known.</summary>
    public VpsId? Made { get; init; }

    /// <summary>Whether it may be about the same server: an account that is not known may be any.</summary>
    public bool IsOf(string host, string? account, string name) =>
        string.Equals(Host, host, StringComparison.OrdinalIgnoreCase)
        && string.Equals(Name, name, StringComparison.OrdinalIgnoreCase)
        && (account is null || Account is null || string.Equals(Account, account, StringComparison.OrdinalIgnoreCase));
}
