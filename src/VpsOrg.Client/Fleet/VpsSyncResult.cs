namespace VpsOrg.Client;

/// <summary>What became of one row, or of one server that no row names. The properties are flat, so that it can be exported.</summary>
public sealed class VpsSyncResult
{
    internal VpsSyncResult()
    {
    }

    /// <summary>The name that the row gives; else that of the server.</summary>
    public string? Name { get; internal init; }

    /// <summary>The server's id, as a whole number or as text; null where none is known.</summary>
    public object? Id => Key?.Value;

    /// <summary>How it ended: one of <see cref="VpsSyncOutcome"/>.</summary>
    public string Outcome { get; internal init; } = string.Empty;

    /// <summary>What was done, in words: <c>hostname: a.example.com -> b.example.com</c>; null where nothing was.</summary>
    public string? Changes { get; internal init; }

    /// <summary><see cref="Id"/> as requests need it.</summary>
    internal VpsId? Key { get; init; }

    /// <summary>The server, and how it ended.</summary>
    public override string ToString() => $"{Name ?? Id?.ToString() ?? "(no name)"}: {Outcome}";
}

/// <summary>How a row can end.</summary>
public static class VpsSyncOutcome
{
    /// <summary>Nothing was to be done.</summary>
    public const string Unchanged = "Unchanged";

    /// <summary>The server was ordered.</summary>
    public const string Ordered = "Ordered";

    /// <summary>The server was changed, started or stopped.</summary>
    public const string Changed = "Changed";

    /// <summary>The server, which no row names, was deleted.</summary>
    public const string Removed = "Removed";

    /// <summary>Somebody was asked, and said no.</summary>
    public const string Declined = "Declined";

    /// <summary>The row was not touched: nobody knows its server, or the API cannot change what differs.</summary>
    public const string Refused = "Refused";

    /// <summary>Something failed; what was done before it stands in the changes.</summary>
    public const string Failed = "Failed";
}
