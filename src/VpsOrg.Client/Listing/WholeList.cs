namespace VpsOrg.Client;

/// <summary>A whole list, and the server's time at the end of it.</summary>
internal sealed record WholeList<T>(IReadOnlyList<T> Items, DateTimeOffset? Date);
