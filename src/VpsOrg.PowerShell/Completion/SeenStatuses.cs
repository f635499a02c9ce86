namespace VpsOrg.PowerShell;

/// <summary>The statuses that anybody has seen. The API's set is open, so any status is taken; another one may be a typing mistake.</summary>
internal static class SeenStatuses
{
    /// <summary>What is to be said of statuses that nobody has seen: a typing mistake would otherwise search or wait in silence.</summary>
    /// <param name="statuses">The statuses.</param>
    /// <param name="action">What is done nevertheless: <c>searching</c>.</param>
    public static IEnumerable<string> Remarks(IEnumerable<string> statuses, string action) => Remarks(statuses, VpsServerStatus.Known, action);

    /// <summary>The same of statuses of something else than servers.</summary>
    /// <param name="statuses">The statuses.</param>
    /// <param name="known">Those that anybody has seen.</param>
    /// <param name="action">What is done nevertheless.</param>
    public static IEnumerable<string> Remarks(IEnumerable<string> statuses, IReadOnlyList<string> known, string action) =>
        from status in statuses
        where !known.Contains(status, StringComparer.OrdinalIgnoreCase)
        select $"'{TextCleaner.Neutralize(status)}' is not one of the known statuses ({string.Join(", ", known)}); {action} anyway.";
}
