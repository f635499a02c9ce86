namespace VpsOrg.Sandbox;

/// <summary>One snapshot: overwrites its server with it, deletes it.</summary>
internal sealed class SnapshotEndpoint(AccountState state)
{
    /// <summary>Invented: a snapshot that is just being made can be deleted, one that overwrites its server cannot.</summary>
    public Answer Delete(ApiRequest request)
    {
        if (Find(request) is not { } snapshot)
        {
            return Answer.NotFound;
        }

        if (snapshot.Server.RestoredFrom == snapshot)
        {
            return Answer.Detail(400, "Snapshot is being restored.");
        }

        state.Snapshots.Remove(snapshot);
        return new Answer(204, []);
    }

    /// <summary>A running server is stopped by this, as documented. What the body may say is documented nowhere: invented, it says nothing.</summary>
    public Answer Restore(ApiRequest request) => Find(request) is { } snapshot
        ? FieldReader.ReadNothing(request.Body, () => Refuse(snapshot) ?? Begin(snapshot, request.Now))
        : Answer.NotFound;

    /// <summary>
    /// That a server's state can be wrong is documented, not which. Invented: it must be running or stopped, no snapshot of it may be in the
    /// making, and the snapshot must be completed.
    /// </summary>
    private Answer? Refuse(SnapshotRecord snapshot)
    {
        if (snapshot.Server.Status is not (ServerStatus.Active or ServerStatus.Stopped))
        {
            return Answer.Detail(400, $"Server is {snapshot.Server.Status}.");
        }

        if (snapshot.Status != SnapshotStatus.Completed)
        {
            return Answer.Detail(400, $"Snapshot is {snapshot.Status}.");
        }

        return state.Snapshots.AnyInProgress(snapshot.Server) ? Answer.Detail(400, "A snapshot of the server is in progress.") : null;
    }

    private Answer Begin(SnapshotRecord snapshot, DateTimeOffset now)
    {
        state.Fleet.Restore(snapshot, now);
        return new Answer(200, JsonBytes.Write(writer => SnapshotJson.WriteRestored(writer, snapshot)));
    }

    private SnapshotRecord? Find(ApiRequest request) => state.Snapshots.Find(PathPattern.IdOf(request.Path));
}
