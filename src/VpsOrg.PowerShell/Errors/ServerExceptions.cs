using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>No server of the account has this name.</summary>
public sealed class ServerNotFoundException : Exception
{
    internal ServerNotFoundException(string name, AccountPlace place)
        : base($"No server is named '{TextCleaner.Shorten(TextCleaner.Neutralize(name), 80)}' at {place}.")
    {
    }
}

/// <summary>Several servers have the name that was given. Which one is meant is never guessed.</summary>
public sealed class AmbiguousServerNameException : Exception
{
    internal AmbiguousServerNameException(string name, IReadOnlyList<VpsServer> servers)
        : base($"{servers.Count.ToString(CultureInfo.InvariantCulture)} servers are named '{name}': ids {Ids(servers)}.")
    {
        ServerIds = servers.Select(server => server.Id).ToArray();
    }

    /// <summary>The ids of the servers that have the name.</summary>
    public IReadOnlyList<object> ServerIds { get; }

    private static string Ids(IReadOnlyList<VpsServer> servers) =>
        string.Join(", ", servers.Select(server => server.Id));
}

/// <summary>A server of the name exists, and it is not the one that was asked for.</summary>
public sealed class ServerDiffersException : InvalidOperationException
{
    internal ServerDiffersException(VpsServer existing, IEnumerable<string> differences)
        : base($"Server {existing.Id} is already named '{existing}' but differs: {string.Join(", ", differences)}. No other server was ordered.")
    {
    }
}

/// <summary>A server is stopped, and what was asked for needs one that runs.</summary>
public sealed class ServerStoppedException : InvalidOperationException
{
    internal ServerStoppedException(VpsServer server)
        : this(server, "only a running server can be restarted")
    {
    }

    private ServerStoppedException(VpsServer server, string why)
        : base($"Server {server.Id} ('{server}') is {server.Status}: {why}.")
    {
    }

    /// <summary>A server that was to be waited for until it is active.</summary>
    internal static ServerStoppedException NotWaitedFor(VpsServer server) =>
        new(server, "it does not become active by itself, so it is not waited for");
}
