namespace VpsOrg.PowerShell;

/// <summary>
/// Reads the snapshots of servers again and again, for many waits at once: there is no request for one snapshot. One list
/// serves all that want it at about the same time, and where that is cheaper, one list of the whole account.
/// </summary>
internal sealed class SnapshotLooks(VpsClient client, Clock clock, ICallTrace trace, CancellationToken cancellation)
{
    private const int FewestForWholeList = 3;

    private readonly object _gate = new();
    private readonly List<VpsId> _waiting = [];
    private readonly Dictionary<VpsId, Look> _looks = [];
    private int _wholeListRequests = 1;

    /// <summary>Stands for the list of the whole account.</summary>
    private static VpsId All => default;

    /// <summary>How long to rest between two looks.</summary>
    public TimeSpan Interval { get; } = client.Options.PollInterval;

    /// <summary>Counts a server among those that are waited for, until what is returned is disposed of.</summary>
    public IDisposable Join(VpsId server)
    {
        lock (_gate)
        {
            _waiting.Add(server);
        }

        return new Leaving(() => Leave(server));
    }

    /// <summary>A look at the snapshots of a server: a new one, unless one is young enough.</summary>
    /// <param name="server">The server.</param>
    /// <param name="since">When it must have begun at the earliest.</param>
    public Look At(VpsId server, TimeSpan since)
    {
        lock (_gate)
        {
            return Young(All, since) ?? Young(server, since) ?? Begin(server);
        }
    }

    private Look? Young(VpsId list, TimeSpan since) => _looks.TryGetValue(list, out var look) && look.Begun >= since ? look : null;

    private Look Begin(VpsId server)
    {
        var servers = _waiting.Distinct().Count();
        var list = servers >= FewestForWholeList && _wholeListRequests < servers ? All : server;
        return _looks[list] = new Look(clock.Elapsed, Task.Run(() => ReadAsync(list)));
    }

    private void Leave(VpsId server)
    {
        lock (_gate)
        {
            _waiting.Remove(server);
        }
    }

    /// <summary>What the network does passes; what will not change ends the waits.</summary>
    private async Task<IReadOnlyList<VpsSnapshot>?> ReadAsync(VpsId list)
    {
        var requests = new RequestCounter(trace);
        try
        {
            var snapshots = await client.GetSnapshotsAsync(list == All ? null : list, requests, cancellation).ConfigureAwait(false);
            if (list == All)
            {
                Volatile.Write(ref _wholeListRequests, Math.Max(1, requests.Count));
            }

            return snapshots;
        }
        catch (VpsException exception) when (exception is not (VpsUnauthorizedException or VpsForbiddenException or VpsNotFoundException or VpsClientClosedException))
        {
            trace.Write(TraceLevel.Verbose, $"A check failed; the wait goes on: {exception.Message}");
            return null;
        }
    }

    /// <summary>One look.</summary>
    /// <param name="Begun">When it began.</param>
    /// <param name="Snapshots">What it saw; null where the network was in the way.</param>
    internal sealed record Look(TimeSpan Begun, Task<IReadOnlyList<VpsSnapshot>?> Snapshots);

    private sealed class Leaving(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
