using System.Text.RegularExpressions;

namespace VpsOrg.Client;

/// <summary>
/// Hides what looks like a token, whosever it is: in addresses, in errors and in what the API says. Never in names and prompts,
/// where such a text may be somebody's word.
/// </summary>
internal static class TokenLookAlikes
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>The text without what looks like a token of this vendor.</summary>
    public static string Hide(string text) => text.IndexOf("vps", StringComparison.OrdinalIgnoreCase) < 0
        ? text
        : Regex.Replace(text, "(?<![a-z0-9])vps(_|%5f)[a-z0-9_-]{6,}", TextCleaner.Redacted, Options, Longest);

    /// <summary>The same for a path or an address: there the values of queries that are secrets by their names are hidden as well.</summary>
    public static string HideInAddress(string address) => address.IndexOf('=') < 0
        ? Hide(address)
        : Regex.Replace(Hide(address), @"([?&;][a-z0-9_.-]*(?:token|secret|password|passwd|api[_-]?key|auth)[a-z0-9_.-]*=)[^&;\s]+", "$1" + TextCleaner.Redacted, Options, Longest);
}
