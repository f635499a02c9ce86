using System.Globalization;

namespace VpsOrg.Client;

/// <summary>
/// Looks for a snapshot whose answer is lost: one of this server and of this name that was not there before, is not older than
/// the request, and is not the answer to another. Two such are none.
/// </summary>
/// <param name="lister">Reads the list.</param>
/// <param name="wanted">What was asked for.</param>
/// <param name="known">The snapshots that were there before.</param>
/// <param name="before">The API's time at that list; null where it did not say.</param>
/// <param name="claimed">The snapshots that this client's requests have made.</param>
internal sealed class SnapshotSearch(
    SnapshotLister lister, CreateSnapshotRequest wanted, IReadOnlyList<VpsSnapshot> known, DateTimeOffset? before, ClaimedIds claimed) : Search<VpsSnapshot>
{
    private readonly HashSet<VpsId> _known = [.. known.Select(snapshot => snapshot.Key)];
    private VpsSnapshot[] _candidates = [];

    public override string What => $"snapshot '{wanted.Name}' of server {wanted.ServerId}";

    /// <summary>A page of a proxy says no more than silence does, and what the list shows is there.</summary>
    public override bool MindsNo => false;

    public override bool IsProof(ApiAnswer<VpsSnapshot> answer) =>
        answer.StatusCode == 201 && IsAsked(answer.Value) && !_known.Contains(answer.Value.Key) && claimed.TryClaim(answer.Value.Key);

    public override async Task<Finding<VpsSnapshot>> LookAsync(VpsSnapshot? answered, ICallTrace? trace, CancellationToken cancellationToken)
    {
        var snapshots = await lister.ListAsync(wanted.ServerId, trace, cancellationToken).ConfigureAwait(false);
        _candidates = snapshots.Where(one => IsAsked(one) && !_known.Contains(one.Key) && !IsOlder(one) && !claimed.Has(one.Key)).ToArray();
        if (_candidates.Length == 1 && claimed.TryClaim(_candidates[0].Key))
        {
            return Finding<VpsSnapshot>.There(_candidates[0], $"Snapshot {_candidates[0].Key} was found to be the one that was asked for; it was not asked for again.");
        }

        return Finding<VpsSnapshot>.NotYet(_candidates.Length == 0
            ? "It is not listed yet."
            : $"Any of the snapshots {string.Join(", ", _candidates.Select(one => one.Key))} may be it.") with
        { IsLast = _candidates.Length > 1 };
    }

    public override VpsException NotFound(VpsException cause, string seen) => new VpsSnapshotOutcomeUnknownException(
        string.Format(CultureInfo.InvariantCulture, "It is not known whether snapshot '{0}' of server {1} was begun: {2} {3}", wanted.Name, wanted.ServerId, cause.Message, seen),
        wanted.ServerId,
        wanted.Name,
        _candidates,
        cause);

    private bool IsAsked(VpsSnapshot snapshot) => snapshot.ServerKey == wanted.ServerId && snapshot.Name == wanted.Name;

    /// <summary>What shows whole seconds may be anywhere in its second.</summary>
    private bool IsOlder(VpsSnapshot snapshot) => snapshot.Created + TimeSpan.FromSeconds(1) <= before;
}
