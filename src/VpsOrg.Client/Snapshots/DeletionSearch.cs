namespace VpsOrg.Client;

/// <summary>Judges a deletion whose answer is lost or is not 204 by the list: what a whole list does not show any more is deleted.</summary>
/// <param name="lister">Reads the list.</param>
/// <param name="snapshot">What was to be deleted.</param>
internal sealed class DeletionSearch(SnapshotLister lister, SnapshotIdentity snapshot) : Search<VpsServerAction>
{
    public override string What => $"snapshot {snapshot.Id}";

    public override TraceLevel Level => TraceLevel.Verbose;

    public override bool IsProof(ApiAnswer<VpsServerAction> answer) => answer.StatusCode == 204;

    /// <summary>After an attempt that may have arrived, a 404 says that it did.</summary>
    public override VpsServerAction? Proven(VpsException failure) =>
        failure is VpsNotFoundException { EarlierAttemptMayHaveActed: true } ? new VpsServerAction() : null;

    public override async Task<Finding<VpsServerAction>> LookAsync(VpsServerAction? answered, ICallTrace? trace, CancellationToken cancellationToken)
    {
        var snapshots = await lister.ListAsync(snapshot.Server.Id, trace, cancellationToken).ConfigureAwait(false);
        return snapshots.All(one => one.Key != snapshot.Id)
            ? Finding<VpsServerAction>.There(answered ?? new VpsServerAction(), $"Snapshot {snapshot.Id} is not listed any more: it was deleted.")
            : Finding<VpsServerAction>.NotYet($"Snapshot {snapshot.Id} is still listed.");
    }

    public override VpsException NotFound(VpsException cause, string seen)
    {
        cause.Add(seen);
        return cause;
    }
}
