using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>Which servers that no row names may be removed.</summary>
/// <param name="patterns">The patterns that their names must match.</param>
/// <param name="isProtected">Whether the session protects a name.</param>
internal sealed class PruneList(WildcardPattern[] patterns, Func<string, bool> isProtected)
{
    /// <summary>A server that was made within the last hour may be one that a list of another machine's rows does not show yet.</summary>
    private static readonly TimeSpan LeastAge = TimeSpan.FromHours(1);

    /// <summary>The patterns of a command line.</summary>
    /// <exception cref="ArgumentException">One is no pattern, or names no server in particular.</exception>
    public static WildcardPattern[] Read(IEnumerable<string> texts) => texts.Select(Read).ToArray();

    /// <summary>Whether servers of a name are meant at all.</summary>
    public bool Means(string name) => Array.Exists(patterns, pattern => pattern.IsMatch(name));

    /// <summary>Why a server must not be removed; null where it may.</summary>
    public string? Against(VpsServer server)
    {
        var name = server.Name ?? string.Empty;
        return !Means(name) ? "it has another name now"
            : isProtected(name) ? "the session protects it"
            : server.LeastAgeDays is not { } age ? "nobody knows how old it is"
            : age < LeastAge.TotalDays ? string.Format(CultureInfo.InvariantCulture, "it is not {0} hour old", LeastAge.TotalHours)
            : null;
    }

    private static WildcardPattern Read(string text)
    {
        var isInSet = false;
        var letters = 0;
        foreach (var letter in text)
        {
            isInSet = letter == '[' || (isInSet && letter != ']');
            letters += !isInSet && char.IsLetterOrDigit(letter) ? 1 : 0;
        }

        return letters > 0
            ? NamePattern.Of(text)
            : throw new ArgumentException($"-Prune '{TextCleaner.Shorten(TextCleaner.Neutralize(text), 80)}' would fit servers of any name: give a part of the names, e.g. test-*.");
    }
}
