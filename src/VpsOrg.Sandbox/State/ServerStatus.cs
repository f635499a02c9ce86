namespace VpsOrg.Sandbox;

/// <summary>The statuses that the API is known to give.</summary>
internal static class ServerStatus
{
    public const string Active = "active";
    public const string Stopped = "stopped";
    public const string Suspended = "suspended";
    public const string Provisioning = "provisioning";
    public const string Starting = "starting";
    public const string Stopping = "stopping";
    public const string Rebooting = "rebooting";
    public const string Restoring = "restoring";

    /// <summary>The ones that the documentation lets a list be filtered by.</summary>
    public static IReadOnlyList<string> Filters { get; } = Array.AsReadOnly([Active, Stopped, Suspended]);
}
