
namespace VpsOrg.PowerShell;

/// <summary>What a failure is about, and where: for the record's target, its message and its advice.</summary>
/// <param name="Target">What the user gave: an id, a name or an object.</param>
/// <param name="Place">The account; null where it is not known.</param>
/// <param name="Server">How a command names the server, as <c>12345</c> or <c>-Name 'web-01'</c>; null where none is known.</param>
/// <param name="Awaited">The status that is waited for; null where nothing is.</param>
internal sealed record ErrorSubject(object? Target = null, AccountPlace? Place = null, string? Server = null, string? Awaited = null)
{
    /// <summary>The same subject, now that the server's id is known.</summary>
    public ErrorSubject WithServer(VpsId id) => this with { Server = id.ToString() };

    /// <summary>The same subject, now that the server's name is known.</summary>
    public ErrorSubject WithServer(string name) => this with { Server = $"-Name '{TextCleaner.Neutralize(name).Replace("'", "''")}'" };
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
