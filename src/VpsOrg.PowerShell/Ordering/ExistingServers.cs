namespace VpsOrg.PowerShell;

/// <summary>The account's servers by name while servers are being ordered: the list, and what has been added since.</summary>
internal sealed class ExistingServers(IEnumerable<VpsServer> servers)
{
    private readonly List<VpsServer> _servers = [.. servers];

    public void Add(VpsServer server)
    {
        lock (_servers)
        {
            _servers.Add(server);
        }
    }

    /// <summary>The server that an order asks for, where there is one.</summary>
    /// <exception cref="AmbiguousServerNameException">Several have the name.</exception>
    /// <exception cref="ServerDiffersException">One has the name and another plan, OS or location.</exception>
    public VpsServer? Find(CreateServerRequest order)
    {
        VpsServer[] found;
        lock (_servers)
        {
            found = _servers.Where(server => string.Equals(server.Name, order.Name, StringComparison.OrdinalIgnoreCase)).ToArray();
        }

        if (found.Length > 1)
        {
            throw new AmbiguousServerNameException(order.Name, found);
        }

        var only = found.FirstOrDefault();
        var differences = only is null ? [] : Differences(only, order).ToArray();
        return differences.Length == 0 ? only : throw new ServerDiffersException(only!, differences);
    }

    private static IEnumerable<string> Differences(VpsServer server, CreateServerRequest order)
    {
        if (server.PlanId != order.PlanId)
        {
            yield return FormattableString.Invariant($"plan {server.PlanId} instead of {order.PlanId}");
        }

        if (server.OsId != order.OsId)
        {
            yield return FormattableString.Invariant($"OS {server.OsId} instead of {order.OsId}");
        }

        if (!string.Equals(server.Location, order.Location, StringComparison.OrdinalIgnoreCase))
        {
            yield return $"location {server.Location} instead of {order.Location}";
        }
    }
}
