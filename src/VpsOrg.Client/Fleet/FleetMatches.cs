using System.Globalization;

namespace VpsOrg.Client;

/// <summary>A row, and which server it means.</summary>
/// <param name="Row">The row.</param>
/// <param name="Server">The server as the list shows it; null where the list shows none, or several.</param>
/// <param name="Verdict">What is said of the row whatever its server is like; null where it is to be compared.</param>
internal sealed record FleetMatch(FleetRow Row, VpsServer? Server, VpsServerDifference? Verdict)
{
    /// <summary>The server that is compared; null where none is.</summary>
    public VpsId? Id => Verdict is null ? Server?.Key ?? Row.Id : null;

    /// <summary>The server whose detail is needed for a judgement; null where the list suffices. That a list lacks an id proves nothing.</summary>
    public VpsId? Needs => Verdict is not null ? null
        : Server is null ? Row.Id
        : Row.AsksMoreThan(Server) ? Server.Key
        : null;
}

/// <summary>
/// Finds the server that each row means. An id decides alone. A name decides where one row gives it and one server has it; whatever
/// else may mean two servers, or one server twice, is nobody's to guess.
/// </summary>
/// <param name="rows">All rows.</param>
/// <param name="servers">All servers.</param>
internal sealed class FleetMatches(IReadOnlyList<FleetRow> rows, ServerNames servers)
{
    private readonly ILookup<VpsId, FleetRow> _byId = rows.Where(row => row.Id is not null).ToLookup(row => row.Id!.Value);

    private readonly ILookup<string, FleetRow> _byName =
        rows.Where(row => row.Name is not null).ToLookup(row => row.Name!, StringComparer.OrdinalIgnoreCase);

    /// <summary>The rows with their servers, in the order of the rows.</summary>
    public IReadOnlyList<FleetMatch> All() => rows.Select(Match).ToArray();

    /// <summary>Whether any row gives a server's id or name.</summary>
    public bool Give(VpsServer server) => _byId.Contains(server.Key) || (server.Name is { } name && _byName.Contains(name.Trim()));

    /// <summary>What is said of a row that would give its server a name that other rows give, too; null where none does.</summary>
    public VpsServerDifference? AgainstRenaming(FleetRow row, VpsServer server) => _byName[row.Name!].Count() > 1
        ? Ambiguous(row, server.Key, nameof(FleetRow.Name), row.Name, Count(_byName[row.Name!]), "Several rows give this name.")
        : null;

    /// <summary>The other servers that have the name of a row, in words; null where there are none.</summary>
    public string? OthersNamed(FleetRow row) =>
        servers.Named(row.Name).Where(server => server.Key != row.Id).ToArray() is { Length: > 0 } others ? Shown(others) : null;

    /// <summary>What is said of a row whose server is not there.</summary>
    public VpsServerDifference Missing(FleetRow row)
    {
        if (row.Id is { } id)
        {
            return OthersNamed(row) is { } others
                ? Ambiguous(row, id, nameof(FleetRow.Id), id.Value, others, "No server has the id of the row, and another server has its name.")
                : Missing(row, nameof(FleetRow.Id), id.Value, why: null);
        }

        return Renamed(row) is { } renamed
            ? Missing(row, nameof(FleetRow.Name), row.Name, $"Server {renamed.Key} ('{renamed}') has the host name of the row: it may be the one, under another name.", renamed.Key)
            : Missing(row, nameof(FleetRow.Name), row.Name, Lacks(row));
    }

    private FleetMatch Match(FleetRow row) => row switch
    {
        { Fault: { } fault } => Decided(row, Unreadable(row, fault)),
        { Id: { } id } => _byId[id].Count() > 1
            ? Decided(row, Ambiguous(row, id, nameof(FleetRow.Id), id.Value, Count(_byId[id]), "Several rows give this id."))
            : new FleetMatch(row, servers.Of(id), null),
        _ => MatchByName(row),
    };

    private FleetMatch MatchByName(FleetRow row)
    {
        if (_byName[row.Name!].Count() > 1)
        {
            return Decided(row, AmbiguousName(row, null, Count(_byName[row.Name!]), "Several rows give this name."));
        }

        var found = servers.Named(row.Name);
        return found.Count switch
        {
            0 => Decided(row, Missing(row)),
            1 when _byId.Contains(found[0].Key) => Decided(row, AmbiguousName(row, found[0].Key, found[0].Id, "Another row means the server of this name, by its id.")),
            1 => new FleetMatch(row, found[0], null),
            _ => Decided(row, AmbiguousName(row, null, Shown(found), "Several servers have this name.")),
        };
    }

    private static FleetMatch Decided(FleetRow row, VpsServerDifference verdict) => new(row, null, verdict);

    private static VpsServerDifference Unreadable(FleetRow row, RowFault fault) =>
        new() { Name = row.Name, Key = row.Id, Kind = VpsDifferenceKind.Unknown, Property = fault.Property, Why = fault.Why };

    private static VpsServerDifference AmbiguousName(FleetRow row, VpsId? id, object actual, string why) =>
        Ambiguous(row, id, nameof(FleetRow.Name), row.Name, actual, why);

    private static VpsServerDifference Ambiguous(FleetRow row, VpsId? id, string property, object? desired, object actual, string why) =>
        new() { Name = row.Name, Key = id, Kind = VpsDifferenceKind.Ambiguous, Property = property, Desired = desired, Actual = actual, Why = why };

    private static VpsServerDifference Missing(FleetRow row, string property, object? desired, string? why, VpsId? perhaps = null) =>
        new() { Name = row.Name, Key = row.Id, Kind = VpsDifferenceKind.Missing, Property = property, Desired = desired, Why = why, Perhaps = perhaps };

    /// <summary>The server that has the host name of a row that no server has the name of, and that no row names; null where there is none.</summary>
    private VpsServer? Renamed(FleetRow row) => row.Hostname is null ? null : servers.OfHost(row.Hostname).FirstOrDefault(server => !Give(server));

    /// <summary>What an order of a row's server would lack; null where it lacks nothing.</summary>
    private static string? Lacks(FleetRow row)
    {
        var lacking = new[] { row.Plan is null ? "PlanId" : null, row.System is null ? "OsId" : null, row.Location is null ? "Location" : null }.OfType<string>().ToArray();
        return lacking.Length == 0 ? null : $"To be ordered, the row lacks {string.Join(", ", lacking)}.";
    }

    private static string Count(IEnumerable<FleetRow> same) => same.Count().ToString(CultureInfo.InvariantCulture) + " rows";

    private static string Shown(IReadOnlyList<VpsServer> several) =>
        (several.Count == 1 ? "id " : "ids ") + string.Join(", ", several.Select(server => server.Key.ToString()));
}
