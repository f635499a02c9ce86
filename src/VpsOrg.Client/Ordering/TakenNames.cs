namespace VpsOrg.Client;

/// <summary>
/// Tells which names servers have. What this process ordered is known before lists show it; what a list shows is asked for at
/// its address, because lists go on showing what was deleted or renamed.
/// </summary>
internal sealed class TakenNames(RememberedServers remembered, Func<VpsServer, ICallTrace, CancellationToken, Task<VpsServer>> read)
{
    /// <summary>A server that has a name; null where none has it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="listed">The account's servers, as a list showed them.</param>
    /// <param name="despiteDoubt">Whether it does not matter what became of earlier orders of that name.</param>
    /// <param name="trace">Where the call tells what it does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="VpsOrderInDoubtException">Nobody knows yet what became of an order of that name.</exception>
    public async Task<VpsServer?> FindAsync(string name, IReadOnlyList<VpsServer> listed, bool despiteDoubt, ICallTrace trace, CancellationToken cancellationToken)
    {
        if (await remembered.LookInTurnAsync(name, despiteDoubt, trace, cancellationToken).ConfigureAwait(false) is { } ordered)
        {
            return ordered;
        }

        if (despiteDoubt && remembered.IsInDoubt(name))
        {
            return null; // What is there may be what the doubt is about: that is what the caller puts up with.
        }

        foreach (var server in listed.Where(server => IsNamed(server, name)))
        {
            if (await StandsAsync(server, name, trace, cancellationToken).ConfigureAwait(false))
            {
                return server;
            }
        }

        return null;
    }

    private static bool IsNamed(VpsServer server, string name) => string.Equals(server.Name, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a listed server still has the name; where it cannot be asked, the list counts.</summary>
    private async Task<bool> StandsAsync(VpsServer listed, string name, ICallTrace trace, CancellationToken cancellationToken)
    {
        try
        {
            return IsNamed(await read(listed, trace, cancellationToken).ConfigureAwait(false), name);
        }
        catch (VpsNotFoundException)
        {
            trace.Write(TraceLevel.Verbose, $"Server {listed.Id} ('{name}') is in the list and no longer there.");
            return false;
        }
        catch (VpsException exception) when (exception is not VpsUnauthorizedException and not VpsClientClosedException)
        {
            trace.Write(TraceLevel.Verbose, $"Whether server {listed.Id} still has the name '{name}' could not be read: {exception.Message}");
            return true;
        }
    }
}
