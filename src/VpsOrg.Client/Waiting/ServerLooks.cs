namespace VpsOrg.Client;

/// <summary>
/// Looks at the servers that are waited for: with one list where that is cheaper than a request a server. A look that
/// hangs goes on by itself, but holds back no other: a list that brings nothing is given up for a request a server, and a
/// request that takes long gives its place to the next.
/// </summary>
/// <param name="client">Looks at the servers.</param>
/// <param name="clock">The time by which it is waited.</param>
/// <param name="requestsAtOnce">How many servers are looked at at once.</param>
/// <param name="patience">How long a look may hold others back, asked anew for each.</param>
/// <param name="looked">Takes each wait whose look has ended.</param>
/// <param name="trace">Where looks tell what they do.</param>
/// <param name="cancellation">Ends all looks.</param>
internal sealed class ServerLooks(
    VpsClient client, Clock clock, int requestsAtOnce, Func<TimeSpan> patience, Action<Wait> looked, ICallTrace? trace, CancellationToken cancellation)
{
    private const int FewestForList = 3;

    private int _listRequests = 1;

    /// <summary>Looks once for each of these waits.</summary>
    public async Task LookAsync(List<Wait> due)
    {
        var rest = due.Count >= FewestForList && _listRequests < due.Count
            ? await LookAtListAsync(due).ConfigureAwait(false)
            : due;
        var slots = new SemaphoreSlim(requestsAtOnce);
        await Task.WhenAll(rest.Select(wait => LookAtOneAsync(wait, slots))).ConfigureAwait(false);
    }

    /// <summary>Looks at many with one list.</summary>
    /// <returns>Those that the list does not show, for absence means nothing until the server's own address says 404; and those of which it tells too little.</returns>
    private async Task<List<Wait>> LookAtListAsync(List<Wait> due)
    {
        var requests = new RequestCounter(trace);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reading = TryAsync(() => client.GetServersAsync(null, requests, stop.Token), due);
        bool arrives;
        try
        {
            arrives = await ArrivesAsync(reading, requests).ConfigureAwait(false);
        }
        finally
        {
            stop.CancelAll(); // It is there, or nobody waits for it any more; a cancellation may not have come to it yet.
        }

        if (!arrives)
        {
            trace?.Write(TraceLevel.Verbose, "The list does not arrive; checking each server by itself.");
            return due;
        }

        _listRequests = Math.Max(1, requests.Count);
        if (await reading.ConfigureAwait(false) is not { } list)
        {
            due.ForEach(looked);
            return []; // Failed for now, or for good for all of them.
        }

        var byId = list.ToDictionary(server => server.Key);
        var rest = new List<Wait>();
        foreach (var wait in due)
        {
            if (!byId.TryGetValue(wait.Goal.ServerId, out var server) || wait.Goal.NeedsDetail(server))
            {
                rest.Add(wait);
                continue;
            }

            wait.Judge(server, clock.Elapsed, trace);
            looked(wait);
        }

        return rest;
    }

    /// <summary>Whether a list comes to its end; false where the patience passes without a page.</summary>
    private async Task<bool> ArrivesAsync(Task reading, RequestCounter requests)
    {
        for (var pages = -1; pages != requests.Count;)
        {
            pages = requests.Count;
            if (await EndsAsync(reading).ConfigureAwait(false))
            {
                return true;
            }
        }

        return false;
    }

    private async Task LookAtOneAsync(Wait wait, SemaphoreSlim slots)
    {
        await slots.WaitAsync(cancellation).ConfigureAwait(false);
        var looking = TryAsync(() => client.GetServerAsync(wait.Goal.ServerId, trace, cancellation), [wait]);
        try
        {
            await EndsAsync(looking).ConfigureAwait(false);
        }
        finally
        {
            slots.Release();
        }

        if (await looking.ConfigureAwait(false) is { } server)
        {
            wait.Judge(server, clock.Elapsed, trace);
        }

        looked(wait);
    }

    /// <summary>Whether a look ends before it has held others back for too long.</summary>
    private async Task<bool> EndsAsync(Task look)
    {
        if (!look.IsCompleted)
        {
            using var deadline = clock.CancelAfter(patience(), cancellation);
            await look.OrExpired(deadline, cancellation).ConfigureAwait(false);
        }

        return look.IsCompleted;
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
