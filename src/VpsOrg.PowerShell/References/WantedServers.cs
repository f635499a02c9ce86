namespace VpsOrg.PowerShell;

/// <summary>The servers whose writes are asked for: by their ids, or by their names, wildcards allowed.</summary>
internal sealed class WantedServers
{
    private readonly HashSet<VpsId> _ids = [];
    private readonly List<WildcardPattern> _names = [];

    /// <param name="given">Ids, names, servers or rows; null wants all.</param>
    /// <exception cref="ArgumentException">One names no server.</exception>
    public WantedServers(PSObject[]? given)
    {
        IsAll = given is null;
        foreach (var reference in ServerReference.All(given, null, null).Select(read => read()))
        {
            if (reference.Id is { } id)
            {
                _ids.Add(id);
            }
            else
            {
                _names.Add(NamePattern.Of(reference.Name!));
            }
        }
    }

    private bool IsAll { get; }

    /// <summary>Whether a write was about one of them. Of a renaming both names count.</summary>
    public bool Have(VpsTrailRecord write) =>
        IsAll
        || (IdValue.OfServer(write.ServerId) is { } id && _ids.Contains(id))
        || write.ServerNames.Any(name => _names.Exists(pattern => pattern.IsMatch(name)));
}
