namespace VpsOrg.Client;

/// <summary>The snapshot that a restore or a deletion is for, as a list that was read just now describes it.</summary>
/// <param name="Id">The snapshot's id.</param>
/// <param name="Name">The name that it must have besides, case aside; null where the id alone counts.</param>
/// <param name="Server">The server that it must be of.</param>
internal readonly record struct SnapshotIdentity(VpsId Id, string? Name, ServerIdentity Server)
{
    /// <summary>Whether a snapshot may be the one.</summary>
    public bool Fits(VpsSnapshot snapshot) =>
        snapshot.Key == Id && snapshot.ServerKey == Server.Id && (Name is null || string.Equals(Name, snapshot.Name, StringComparison.OrdinalIgnoreCase));
}
