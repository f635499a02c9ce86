namespace VpsOrg.PowerShell;

/// <summary>One snapshot that a cmdlet shall work on, as a list has just shown it.</summary>
/// <param name="snapshot">The snapshot.</param>
/// <param name="server">The server that it is of.</param>
/// <param name="reference">What the user gave: the target of an error.</param>
internal sealed class SnapshotTarget(VpsSnapshot snapshot, ServerTarget server, object reference)
{
    /// <summary>The session to work in.</summary>
    public VpsSession Session => Server.Session;

    /// <summary>The snapshot, as the list shows it.</summary>
    public VpsSnapshot Snapshot { get; } = snapshot;

    /// <summary>The server that it is of.</summary>
    public ServerTarget Server { get; } = server;

    /// <summary>What a write must find.</summary>
    public SnapshotIdentity Identity => new(Snapshot.Key, Snapshot.Name, Server.Identity);

    /// <summary>It as the subject of an error.</summary>
    public ErrorSubject Subject => new ErrorSubject(reference, Session.Place).WithServer(Server.Id, Snapshot.ServerName).WithSnapshot(Snapshot.Key);

    /// <summary>It in words, without its server: <c>snapshot 'before-update' (id 801)</c>.</summary>
    public string Words => FormattableString.Invariant($"snapshot '{Snapshot}' (id {Snapshot.Id})");

    /// <summary>Its server in words, as the list names it: name, id, host and account.</summary>
    public string ServerWords => Snapshot.ServerName is { Length: > 0 } name ? $"{name} (id {Server.Id}) at {Session.Place}" : Server.ToString();

    /// <summary>For prompts: it and its server.</summary>
    public override string ToString() => $"{Words} of {ServerWords}";
}
