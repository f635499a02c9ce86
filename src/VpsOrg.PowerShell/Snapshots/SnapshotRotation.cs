namespace VpsOrg.PowerShell;

/// <summary>Deletes the oldest of a command's own snapshots of one server, one after another, each by a list that is read for it.</summary>
/// <param name="target">The server.</param>
/// <param name="rotation">Tells which may go.</param>
/// <param name="most">How many one run may delete.</param>
/// <param name="patience">How long the new snapshot may take to show its size.</param>
internal sealed class SnapshotRotation(ServerTarget target, Rotation rotation, int most, TimeSpan patience)
{
    private readonly HashSet<VpsId> _gone = [];

    /// <summary>Refuses arguments by which what is to be deleted could not be told from what is not.</summary>
    /// <param name="template">The snapshots' name.</param>
    /// <param name="keep">How many are kept; 0 keeps all.</param>
    /// <param name="isMostGiven">Whether it was said how many may be deleted.</param>
    /// <exception cref="ArgumentException">They cannot be used.</exception>
    public static void RefuseUnusable(SnapshotTemplate template, int keep, bool isMostGiven)
    {
        if (keep > 0 && !template.HasDate)
        {
            throw new ArgumentException("-KeepLast needs {date} in -Name, e.g. {server}-nightly-{date}: by that it tells its own snapshots from others.");
        }

        if (keep == 0 && isMostGiven)
        {
            throw new ArgumentException("-RemoveAtMost has an effect only with -KeepLast: add -KeepLast, or leave out -RemoveAtMost.");
        }
    }

    /// <summary>What will go once a snapshot has been taken, as far as a list shows.</summary>
    public IReadOnlyList<VpsSnapshot> Plan(IReadOnlyList<VpsSnapshot> there) => rotation.SurplusAfterOneMore(there);

    /// <summary>Refuses, before anything is sent, what would delete too many or a protected server's.</summary>
    /// <exception cref="TooManyToRemoveException">More would go than may.</exception>
    /// <exception cref="VpsGuardException">The session would not delete them.</exception>
    public async Task CheckAsync(IReadOnlyList<VpsSnapshot> there, ICallTrace trace, CancellationToken cancellationToken)
    {
        await target.Session.Client.Guards.CheckRotationAsync(target.Id, trace, cancellationToken).ConfigureAwait(false);
        RefuseTooMany(Plan(there));
    }

    /// <summary>Deletes what is surplus, now that a snapshot was taken.</summary>
    /// <param name="mine">The snapshot of this run.</param>
    /// <param name="trace">Where it tells what it does.</param>
    /// <param name="cancellationToken">Gives up; what is deleted is deleted.</param>
    /// <exception cref="RotationStoppedException">The new snapshot does not show that it is whole.</exception>
    /// <exception cref="TooManyToRemoveException">By now more would go than may.</exception>
    public async Task RunAsync(VpsSnapshot mine, ICallTrace trace, CancellationToken cancellationToken)
    {
        while (true)
        {
            var surplus = rotation.Surplus(await ListAsync(mine, trace, cancellationToken).ConfigureAwait(false), mine.Key);
            RefuseTooMany(surplus);
            if (surplus.Count == 0)
            {
                return;
            }

            await DeleteAsync(surplus[0], trace, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A list that shows the new snapshot as whole; it may lag behind.</summary>
    private async Task<IReadOnlyList<VpsSnapshot>> ListAsync(VpsSnapshot mine, ICallTrace trace, CancellationToken cancellationToken)
    {
        var (client, clock) = (target.Session.Client, target.Session.Clock);
        for (var begun = clock.Elapsed; ;)
        {
            var all = await client.GetSnapshotsAsync(target.Id, trace, cancellationToken).ConfigureAwait(false);
            if (rotation.IsSound(all, mine.Key))
            {
                return [.. all.Where(one => !_gone.Contains(one.Key))];
            }

            if (clock.Elapsed - begun + client.Options.PollInterval > patience || all.Any(one => one.Key == mine.Key && one.SizeMB > 0))
            {
                throw new RotationStoppedException(target.ToString(), mine);
            }

            await clock.Delay(client.Options.PollInterval, cancellationToken).OrCancelled(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task DeleteAsync(VpsSnapshot oldest, ICallTrace trace, CancellationToken cancellationToken)
    {
        try
        {
            var identity = new SnapshotIdentity(oldest.Key, oldest.Name, new ServerIdentity(target.Id));
            await target.Session.Client.Snapshots.DeleteAsync(identity, trace, cancellationToken).ConfigureAwait(false);
            trace.Write(TraceLevel.Verbose, $"Deleted the old snapshot {SnapshotWords.List([oldest])} of {target}.");
        }
        catch (VpsNotFoundException exception)
        {
            trace.Write(TraceLevel.Verbose, $"The old snapshot {SnapshotWords.List([oldest])} of {target} is gone: {exception.Message}");
        }

        _gone.Add(oldest.Key);
    }

    private void RefuseTooMany(IReadOnlyList<VpsSnapshot> surplus)
    {
        if (_gone.Count + surplus.Count > most)
        {
            throw new TooManyToRemoveException(target.ToString(), surplus, most - _gone.Count);
        }
    }
}
