namespace VpsOrg.PowerShell;

/// <summary>The account's servers by name, as a list showed them.</summary>
internal sealed class ExistingServers(IReadOnlyList<VpsServer> servers)
{
    /// <summary>The server that an order asks for, where there is one.</summary>
    /// <exception cref="AmbiguousServerNameException">Several have the name.</exception>
    /// <exception cref="ServerDiffersException">One has the name and another plan, OS or location.</exception>
    public VpsServer? Find(CreateServerRequest order)
    {
        var found = servers.Where(server => string.Equals(server.Name, order.Name, StringComparison.OrdinalIgnoreCase)).ToArray();
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

    /// <summary>Whether a server that is there already will be active by itself; one that was stopped will not.</summary>
    public static bool IsOnItsWay(VpsServer server) =>
        server.Status is VpsServerStatus.Provisioning or VpsServerStatus.Starting or VpsServerStatus.Rebooting;

    private static IEnumerable<string> Differences(VpsServer server, CreateServerRequest order)
    {
        if (server.Plan?.Key != order.PlanId)
        {
            yield return FormattableString.Invariant($"plan {server.PlanId} instead of {order.PlanId}");
        }

        if (server.OS?.Key != order.OsId)
        {
            yield return FormattableString.Invariant($"OS {server.OsId} instead of {order.OsId}");
        }

        if (!string.Equals(server.Location, order.Location, StringComparison.OrdinalIgnoreCase))
        {
            yield return $"location {server.Location} instead of {order.Location}";
        }
    }
}
