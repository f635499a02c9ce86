namespace VpsOrg.Client;

/// <summary>
/// Compares the rows of a file with the servers of an account: first by a list, then by the details that the rows need. Nothing
/// is sent here, and nothing here changes anything.
/// </summary>
internal sealed class FleetComparison
{
    private readonly FleetMatches _matches;

    /// <param name="rows">The rows.</param>
    /// <param name="servers">All servers of the account, as one list showed them.</param>
    public FleetComparison(IReadOnlyList<FleetRow> rows, ServerNames servers)
    {
        Servers = servers;
        _matches = new FleetMatches(rows, servers);
        Matches = _matches.All();
    }

    /// <summary>All servers of the account, as one list showed them.</summary>
    public ServerNames Servers { get; }

    /// <summary>The rows with the servers that the list shows for them.</summary>
    public IReadOnlyList<FleetMatch> Matches { get; }

    /// <summary>The names of rows without an id that no server of the list has.</summary>
    public IEnumerable<string> Absent => Matches.Where(match => match.Row.Id is null && match.Verdict?.Kind == VpsDifferenceKind.Missing).Select(match => match.Row.Name!);

    /// <summary>The servers whose details the rows need, each once.</summary>
    public IReadOnlyCollection<VpsId> Needed => Matches.Select(match => match.Needs).OfType<VpsId>().Distinct().ToArray();

    /// <summary>The differences of one row.</summary>
    /// <param name="match">The row.</param>
    /// <param name="looks">What the looks at the needed servers brought.</param>
    public IReadOnlyList<VpsServerDifference> Judge(FleetMatch match, IReadOnlyDictionary<VpsId, FleetLook> looks)
    {
        if (match.Verdict is { } verdict)
        {
            return [verdict];
        }

        var look = match.Id is { } id && looks.TryGetValue(id, out var brought) ? brought : null;
        return look switch
        {
            { IsGone: true } when match.Server is null => [_matches.Missing(match.Row)],
            { IsGone: true } => [Unread(match, "The list shows the server, and its own address does not: it is being made, or was just deleted.", null)],
            { Failure: { } failure } => [Unread(match, failure.Message, failure)],
            { Server: { } detail } when match.Row.Id is null && !ServerNames.AreSame(match.Row.Name, detail.Name) =>
                [Unread(match, "The server was renamed while it was compared.", null)],
            _ => Compare(match.Row, look?.Server ?? match.Server!),
        };
    }

    /// <summary>The servers that no row gives the id or the name of, as differences.</summary>
    /// <param name="isMeant">Whether servers of a name are asked for.</param>
    public IEnumerable<VpsServerDifference> Extras(Func<string, bool> isMeant) =>
        from server in Unnamed(isMeant)
        select new VpsServerDifference { Name = server.Name, Key = server.Key, Kind = VpsDifferenceKind.Extra, Property = nameof(FleetRow.Name), Actual = server.Name };

    /// <summary>The servers that no row gives the id or the name of.</summary>
    /// <param name="isMeant">Whether servers of a name are asked for.</param>
    public IEnumerable<VpsServer> Unnamed(Func<string, bool> isMeant) =>
        Servers.All.Where(server => !_matches.Give(server) && isMeant(server.Name ?? string.Empty));

    private VpsServerDifference[] Compare(FleetRow row, VpsServer server)
    {
        var others = row.Id is null ? null : _matches.OthersNamed(row);
        var found = new RowComparison(row, server, others is null ? null : $"The name is also that of {others}.").Differences.ToArray();
        return Array.Exists(found, one => one.Kind == VpsDifferenceKind.Renamed) && _matches.AgainstRenaming(row, server) is { } ambiguous ? [ambiguous] : found;
    }

    private static VpsServerDifference Unread(FleetMatch match, string why, VpsException? cause) => new()
    {
        Name = match.Row.Name ?? match.Server?.Name,
        Key = match.Id,
        Kind = VpsDifferenceKind.Unknown,
        Why = why,
        Cause = cause,
    };
}
