using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>No server of the account has this name. An id that is missing is the same to a script: <see cref="VpsNotFoundException"/>.</summary>
internal sealed class ServerNotFoundException : VpsNotFoundException
{
    internal ServerNotFoundException(string name, AccountPlace place)
        : base($"No server is named '{TextCleaner.Shorten(TextCleaner.Neutralize(name), 80)}' at {place}.", new FailureContext())
    {
    }
}

/// <summary>Several servers have the name that was given. Which one is meant is never guessed.</summary>
internal sealed class AmbiguousServerNameException : VpsException
{
    internal AmbiguousServerNameException(string name, IReadOnlyList<VpsServer> servers)
        : base($"{servers.Count.ToString(CultureInfo.InvariantCulture)} servers are named '{name}': ids {Ids(servers)}.", new FailureContext())
    {
        ServerIds = servers.Select(server => server.Id).ToArray();
    }

    /// <summary>The ids of the servers that have the name.</summary>
    public IReadOnlyList<object> ServerIds { get; }

    private static string Ids(IReadOnlyList<VpsServer> servers) =>
        string.Join(", ", servers.Select(server => server.Id));
}

/// <summary>A server of the name exists, and it is not the one that was asked for.</summary>
internal sealed class ServerDiffersException : VpsException
{
    internal ServerDiffersException(VpsServer existing, IEnumerable<string> differences)
        : base($"Server {existing.Id} is already named '{existing}' but differs: {string.Join(", ", differences)}. No other server was ordered.", new FailureContext())
    {
    }
}

/// <summary>A wait was to take its servers from the pipeline, and none came.</summary>
internal sealed class NothingToWaitForException : VpsException
{
    internal NothingToWaitForException()
        : base("No server came down the pipeline, so nothing was waited for.", new FailureContext())
    {
    }
}

/// <summary>A server is stopped, and what was asked for needs one that runs.</summary>
internal sealed class ServerStoppedException : VpsException
{
    internal ServerStoppedException(VpsServer server)
        : this(server, "only a running server can be restarted")
    {
    }

    private ServerStoppedException(VpsServer server, string why)
        : base($"Server {server.Id} ('{server}') is {server.Status}: {why}.", new FailureContext())
    {
    }

    /// <summary>A server that was to be waited for until it is active.</summary>
    internal static ServerStoppedException NotWaitedFor(VpsServer server) =>
        new(server, "it does not become active by itself, so it is not waited for");
}
