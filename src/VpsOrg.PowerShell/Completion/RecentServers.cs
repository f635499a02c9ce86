namespace VpsOrg.PowerShell;

/// <summary>
/// A session's servers for Tab: at most 30 seconds old, and never worth more than half a second of waiting. A list that
/// takes longer is there for the next Tab.
/// </summary>
internal sealed class RecentServers(VpsSession session)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly object _gate = new();
    private Task<IReadOnlyList<VpsServer>>? _reading;
    private TimeSpan _begun;

    /// <summary>The servers; none where they cannot be had at once.</summary>
    public IReadOnlyList<VpsServer> Get()
    {
        var reading = Reading();
        using var timer = new CancellationTokenSource();
        Task.WaitAny(reading, session.Clock.Delay(Patience, timer.Token));
        timer.Cancel();
        return reading.Status == TaskStatus.RanToCompletion ? reading.Result : [];
    }

    private Task<IReadOnlyList<VpsServer>> Reading()
    {
        lock (_gate)
        {
            if (_reading is null || _reading.IsFaulted || _reading.IsCanceled || (_reading.IsCompleted && session.Clock.Elapsed - _begun > Lifetime))
            {
                _begun = session.Clock.Elapsed;
                _reading = Task.Run(async () => SeenLocations.Of(session).Note(await session.Client.GetServersAsync().ConfigureAwait(false)));
            }

            return _reading;
        }
    }
}
