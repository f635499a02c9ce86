namespace VpsOrg.Client;

/// <summary>The statuses that end by themselves. Any other, an unknown one too, may stay for good: nobody waits for its end.</summary>
internal static class Transitions
{
    /// <summary>The status that a transition ends in where all goes well; null where the status is no transition that is known.</summary>
    public static string? EndOf(string? status) => status?.ToLowerInvariant() switch
    {
        VpsServerStatus.Provisioning or VpsServerStatus.Starting or VpsServerStatus.Rebooting => VpsServerStatus.Active,
        VpsServerStatus.Stopping => VpsServerStatus.Stopped,
        _ => null,
    };
}
