namespace VpsOrg.PowerShell;

/// <summary>Takes the snapshot of one server: checks what would be in the way, takes it, waits for it, and deletes old ones.</summary>
/// <param name="target">The server.</param>
/// <param name="name">The snapshot's name.</param>
/// <param name="description">What is written beside it.</param>
/// <param name="waits">Waits until it is completed; null where nobody waits.</param>
/// <param name="pause">Keeps the server stopped meanwhile; null where it goes on running.</param>
/// <param name="rotation">Deletes old ones afterwards; null where all are kept.</param>
/// <param name="patience">How long it is waited.</param>
internal sealed class SnapshotRun(
    ServerTarget target, string name, string? description, SnapshotWaits? waits, ServerPause? pause, SnapshotRotation? rotation, TimeSpan patience)
{
    /// <summary>Takes it.</summary>
    /// <param name="sent">Hears what was sent.</param>
    /// <param name="answered">Called when it was asked for and from then on is only waited for.</param>
    /// <param name="trace">Where it tells what it does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SnapshotOutcome> TakeAsync(SentSnapshot sent, Action answered, ICallTrace trace, CancellationToken cancellationToken)
    {
        var there = await SnapshotLimit.CheckAsync(target, trace, cancellationToken).ConfigureAwait(false);
        if (rotation is not null)
        {
            await rotation.CheckAsync(there, trace, cancellationToken).ConfigureAwait(false);
        }

        if (pause is null)
        {
            var outcome = await TakeNowAsync(sent, answered, trace, cancellationToken).ConfigureAwait(false);
            return await RotatedAsync(outcome, trace, cancellationToken).ConfigureAwait(false);
        }

        var paused = await pause.DuringAsync(target, () => TakeNowAsync(sent, answered, trace, cancellationToken), patience, trace, cancellationToken).ConfigureAwait(false);
        var taken = paused.Value ?? new SnapshotOutcome(null, paused.Failure);
        return paused.Left is { } left ? taken with { Left = left } : await RotatedAsync(taken, trace, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SnapshotOutcome> TakeNowAsync(SentSnapshot sent, Action answered, ICallTrace trace, CancellationToken cancellationToken)
    {
        sent.Begin();
        var snapshot = await target.Session.Client.Snapshots.CreateAsync(target.Identity, name, description, trace, cancellationToken).ConfigureAwait(false);
        sent.Made(snapshot);
        answered();
        if (waits is null)
        {
            return new SnapshotOutcome(snapshot, null);
        }

        try
        {
            return new SnapshotOutcome(await waits.WaitAsync(target.Session, snapshot, target.Id, patience, trace, cancellationToken).ConfigureAwait(false), null);
        }
        catch (VpsException exception)
        {
            return new SnapshotOutcome(snapshot, exception); // The admin gets the snapshot, whatever comes of the wait.
        }
    }

    /// <summary>Deletes old ones where the new one is whole, and nothing went wrong before.</summary>
    private async Task<SnapshotOutcome> RotatedAsync(SnapshotOutcome outcome, ICallTrace trace, CancellationToken cancellationToken)
    {
        if (rotation is null || outcome is not { Snapshot: { } snapshot, Failure: null })
        {
            return outcome;
        }

        try
        {
            await rotation.RunAsync(snapshot, trace, cancellationToken).ConfigureAwait(false);
            return outcome;
        }
        catch (VpsException exception)
        {
            return outcome with { Failure = exception };
        }
    }
}

/// <summary>What came of it.</summary>
/// <param name="Snapshot">The snapshot; null where none was begun.</param>
/// <param name="Failure">What failed; null where nothing did.</param>
internal sealed record SnapshotOutcome(VpsSnapshot? Snapshot, Exception? Failure)
{
    /// <summary>Why the server does not run again; null where it does.</summary>
    public ServerLeftStoppedException? Left { get; init; }
}
