namespace VpsOrg.PowerShell;

/// <summary>How many snapshots VPS.org keeps of one server. A request beyond that would be refused, perhaps after the server was stopped for it.</summary>
internal static class SnapshotLimit
{
    private const int Most = 5;

    /// <summary>Refuses a server that has as many already, whatever their status.</summary>
    /// <returns>Those that it has.</returns>
    /// <exception cref="SnapshotLimitException">It has; the message says which.</exception>
    public static async Task<IReadOnlyList<VpsSnapshot>> CheckAsync(ServerTarget server, ICallTrace trace, CancellationToken cancellationToken)
    {
        var there = await server.Session.Client.GetSnapshotsAsync(server.Id, trace, cancellationToken).ConfigureAwait(false);
        if (there.Count >= Most)
        {
            throw new SnapshotLimitException(Named(server), Most, there.Select(Described).ToArray());
        }

        return there;
    }

    private static string Named(ServerTarget server) =>
        server.Server is { } known ? $"Server {server.Id} ('{known}')" : $"Server {server.Id}";

    private static string Described(VpsSnapshot snapshot) => string.Join(
        ", ",
        new[] { FormattableString.Invariant($"{snapshot.Id} ('{snapshot}'"), SnapshotText.Age(snapshot), snapshot.Status }.Where(part => !string.IsNullOrEmpty(part))) + ")";
}
