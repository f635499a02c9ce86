namespace VpsOrg.PowerShell.Tests;

/// <summary>Snapshots of a rehearsal's account, and their ids as objects show them.</summary>
internal static class SnapshotTools
{
    /// <summary>Adds a snapshot to the rehearsal's account.</summary>
    /// <returns>Its id, as objects show it.</returns>
    public static object AddSnapshot(this Rehearsal rehearsal, object server, string name, string status = "completed", double daysAgo = 0) =>
        Id(rehearsal.Account.AddSnapshot($"{server}", name, status, rehearsal.Clock.UtcNow.AddDays(-daysAgo)));

    /// <summary>The snapshots that the account has.</summary>
    public static object[] SnapshotsLeft(this Rehearsal rehearsal) =>
        [.. rehearsal.Account.SnapshotIds.Select(Id)];

    /// <summary>The snapshots that a command wrote.</summary>
    public static IReadOnlyList<VpsSnapshot> Snapshots(this CommandResult result) =>
        [.. result.Objects.Select(one => (VpsSnapshot)(one is PSObject noted ? noted.BaseObject : one!))];

    /// <summary>Reads all snapshots, as <c>Get-VpsSnapshot</c> writes them. The log forgets the look.</summary>
    public static async Task<IReadOnlyList<VpsSnapshot>> ReadSnapshotsAsync(this Rehearsal rehearsal)
    {
        var snapshots = (await rehearsal.RunAsync<GetVpsSnapshotCommand>()).Snapshots();
        rehearsal.Account.ClearRequests();
        return snapshots;
    }

    private static object Id(string text)
    {
        Assert.True(VpsId.TryRead(text, out var id));
        return id.Value;
    }
}
