namespace VpsOrg.Client;

/// <summary>A snapshot was asked for, the answer was lost, and none of the server's snapshots is certain to be the one.</summary>
public sealed class VpsSnapshotOutcomeUnknownException : VpsException
{
    internal VpsSnapshotOutcomeUnknownException(string message, VpsId serverId, string snapshotName, IReadOnlyList<VpsSnapshot> candidates, VpsException cause)
        : base(message, cause.Context with { MayHaveActed = true }, cause)
    {
        ServerId = serverId.Value;
        SnapshotName = snapshotName;
        CandidateIds = candidates.Select(candidate => candidate.Id).ToArray();
        Attempts = cause.Attempts;
    }

    /// <summary>The server's id.</summary>
    public object ServerId { get; }

    /// <summary>The name that was asked for.</summary>
    public string SnapshotName { get; }

    /// <summary>The ids of the snapshots that may be the one; empty where none was seen yet.</summary>
    public IReadOnlyList<object> CandidateIds { get; }
}

/// <summary>A restore was asked for, the answer was lost, and the server does not show whether it was begun.</summary>
public sealed class VpsRestoreOutcomeUnknownException : VpsException
{
    internal VpsRestoreOutcomeUnknownException(string message, VpsId serverId, VpsId snapshotId, VpsException cause)
        : base(message, cause.Context with { MayHaveActed = true }, cause)
    {
        ServerId = serverId.Value;
        SnapshotId = snapshotId.Value;
        Attempts = cause.Attempts;
    }

    /// <summary>The id of the server that may be overwritten.</summary>
    public object ServerId { get; }

    /// <summary>The id of the snapshot.</summary>
    public object SnapshotId { get; }
}
