namespace VpsOrg.Client;

/// <summary>Which servers a list shall hold. What the API can filter is sent; everything is checked again on this side.</summary>
public sealed class ServerFilter
{
    private static readonly string[] SentStatuses = [VpsServerStatus.Active, VpsServerStatus.Stopped, VpsServerStatus.Suspended];

    /// <summary>Statuses to keep; empty keeps all. Compared without regard to case.</summary>
    public IReadOnlyList<string> Statuses { get; init; } = [];

    /// <summary>Locations to keep; empty keeps all. Compared without regard to case.</summary>
    public IReadOnlyList<string> Locations { get; init; } = [];

    /// <summary>Whether a server passes.</summary>
    /// <param name="server">The server to judge.</param>
    public bool Matches(VpsServer server) =>
        Allows(Statuses, server.Status) && Allows(Locations, server.Location);

    /// <summary>The status to send: the one asked for, where it is one that the API documents for its query.</summary>
    internal string? SentStatus => Statuses.Count == 1
        ? SentStatuses.FirstOrDefault(known => VpsServerStatus.AreSame(known, Statuses[0]))
        : null;

    /// <summary>
    /// The location to send, where exactly one was asked for in lower case: the API's codes are, and whether its
    /// own comparison minds the case is not documented.
    /// </summary>
    internal string? SentLocation =>
        Locations.Count == 1 && !Locations[0].Any(char.IsUpper) ? Locations[0] : null;

    private static bool Allows(IReadOnlyList<string> wanted, string? value) =>
        wanted.Count == 0 || wanted.Any(one => string.Equals(one, value, StringComparison.OrdinalIgnoreCase));
}
