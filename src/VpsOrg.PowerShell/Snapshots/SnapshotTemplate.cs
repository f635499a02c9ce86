using System.Globalization;
using System.Text.RegularExpressions;

namespace VpsOrg.PowerShell;

/// <summary>
/// The name of snapshots as a user writes it: <c>{server}</c> stands for the server's name, <c>{date}</c> for the time in UTC. A
/// template that could not be sent is refused before anything is.
/// </summary>
internal sealed class SnapshotTemplate
{
    private const string Server = "server";
    private const string Date = "date";

    private static readonly Regex Placeholder = new(@"\{([^{}]*)\}", RegexOptions.CultureInvariant);

    private readonly string _text;

    /// <param name="text">The template.</param>
    /// <exception cref="ArgumentException">It has a placeholder that is not known, or what no name may have.</exception>
    public SnapshotTemplate(string text)
    {
        _text = text.Trim();
        var unknown = Names(_text).FirstOrDefault(name => !Is(name, Server) && !Is(name, Date));
        if (unknown is not null)
        {
            throw new ArgumentException($"'{{{TextCleaner.Shorten(TextCleaner.Neutralize(unknown), 80)}}}' stands for nothing: the name of a snapshot may hold {{server}} and {{date}}.");
        }

        Fill("x", default);
    }

    /// <summary>Whether the server's name is part of it.</summary>
    public bool NeedsServerName => Names(_text).Any(name => Is(name, Server));

    /// <summary>The name that it gives one snapshot.</summary>
    /// <param name="serverName">The server's name.</param>
    /// <param name="time">When the snapshot is taken.</param>
    /// <exception cref="ArgumentException">That is no name that can be sent; the message says what is allowed.</exception>
    public string Fill(string? serverName, DateTimeOffset time) =>
        RequestRules.SnapshotName(
            Placeholder.Replace(_text, match => Is(match.Groups[1].Value, Server) ? serverName ?? string.Empty : time.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)),
            parameter: "name");

    private static IEnumerable<string> Names(string text) => Placeholder.Matches(text).Cast<Match>().Select(match => match.Groups[1].Value);

    private static bool Is(string name, string known) => string.Equals(name, known, StringComparison.OrdinalIgnoreCase);
}
