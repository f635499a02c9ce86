using System.Globalization;

namespace VpsOrg.Client;

/// <summary>
/// Judges a restore whose answer is lost by its server: one that is being restored now and was not before shows that it began.
/// </summary>
/// <param name="funnel">Reads the server.</param>
/// <param name="snapshot">What was asked for.</param>
/// <param name="wasRestoring">Whether the server was being restored before: then nothing can be told by that.</param>
internal sealed class RestoreSearch(SendFunnel funnel, SnapshotIdentity snapshot, bool wasRestoring) : Search<VpsServerAction>
{
    private static readonly string[] Begun = [VpsServerStatus.Restoring];

    public override string What => $"the restore of server {snapshot.Server.Id}";

    public override bool IsProof(ApiAnswer<VpsServerAction> answer) =>
        ActionReader.IsDocumented(answer.StatusCode, answer.Value, Begun) && answer.Value.AdditionalProperties.ContainsKey(WireNames.Snapshot);

    public override async Task<Finding<VpsServerAction>> LookAsync(VpsServerAction? answered, ICallTrace? trace, CancellationToken cancellationToken)
    {
        if (wasRestoring)
        {
            return Finding<VpsServerAction>.NotYet("The server was being restored already, so that shows nothing.") with { IsLast = true };
        }

        var server = await funnel.SendAsync(ServerLook.Question(snapshot.Server.Id), trace, cancellationToken).ConfigureAwait(false);
        return VpsServerStatus.AreSame(server.Status, VpsServerStatus.Restoring)
            ? Finding<VpsServerAction>.There(Shown(answered, server), "The server is being restored, and was not before; the restore was not sent again.")
            : Finding<VpsServerAction>.NotYet($"The server's status is '{server.Status}'.");
    }

    public override VpsException NotFound(VpsException cause, string seen) => new VpsRestoreOutcomeUnknownException(
        string.Format(
            CultureInfo.InvariantCulture,
            "It is not known whether the restore of server {0} from snapshot {1} ('{2}') was begun: {3} {4}",
            snapshot.Server.Id,
            snapshot.Id,
            snapshot.Name,
            cause.Message,
            seen),
        snapshot.Server.Id,
        snapshot.Id,
        cause);

    /// <summary>What the server shows, with the API's own words where it said any.</summary>
    private static VpsServerAction Shown(VpsServerAction? answered, VpsServer server)
    {
        var action = answered ?? new VpsServerAction();
        (action.ServerKey, action.ServerName, action.ServerStatus) = (server.Key, server.Name, server.Status);
        return action;
    }
}
