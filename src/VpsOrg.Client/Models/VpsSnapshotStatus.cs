namespace VpsOrg.Client;

/// <summary>The statuses of a snapshot that the API's page shows. The set is open: any other passes through as it came.</summary>
public static class VpsSnapshotStatus
{
    /// <summary>It is being made.</summary>
    public const string InProgress = "in_progress";

    /// <summary>It is whole: a server can be restored from it.</summary>
    public const string Completed = "completed";

    /// <summary>All of the above, in the order of a snapshot's life.</summary>
    public static IReadOnlyList<string> Known { get; } = [InProgress, Completed];

    /// <summary>Whether two statuses are the same; the API's are lower case, a user's may not be.</summary>
    internal static bool AreSame(string? left, string? right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
