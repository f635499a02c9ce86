namespace VpsOrg.PowerShell;

/// <summary>
/// The columns of the rows of a fleet. A column that nothing is done with is never passed over in silence: one that looks like a slip
/// ends the command, any other is named in a warning. Only what an export of servers shows beside is known for what it is.
/// </summary>
internal sealed class FleetColumns
{
    public const string Name = "Name";
    public const string Id = "Id";
    public const string PlanId = "PlanId";
    public const string OsId = "OsId";
    public const string Location = "Location";
    public const string Hostname = "Hostname";
    public const string SshKeyId = "SshKeyId";
    public const string BackupsEnabled = "BackupsEnabled";
    public const string Status = "Status";

    /// <summary>The column that every export of servers has, and hardly any row that somebody wrote.</summary>
    private const string MarkOfExport = "IsDetailed";

    private static readonly string[] Wanted = [Name, Id, PlanId, OsId, Location, Hostname, SshKeyId, BackupsEnabled, Status];

    /// <summary>What the engine adds to objects that come from elsewhere.</summary>
    private static readonly string[] OfTheEngine = ["PSComputerName", "PSShowComputerName", "PSSourceJobInstanceId", "RunspaceId"];

    private static readonly string[] OfExports = [.. ServerTypeData.Names];

    private readonly Dictionary<string, string?> _others = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes note of the columns that a row gives anything in.</summary>
    public void Note(ServerRow row)
    {
        var given = row.Columns.ToArray();
        var isExport = IsIn(given, MarkOfExport);
        foreach (var column in given.Where(column => !IsIn(Wanted, column) && !IsIn(OfTheEngine, column) && !(isExport && IsIn(OfExports, column))))
        {
            _others[column] = Wanted.FirstOrDefault(wanted => !IsIn(given, wanted) && NearName.IsNear(column, wanted)) ?? (_others.TryGetValue(column, out var meant) ? meant : null);
        }
    }

    /// <summary>Says what is wrong with the columns.</summary>
    /// <param name="servers">The account's servers: a field that the API gives them is no slip.</param>
    /// <param name="warn">Takes a warning.</param>
    /// <exception cref="ArgumentException">One looks like another column.</exception>
    public void Judge(IEnumerable<VpsServer> servers, Action<string> warn)
    {
        var ofServers = new HashSet<string>(servers.SelectMany(server => server.AdditionalProperties.Keys), StringComparer.OrdinalIgnoreCase);
        var others = _others.Where(other => !ofServers.Contains(other.Key)).OrderBy(other => other.Key, StringComparer.OrdinalIgnoreCase).ToArray();
        if (Array.Find(others, other => other.Value is not null) is { Value: { } meant, Key: var slip })
        {
            throw new ArgumentException($"The rows have a column '{Shown(slip)}', which no row needs: {meant} is meant, or it needs another name. The columns are {string.Join(", ", Wanted)}.");
        }

        if (others.Length > 0)
        {
            warn($"These columns of the rows are not compared: {string.Join(", ", others.Select(other => Shown(other.Key)))}. The columns are {string.Join(", ", Wanted)}.");
        }
    }

    private static bool IsIn(string[] names, string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static string Shown(string column) => TextCleaner.Shorten(TextCleaner.Neutralize(column), 80);
}
