using System.Globalization;
using System.Text.RegularExpressions;

namespace VpsOrg.Client;

/// <summary>
/// The name of snapshots as a user writes it: <c>{server}</c> stands for the server's name, <c>{date}</c> for the time in UTC. A
/// template that could not be sent is refused before anything is.
/// </summary>
internal sealed class SnapshotTemplate
{
    private const string Server = "server";
    private const string Date = "date";
    private const string DateForm = "yyyyMMdd-HHmmss";

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

    /// <summary>Whether the time is part of it.</summary>
    public bool HasDate => Names(_text).Any(name => Is(name, Date));

    /// <summary>The name that it gives one snapshot.</summary>
    /// <param name="serverName">The server's name.</param>
    /// <param name="time">When the snapshot is taken.</param>
    /// <exception cref="ArgumentException">That is no name that can be sent; the message says what is allowed.</exception>
    public string Fill(string? serverName, DateTimeOffset time) => RequestRules.SnapshotName(Filled(_text, serverName, Shown(time)), parameter: "name");

    /// <summary>The time in a name that this gave; null where it gave no such name at any time that there is.</summary>
    /// <param name="name">The name of a snapshot.</param>
    /// <param name="serverName">The server's name.</param>
    public DateTimeOffset? DateIn(string? name, string? serverName)
    {
        if (name is null || Placeholder.Matches(_text).Cast<Match>().FirstOrDefault(match => Is(match.Groups[1].Value, Date)) is not { } first)
        {
            return null;
        }

        var begin = Filled(_text.Substring(0, first.Index), serverName, date: string.Empty).Length;
        return name.Length >= begin + DateForm.Length
            && DateTimeOffset.TryParseExact(
                name.Substring(begin, DateForm.Length), DateForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            && Filled(_text, serverName, Shown(time)) == name ? time : null;
    }

    private static string Shown(DateTimeOffset time) => time.UtcDateTime.ToString(DateForm, CultureInfo.InvariantCulture);

    private static string Filled(string text, string? serverName, string date) =>
        Placeholder.Replace(text, match => Is(match.Groups[1].Value, Server) ? serverName ?? string.Empty : date);

    private static IEnumerable<string> Names(string text) => Placeholder.Matches(text).Cast<Match>().Select(match => match.Groups[1].Value);

    private static bool Is(string name, string known) => string.Equals(name, known, StringComparison.OrdinalIgnoreCase);
}
