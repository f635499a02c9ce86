using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>Several servers have the name that was given. Which one is meant is never guessed.</summary>
public sealed class AmbiguousServerNameException : Exception
{
    internal AmbiguousServerNameException(string name, IReadOnlyList<VpsServer> servers)
        : base($"{servers.Count.ToString(CultureInfo.InvariantCulture)} servers are named '{name}': ids {Ids(servers)}.")
    {
        ServerIds = servers.Select(server => server.Id).ToArray();
    }

    /// <summary>The ids of the servers that have the name.</summary>
    public IReadOnlyList<long> ServerIds { get; }

    private static string Ids(IReadOnlyList<VpsServer> servers) =>
        string.Join(", ", servers.Select(server => server.Id.ToString(CultureInfo.InvariantCulture)));
}
