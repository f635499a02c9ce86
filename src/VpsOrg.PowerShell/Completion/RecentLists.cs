using System.Collections;

namespace VpsOrg.PowerShell;

/// <summary>The lists that completers take of the session that a command line means.</summary>
internal static class RecentLists
{
    /// <summary>The servers; none where there is no session, or they cannot be had at once.</summary>
    /// <param name="bound">The parameters of the command line.</param>
    public static IReadOnlyList<VpsServer> Servers(IDictionary? bound) => Get(
        bound, own => new RecentList<VpsServer>(own.Clock, async () => SeenLocations.Of(own).Note(await own.Client.GetServersAsync().ConfigureAwait(false))));

    /// <summary>The snapshots; none where there is no session, or they cannot be had at once.</summary>
    /// <param name="bound">The parameters of the command line.</param>
    public static IReadOnlyList<VpsSnapshot> Snapshots(IDictionary? bound) => Get(
        bound, own => new RecentList<VpsSnapshot>(own.Clock, () => own.Client.GetSnapshotsAsync()));

    private static IReadOnlyList<T> Get<T>(IDictionary? bound, Func<VpsSession, RecentList<T>> make)
    {
        var session = bound?["Session"] is { } given ? SessionReference.Of(given) : RunspaceSessions.Current.Default;
        return session is { IsConnected: true } ? session.Keep(make).Get() : [];
    }
}
