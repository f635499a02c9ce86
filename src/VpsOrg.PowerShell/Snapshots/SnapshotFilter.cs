namespace VpsOrg.PowerShell;

/// <summary>Which snapshots are looked for, and which of those that were named have not been seen. One thread at a time.</summary>
internal sealed class SnapshotFilter
{
    private readonly VpsId[] _ids;
    private readonly (string Text, WildcardPattern Pattern)[] _names;
    private readonly string[] _statuses;
    private readonly HashSet<VpsId> _seenIds = [];
    private readonly HashSet<string> _seenNames = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="ids">Their ids; none takes any.</param>
    /// <param name="names">Their names, as wildcard patterns; none takes any.</param>
    /// <param name="statuses">Their statuses; none takes any.</param>
    /// <exception cref="ArgumentException">An id or a name can be none.</exception>
    public SnapshotFilter(VpsId[] ids, string[] names, string[] statuses)
    {
        _ids = Array.ConvertAll(ids, id => id.IsValid ? id : throw new ArgumentException($"{id} is not a valid snapshot id: {IdValue.Rule}"));
        _names = Array.ConvertAll(names, name => (name.Trim(), NamePattern.Of(name.Trim())));
        _statuses = statuses;
    }

    /// <summary>Whether a snapshot is one of them; takes note of it.</summary>
    public bool Matches(VpsSnapshot snapshot)
    {
        var name = snapshot.Name ?? string.Empty;
        _seenIds.Add(snapshot.Key);
        _seenNames.Add(name);
        return (_ids.Length == 0 || _ids.Contains(snapshot.Key))
            && (_names.Length == 0 || Array.Exists(_names, one => one.Pattern.IsMatch(name)))
            && (_statuses.Length == 0 || Array.Exists(_statuses, status => VpsSnapshotStatus.AreSame(status, snapshot.Status)));
    }

    /// <summary>The ids, and the names that are no patterns, that no snapshot has had.</summary>
    /// <param name="place">Where it was looked.</param>
    public IEnumerable<(object Given, SnapshotNotFoundException Exception)> Missing(AccountPlace place) =>
        _ids.Where(id => !_seenIds.Contains(id)).Select(id => (id.Value, new SnapshotNotFoundException(id, place)))
            .Concat(_names.Where(name => !WildcardPattern.ContainsWildcardCharacters(name.Text) && !_seenNames.Contains(name.Text))
                .Select(name => ((object)name.Text, new SnapshotNotFoundException(name.Text, $"the servers that were looked at, at {place},"))));
}
