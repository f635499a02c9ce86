namespace VpsOrg.PowerShell;

/// <summary>What the account has, as one list showed it: the names that are taken, and the ids behind the names of plans and systems.</summary>
/// <param name="servers">The servers.</param>
/// <param name="clock">The session's time.</param>
internal sealed class ExistingServers(IReadOnlyList<VpsServer> servers, Clock clock)
{
    /// <summary>As long as the client's own look before orders, so that one list serves both.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly TimeSpan _readAt = clock.Elapsed;

    /// <summary>Whether it is young enough for the next order.</summary>
    public bool IsFresh => clock.Elapsed - _readAt < Lifetime;

    /// <summary>All servers.</summary>
    public IReadOnlyList<VpsServer> All { get; } = servers;

    /// <summary>The plans that they have.</summary>
    public NamedIds Plans { get; } = NamedIds.Plans(servers);

    /// <summary>The operating systems that they have.</summary>
    public NamedIds Systems { get; } = NamedIds.Systems(servers);

    /// <summary>All servers; none, and a warning, where they cannot be had: an account that shows no list can order all the same.</summary>
    /// <param name="read">Reads what the account has.</param>
    /// <param name="name">The name of the order.</param>
    /// <param name="warn">Takes the warning.</param>
    public static IReadOnlyList<VpsServer> AllOrNone(Func<ExistingServers> read, string name, Action<string> warn)
    {
        try
        {
            return read().All;
        }
        catch (VpsException exception) when (exception is not VpsUnauthorizedException and not VpsClientClosedException)
        {
            warn($"Whether a server is named '{name}' could not be checked: {exception.Message}");
            return [];
        }
    }

    /// <summary>The server that an order asks for, where there is one.</summary>
    /// <exception cref="AmbiguousServerNameException">Several have the name.</exception>
    /// <exception cref="ServerDiffersException">One has the name and another plan, OS or location.</exception>
    public VpsServer? Find(CreateServerRequest order)
    {
        var found = All.Where(server => string.Equals(server.Name, order.Name, StringComparison.OrdinalIgnoreCase)).ToArray();
        return found.Length switch
        {
            0 => null,
            1 => Checked(found[0], order),
            _ => throw new AmbiguousServerNameException(order.Name, found),
        };
    }

    /// <summary>A server of the name that an order asks for, where it is what the order asks for.</summary>
    /// <exception cref="ServerDiffersException">It has another plan, OS or location.</exception>
    public static VpsServer Checked(VpsServer server, CreateServerRequest order) =>
        Differences(server, order).ToArray() is { Length: > 0 } differences ? throw new ServerDiffersException(server, differences) : server;

    /// <summary>Whether a server was stopped, and so is not active by itself some time.</summary>
    public static bool IsStopped(VpsServer server) =>
        VpsServerStatus.AreSame(server.Status, VpsServerStatus.Stopped) || VpsServerStatus.AreSame(server.Status, VpsServerStatus.Stopping);

    private static IEnumerable<string> Differences(VpsServer server, CreateServerRequest order)
    {
        if (server.PlanKey != order.PlanId)
        {
            yield return FormattableString.Invariant($"plan {server.PlanId} instead of {order.PlanId}");
        }

        if (server.OSKey != order.OsId)
        {
            yield return FormattableString.Invariant($"OS {server.OsId} instead of {order.OsId}");
        }

        if (!string.Equals(server.Location, order.Location, StringComparison.OrdinalIgnoreCase))
        {
            yield return $"location {server.Location} instead of {order.Location}";
        }
    }
}
