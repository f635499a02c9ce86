using System.Collections;
using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>What a failure is about, and where: for the record's target, its message and its advice.</summary>
/// <param name="Target">What the user gave: an id, a name or an object.</param>
/// <param name="Place">The account; null where it is not known.</param>
/// <param name="Server">How a command names the server, as <c>12345</c> or <c>-Name 'web-01'</c>; null where none is known.</param>
/// <param name="Awaited">The status that is waited for; null where nothing is.</param>
/// <param name="Transition">The transition of the server that refused a write; null where none did.</param>
internal sealed record ErrorSubject(object? Target = null, AccountPlace? Place = null, string? Server = null, string? Awaited = null, string? Transition = null)
{
    /// <summary>The name that the user gave to what failed: of an order, or in a row; null where there is none.</summary>
    private string? Named { get; init; } = Text(Field(Target, "Name")) ?? Text(Field(Target, "Id"));

    /// <summary>The ports that are waited for, as a command line says them: <c>-TcpPort 22</c>; null where none is.</summary>
    public string? AwaitedPorts { get; init; }

    /// <summary>Whether the server is there because the command that failed ordered it.</summary>
    public bool IsOrdered { get; init; }

    /// <summary>The command that looks at what it is about, where that is not just its server: <c>Get-VpsSnapshot -Id 801</c>.</summary>
    public string? LookWith { get; init; }

    /// <summary>Whether it is about a snapshot, so that what is missing may be that.</summary>
    public bool IsOfSnapshot { get; private init; }

    /// <summary>
    /// The same subject, now that the server's id is known. An id that nobody could type would be read as a name, or as another id:
    /// then the name stands for it, where that is known.
    /// </summary>
    public ErrorSubject WithServer(VpsId id, string? name = null) => this with { Server = id.CanBeTyped ? id.ToString() : string.IsNullOrEmpty(name) ? null : Quoted(name!) };

    /// <summary>The same subject, now that the server's name is known.</summary>
    public ErrorSubject WithServer(string name) => this with { Server = Quoted(name), Named = name };

    /// <summary>The same subject, now that it is about a snapshot of that server; an id that nobody could type is found among all of them.</summary>
    public ErrorSubject WithSnapshot(VpsId id) => (id.CanBeTyped ? this with { LookWith = $"Get-VpsSnapshot -Id {id}" } : WithSnapshots()) with { Named = null, IsOfSnapshot = true };

    /// <summary>The same subject, now that it is about the snapshots of that server.</summary>
    public ErrorSubject WithSnapshots() => this with { LookWith = Server is null || Server.StartsWith("-", StringComparison.Ordinal) ? "Get-VpsSnapshot" : $"Get-VpsSnapshot {Server}" };

    /// <summary>A message that names the server: one of many rows cannot be told by a path that all orders share.</summary>
    public string Naming(Exception exception, string message)
    {
        var isOfThisServer = exception is ArgumentException or VpsException { Context.Method: not null } and not (VpsUnauthorizedException or VpsIncompleteListException);
        return isOfThisServer && Named is { } name && TextCleaner.Shorten(TextCleaner.Neutralize(name), 80) is var shown && !message.Contains($"'{shown}'")
            ? $"Server '{shown}': {message}"
            : message;
    }

    /// <summary>A field of a row; null of anything else, which says by itself what it is.</summary>
    private static object? Field(object? target, string name) => target switch
    {
        IDictionary row when row.Contains(name) => row[name],
        PSObject { BaseObject: IDictionary } wrapped => Field(wrapped.BaseObject, name),
        PSObject { BaseObject: PSCustomObject } row => row.Properties[name]?.Value,
        _ => null,
    };

    private static string Quoted(string name) => $"-Name '{TextCleaner.Neutralize(name).Replace("'", "''")}'";

    private static string? Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;
}

/// <summary>Where a command acts, as prompts and messages name it.</summary>
/// <param name="Host">The host.</param>
/// <param name="Account">The account's e-mail address; null where it is not known.</param>
/// <param name="Permissions">What the token may do there; empty where that is not known.</param>
internal sealed record AccountPlace(string Host, string? Account, IReadOnlyList<string> Permissions)
{
    /// <summary>Whether that is the built-in sandbox.</summary>
    public bool IsSandbox { get; init; }

    /// <summary>The host, and the account where it is known. Never the token.</summary>
    public override string ToString() => Account is null ? Host : $"{Host}, account {Account}";
}
