namespace VpsOrg.Client;

/// <summary>The statuses seen in the vendor's documentation. The set is open: any other text passes through.</summary>
public static class VpsServerStatus
{
    /// <summary>Running.</summary>
    public const string Active = "active";

    /// <summary>Shut down.</summary>
    public const string Stopped = "stopped";

    /// <summary>Held by the vendor, e.g. for an unpaid bill.</summary>
    public const string Suspended = "suspended";

    /// <summary>Ordered and not yet there.</summary>
    public const string Provisioning = "provisioning";

    /// <summary>On its way from stopped to active.</summary>
    public const string Starting = "starting";

    /// <summary>On its way from active to stopped.</summary>
    public const string Stopping = "stopping";

    /// <summary>Restarting.</summary>
    public const string Rebooting = "rebooting";

    /// <summary>Being overwritten with a snapshot. In which state it ends is not documented.</summary>
    public const string Restoring = "restoring";

    /// <summary>All of the above, in the order of a server's life.</summary>
    public static IReadOnlyList<string> Known { get; } =
        [Provisioning, Starting, Active, Rebooting, Stopping, Stopped, Restoring, Suspended];

    /// <summary>Whether two statuses are the same; the API's are lower case, a user's may not be.</summary>
    internal static bool AreSame(string? left, string? right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
