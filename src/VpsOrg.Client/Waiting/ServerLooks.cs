namespace VpsOrg.Client;

/// <summary>Looks at the servers that are waited for: with one list where that is cheaper than a request a server.</summary>
internal sealed class ServerLooks(VpsClient client, Clock clock, int requestsAtOnce, ICallTrace? trace, CancellationToken cancellation)
{
    private const int FewestForList = 3;

    private int _listRequests = 1;

    /// <summary>Looks once for each of these waits.</summary>
    public async Task LookAsync(List<Wait> due)
    {
        var rest = due.Count >= FewestForList && _listRequests < due.Count
            ? await LookAtListAsync(due).ConfigureAwait(false)
            : due;
        using var slots = new SemaphoreSlim(requestsAtOnce);
        await Task.WhenAll(rest.Select(wait => LookAtOneAsync(wait, slots))).ConfigureAwait(false);
    }

    /// <summary>Looks at many with one list.</summary>
    /// <returns>Those that the list does not show: absence means nothing until the server's own address says 404.</returns>
    private async Task<List<Wait>> LookAtListAsync(List<Wait> due)
    {
        var requests = new RequestCounter(trace);
        var list = await TryAsync(() => client.GetServersAsync(null, requests, cancellation), due).ConfigureAwait(false);
        _listRequests = Math.Max(1, requests.Count);
        if (list is null)
        {
            return []; // Failed for now, or for good for all of them.
        }

        var byId = list.ToDictionary(server => server.Id);
        foreach (var wait in due.Where(wait => byId.ContainsKey(wait.Goal.ServerId)))
        {
            wait.Judge(byId[wait.Goal.ServerId], clock.Elapsed, trace);
        }

        return due.Where(wait => !byId.ContainsKey(wait.Goal.ServerId)).ToList();
    }

    private async Task LookAtOneAsync(Wait wait, SemaphoreSlim slots)
    {
        await slots.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var server = await TryAsync(() => client.GetServerAsync(wait.Goal.ServerId, trace, cancellation), [wait]).ConfigureAwait(false);
            if (server is not null)
            {
                wait.Judge(server, clock.Elapsed, trace);
            }
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>What the network does passes; what will not change ends the waits that it is about.</summary>
    private async Task<T?> TryAsync<T>(Func<Task<T>> look, List<Wait> waits)
        where T : class
    {
        try
        {
            return await look().ConfigureAwait(false);
        }
        catch (VpsException exception) when (exception is VpsUnauthorizedException or VpsForbiddenException or VpsNotFoundException or VpsServerNotSeenException or VpsClientClosedException)
        {
            waits.ForEach(wait => wait.Fail(exception));
            return null;
        }
        catch (VpsException exception)
        {
            trace?.Write(TraceLevel.Verbose, $"A check failed; the wait goes on: {exception.Message}");
            return null;
        }
    }
}
