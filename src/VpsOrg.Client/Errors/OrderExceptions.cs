namespace VpsOrg.Client;

/// <summary>An order was not sent, because nobody knows yet what became of an earlier one of the same name.</summary>
public sealed class VpsOrderInDoubtException : VpsException
{
    internal VpsOrderInDoubtException(string message, string serverName, IReadOnlyList<VpsId> candidates, DateTimeOffset endsAt)
        : base(message, new FailureContext())
    {
        ServerName = serverName;
        CandidateIds = candidates.Select(id => id.Value).ToArray();
        EndsAt = endsAt;
    }

    /// <summary>The name of the server.</summary>
    public string ServerName { get; }

    /// <summary>The ids of the servers that may be the one that was ordered before; empty where none was seen yet.</summary>
    public IReadOnlyList<object> CandidateIds { get; }

    /// <summary>From when on the doubt ends by itself, where two lists then do not show the server either.</summary>
    public DateTimeOffset EndsAt { get; }
}

/// <summary>The API accepted an order, but has never shown the server.</summary>
public sealed class VpsServerNotSeenException : VpsException
{
    internal VpsServerNotSeenException(VpsId serverId, DateTimeOffset orderedAt, VpsException cause)
        : base(
            FormattableString.Invariant($"Server {serverId} was ordered at {orderedAt.ToLocalTime():yyyy-MM-dd HH:mm:ss} and was never seen: {cause.Message}"),
            cause.Context,
            cause)
    {
        ServerId = serverId.Value;
        OrderedAt = orderedAt;
        Attempts = cause.Attempts;
    }

    /// <summary>The id that the API gave the order.</summary>
    public object ServerId { get; }

    /// <summary>When the server was ordered, by this machine's clock.</summary>
    public DateTimeOffset OrderedAt { get; }
}

/// <summary>An order was not sent, because a server of its name exists.</summary>
public sealed class VpsServerNameExistsException : VpsException
{
    internal VpsServerNameExistsException(string name, VpsServer existing)
        : this($"Server '{name}' was not ordered: server {existing.Id} has that name.", name)
    {
    }

    private VpsServerNameExistsException(string message, string name)
        : base(message, new FailureContext()) =>
        ServerName = name;

    /// <summary>The name.</summary>
    public string ServerName { get; }

    /// <summary>An order whose name another order of the same command has, where none of them is sent.</summary>
    internal static VpsServerNameExistsException Twice(string name) =>
        new($"Server '{name}' would not be ordered: another order of this command has that name.", name);
}
