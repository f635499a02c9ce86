using System.Text.RegularExpressions;

namespace VpsOrg.PowerShell;

/// <summary>
/// The names that a session protects, as wildcard patterns. A pattern that can match no server protects nothing and
/// looks as if it did: it is refused, and one that matches none now is named.
/// </summary>
internal sealed class ProtectedNames
{
    private readonly WildcardPattern[] _patterns;
    private readonly string[] _texts;

    private ProtectedNames(string[] texts)
    {
        _texts = texts;
        _patterns = Array.ConvertAll(texts, NamePattern.Of);
    }

    /// <summary>The patterns.</summary>
    public IReadOnlyList<string> Texts => Array.AsReadOnly(_texts);

    /// <exception cref="ArgumentException">One is empty, or no pattern.</exception>
    public static ProtectedNames Of(string[] texts)
    {
        var trimmed = Array.ConvertAll(texts, text => (text ?? string.Empty).Trim());
        return trimmed.Length > 0 && trimmed.All(text => text.Length > 0)
            ? new ProtectedNames(trimmed)
            : throw new ArgumentException("-Protect holds an empty pattern, which protects no server: leave it out.");
    }

    /// <summary>Whether a server of this name is protected; needs no runspace.</summary>
    public bool Protects(string name) => Array.Exists(_patterns, pattern => pattern.IsMatch(name));

    /// <summary>Warns of each pattern that matches no server of the account.</summary>
    /// <param name="read">Reads the account's servers.</param>
    /// <param name="place">The account.</param>
    /// <param name="warn">Takes the warnings; one where the servers cannot be read.</param>
    /// <exception cref="ArgumentException">A pattern matches none and holds a character that no server's name has.</exception>
    public void Check(Func<IReadOnlyList<VpsServer>> read, AccountPlace place, Action<string> warn)
    {
        IReadOnlyList<VpsServer> servers = [];
        Action<string> warnOfPattern = warn;
        try
        {
            servers = read();
        }
        catch (VpsException exception)
        {
            warn($"Whether -Protect matches a server could not be checked: {exception.Message}");
            warnOfPattern = _ => { };
        }

        foreach (var pattern in _texts.Where((_, index) => !servers.Any(server => _patterns[index].IsMatch(server.Name ?? string.Empty))))
        {
            var shown = TextCleaner.Shorten(TextCleaner.Neutralize(pattern), 80);
            if (HasImpossibleCharacter(pattern))
            {
                throw new ArgumentException(
                    $"-Protect '{shown}' would protect no server: names are letters, digits and hyphens, and none of this account's servers matches it. "
                    + "Give several patterns as several values: -Protect 'prod-*', 'db-*'.");
            }

            warnOfPattern($"-Protect '{shown}' matches no server of {place} now.");
        }
    }

    /// <summary>Wildcards aside, and sets of characters, which may hold more than they need.</summary>
    private static bool HasImpossibleCharacter(string pattern) =>
        !Regex.IsMatch(Regex.Replace(pattern, @"\[[^\]]+\]", "?"), "^[A-Za-z0-9*?-]+$");
}
