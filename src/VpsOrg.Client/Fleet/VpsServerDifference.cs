namespace VpsOrg.Client;

/// <summary>One difference between what a row wants and what the account has. The properties are flat, so that it can be exported.</summary>
public sealed class VpsServerDifference
{
    internal VpsServerDifference()
    {
    }

    /// <summary>The name that the row gives; else that of the server.</summary>
    public string? Name { get; internal init; }

    /// <summary>The server's id, as a whole number or as text; else the one that the row gives; null where neither is known.</summary>
    public object? Id => Key?.Value;

    /// <summary>What kind of difference it is: one of <see cref="VpsDifferenceKind"/>.</summary>
    public string Kind { get; internal init; } = string.Empty;

    /// <summary>The column of the row that it is about; null where it is about the row as a whole.</summary>
    public string? Property { get; internal init; }

    /// <summary>What the row wants there: a text, a whole number or a flag.</summary>
    public object? Desired { get; internal init; }

    /// <summary>What the account has there; null where it has nothing, and where that could not be read.</summary>
    public object? Actual { get; internal init; }

    /// <summary>What can be done about it, in a sentence.</summary>
    public string? Remedy { get; internal set; }

    /// <summary><see cref="Id"/> as requests need it.</summary>
    internal VpsId? Key { get; init; }

    /// <summary>Why it is so, where its values do not say it.</summary>
    internal string? Why { get; init; }

    /// <summary>The server that may be the one that is missing, under another name; null where none is known.</summary>
    internal VpsId? Perhaps { get; init; }

    /// <summary>What kept the server from being read; null where nothing did.</summary>
    internal VpsException? Cause { get; init; }

    /// <summary>The server, and in which way it differs.</summary>
    public override string ToString() => $"{Name ?? Key?.ToString() ?? "(no name)"}: {Kind}{(Property is null ? string.Empty : " " + Property)}";
}

/// <summary>The kinds of differences between a file and an account.</summary>
public static class VpsDifferenceKind
{
    /// <summary>The account has no such server.</summary>
    public const string Missing = "Missing";

    /// <summary>The server has another value, which can be changed.</summary>
    public const string Different = "Different";

    /// <summary>The server of the row's id has another name.</summary>
    public const string Renamed = "Renamed";

    /// <summary>Nobody knows which server the row means.</summary>
    public const string Ambiguous = "Ambiguous";

    /// <summary>The server has another value, which the API cannot change: only a new server would do.</summary>
    public const string CannotChange = "CannotChange";

    /// <summary>The row, or its server, could not be read: there may be a difference.</summary>
    public const string Unknown = "Unknown";

    /// <summary>The account has a server that no row names.</summary>
    public const string Extra = "Extra";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Known { get; } = [Missing, Different, Renamed, Ambiguous, CannotChange, Unknown, Extra];
}
