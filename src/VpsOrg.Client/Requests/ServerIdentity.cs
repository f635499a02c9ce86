namespace VpsOrg.Client;

/// <summary>The server that a write is for.</summary>
/// <param name="Id">The server's id, 1 or greater.</param>
/// <param name="Name">The name that it must have besides, case aside; null where the id alone counts.</param>
internal readonly record struct ServerIdentity(VpsId Id, string? Name = null)
{
    /// <summary>The name that the write gives it, where it gives one: a server that has it already is the one, after an earlier run.</summary>
    public string? NewName { get; init; }

    /// <summary>Whether a server of a name may be the one.</summary>
    public bool Fits(string? name) => Name is null || IsSame(Name, name) || (NewName is not null && IsSame(NewName, name));

    private static bool IsSame(string expected, string? name) => string.Equals(expected, name, StringComparison.OrdinalIgnoreCase);
}
