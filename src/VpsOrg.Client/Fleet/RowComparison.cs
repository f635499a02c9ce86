namespace VpsOrg.Client;

/// <summary>Compares what a row gives with its server, column by column. What the server does not say is unknown, and never the same.</summary>
/// <param name="row">The row.</param>
/// <param name="server">Its server.</param>
/// <param name="againstName">What speaks against giving the server the row's name; null where nothing does.</param>
internal sealed class RowComparison(FleetRow row, VpsServer server, string? againstName)
{
    /// <summary>The name by which an answer would show the SSH key. The documentation has none.</summary>
    private const string ShownKey = "ssh_key_id";

    /// <summary>The differences, in the order of the columns.</summary>
    public IEnumerable<VpsServerDifference> Differences => new[] { Name, Plan, System, Location, SshKey, Hostname, Backups, Status }.OfType<VpsServerDifference>();

    private VpsServerDifference? Name => row.Name is null || ServerNames.AreSame(row.Name, server.Name)
        ? null
        : Difference(VpsDifferenceKind.Renamed, nameof(row.Name), row.Name, server.Name, againstName);

    private VpsServerDifference? Plan => Part("PlanId", row.Plan, server.PlanKey, server.Plan);

    private VpsServerDifference? System => Part("OsId", row.System, server.OSKey, server.OS);

    private VpsServerDifference? Location => Text(VpsDifferenceKind.CannotChange, nameof(row.Location), row.Location, server.Location);

    private VpsServerDifference? SshKey =>
        row.SshKeyId is { } wanted && server.AdditionalProperties.TryGetValue(ShownKey, out var shown) && VpsId.Of(shown) is { } has && has != wanted
            ? Differs(VpsDifferenceKind.CannotChange, nameof(row.SshKeyId), new VpsId(wanted).Value, has.Value)
            : null;

    private VpsServerDifference? Hostname => row.Hostname is null || Same(row.Hostname, server.Hostname)
        ? null
        : Differs(VpsDifferenceKind.Different, nameof(row.Hostname), row.Hostname, server.Hostname);

    private VpsServerDifference? Backups => (row.BackupsEnabled, server.BackupsEnabled) switch
    {
        (null, _) => null,
        ({ } wanted, null) => NotSaid(nameof(row.BackupsEnabled), wanted),
        ({ } wanted, { } has) => wanted == has ? null : Differs(VpsDifferenceKind.Different, nameof(row.BackupsEnabled), wanted, has),
    };

    /// <summary>A server that is on its way to the status is where the row wants it.</summary>
    private VpsServerDifference? Status =>
        row.ComparedStatus is { } wanted && Transitions.EndOf(server.Status) != wanted ? Text(VpsDifferenceKind.Different, nameof(row.Status), wanted, server.Status) : null;

    private VpsServerDifference? Part(string property, DesiredPart? wanted, VpsId? id, string? name) => wanted switch
    {
        null => null,
        _ when !wanted.CanBeJudged(id, name) => NotSaid(property, wanted.Value),
        _ when wanted.Means(id!.Value, name) => null,
        _ => Differs(VpsDifferenceKind.CannotChange, property, wanted.Value, wanted.Id is null ? name : id.Value.Value),
    };

    private VpsServerDifference? Text(string kind, string property, string? wanted, string? has) =>
        wanted is null ? null
        : string.IsNullOrEmpty(has) ? NotSaid(property, wanted)
        : Same(wanted, has) ? null
        : Differs(kind, property, wanted, has);

    private static bool Same(string wanted, string? has) => string.Equals(wanted, has?.Trim() ?? string.Empty, StringComparison.OrdinalIgnoreCase);

    private VpsServerDifference NotSaid(string property, object wanted) =>
        Difference(VpsDifferenceKind.Unknown, property, wanted, null, "The API does not say this of the server.");

    private VpsServerDifference Differs(string kind, string property, object? wanted, object? has) => Difference(kind, property, wanted, has, why: null);

    private VpsServerDifference Difference(string kind, string property, object? wanted, object? has, string? why) =>
        new() { Name = row.Name ?? server.Name, Key = server.Key, Kind = kind, Property = property, Desired = wanted, Actual = has, Why = why };
}
