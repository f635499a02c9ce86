using System.Collections.Concurrent;

namespace VpsOrg.PowerShell;

/// <summary>
/// The locations that a session's whole lists have shown. The API's set is open, so any location is taken; one that no
/// list has shown may be a typing mistake. Nothing is read for this alone.
/// </summary>
internal sealed class SeenLocations
{
    private readonly ConcurrentDictionary<string, string> _seen = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Those of a session.</summary>
    public static SeenLocations Of(VpsSession session) => session.Keep(_ => new SeenLocations());

    /// <summary>Whether no list was read, or none showed a location.</summary>
    public bool IsEmpty => _seen.IsEmpty;

    /// <summary>Takes what a list of all servers shows.</summary>
    public IReadOnlyList<VpsServer> Note(IReadOnlyList<VpsServer> all)
    {
        foreach (var server in all.Where(server => !string.IsNullOrEmpty(server.Location)))
        {
            _seen.TryAdd(server.Location!, server.Location!);
        }

        return all;
    }

    /// <summary>What is to be said of a location that no list has shown; null where one has, or where none was read.</summary>
    /// <param name="location">The location.</param>
    /// <param name="action">What is done nevertheless: <c>searching</c>, <c>ordering</c>.</param>
    public string? Remark(string location, string action) => _seen.IsEmpty || _seen.ContainsKey(location)
        ? null
        : $"'{TextCleaner.Neutralize(location)}' is not one of the locations that this account's servers are in ({string.Join(", ", _seen.Values.OrderBy(one => one, StringComparer.OrdinalIgnoreCase))}); {action} anyway.";
}
