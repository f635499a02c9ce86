using System.Text.RegularExpressions;

namespace VpsOrg.Docs.Tests;

/// <summary>What is left of a text when its markup and its white space do not count: the words, in their order.</summary>
internal static partial class PlainText
{
    public static string OfMarkdown(string markdown)
    {
        var parts = Fence().Split(markdown);
        var prose = parts.Select((part, index) => index % 2 == 0 ? OfProse(part) : part); // Every other part is code.
        return Words(string.Join(' ', prose));
    }

    public static string Words(string text) => WhiteSpace().Replace(text, " ").Trim();

    private static string OfProse(string markdown)
    {
        var text = LocalLink().Replace(markdown, "$1");
        text = WebLink().Replace(text, "$1 ($2)");
        text = Heading().Replace(text, string.Empty);
        return Code().Replace(text, "$1").Replace("**", string.Empty, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^```\w*$\n?", RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();

    [GeneratedRegex(@"\[([^\]]+)\]\((?!https?:)[^)]*\)")]
    private static partial Regex LocalLink();

    [GeneratedRegex(@"\[([^\]]+)\]\((https?:[^)]*)\)")]
    private static partial Regex WebLink();

    [GeneratedRegex("^#+ ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("`([^`]*)`")]
    private static partial Regex Code();
}
