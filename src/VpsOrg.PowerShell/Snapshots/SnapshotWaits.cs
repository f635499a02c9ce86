namespace VpsOrg.PowerShell;

/// <summary>The waits of one invocation for snapshots that are being taken, and what the progress bar says of them.</summary>
/// <param name="progress">Where they are shown; null shows nothing.</param>
internal sealed class SnapshotWaits(ProgressBoard? progress)
{
    private readonly Dictionary<VpsSession, SnapshotLooks> _looks = [];

    /// <summary>Waits until a snapshot is completed.</summary>
    /// <param name="session">The session to look in.</param>
    /// <param name="snapshot">The snapshot, as the API answered.</param>
    /// <param name="server">Its server.</param>
    /// <param name="timeout">How long.</param>
    /// <param name="trace">Where looks tell what they do.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    /// <exception cref="SnapshotWaitException">It is gone, or its status is one that nobody knows.</exception>
    /// <exception cref="VpsWaitException">The time is up.</exception>
    public async Task<VpsSnapshot> WaitAsync(
        VpsSession session, VpsSnapshot snapshot, VpsId server, TimeSpan timeout, ICallTrace trace, CancellationToken cancellationToken)
    {
        var looks = Looks(session, trace, cancellationToken);
        var last = snapshot;
        using var joined = looks.Join(server);
        using var deadline = session.Clock.CancelAfter(timeout, cancellationToken);
        using var shown = progress?.WaitFor(() => $"snapshot '{last}': {last.Status}", $"status '{VpsSnapshotStatus.Completed}'");
        var wasSeen = false;
        for (var since = session.Clock.Elapsed; ;)
        {
            var look = looks.At(server, since);
            await look.Snapshots.OrExpired(deadline, cancellationToken).ConfigureAwait(false);
            if (look.Snapshots.IsCompleted && await look.Snapshots.ConfigureAwait(false) is { } snapshots)
            {
                var seen = snapshots.FirstOrDefault(one => one.Key == snapshot.Key);
                wasSeen |= seen is not null;
                last = seen ?? (wasSeen ? throw new SnapshotWaitException(last, "is gone: somebody has deleted it") : last); // A list may lag behind an answer.
                if (IsOver(last))
                {
                    return last;
                }
            }

            since = look.Begun + TimeSpan.FromTicks(looks.Interval.Ticks / 2);
            if (!await RestsAsync(session.Clock, looks.Interval, deadline, cancellationToken).ConfigureAwait(false))
            {
                throw new VpsWaitException(
                    VpsWaitEnd.TimedOut,
                    FormattableString.Invariant($"Snapshot {snapshot.Id} ('{snapshot}') was not completed within {timeout.TotalSeconds:0.###} s; its last status was '{last.Status}'."),
                    last.Status);
            }
        }
    }

    /// <exception cref="SnapshotWaitException">Nobody knows what its status means.</exception>
    private static bool IsOver(VpsSnapshot snapshot) =>
        snapshot.IsCompleted
        || (VpsSnapshotStatus.AreSame(snapshot.Status, VpsSnapshotStatus.InProgress) ? false
            : throw new SnapshotWaitException(snapshot, $"is '{snapshot.Status}', which is none of the statuses that are known ({string.Join(", ", VpsSnapshotStatus.Known)}): whether it will ever be completed cannot be told"));

    /// <summary>Rests, and tells whether there is time for another look.</summary>
    private static async Task<bool> RestsAsync(Clock clock, TimeSpan interval, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            await clock.Delay(interval, deadline.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private SnapshotLooks Looks(VpsSession session, ICallTrace trace, CancellationToken cancellationToken)
    {
        lock (_looks)
        {
            if (!_looks.TryGetValue(session, out var looks))
            {
                looks = new SnapshotLooks(session.Client, session.Clock, trace, cancellationToken);
                _looks.Add(session, looks);
            }

            return looks;
        }
    }
}
