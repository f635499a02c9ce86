using System.Text.RegularExpressions;

namespace VpsOrg.Docs.Tests;

/// <summary>The page of a command, cut at its headings.</summary>
internal sealed partial class HelpPage
{
    private readonly Dictionary<string, string> _sections;

    private HelpPage(string name, string text)
    {
        Name = name;
        Text = text;
        Head = text.Split("---\n")[1];
        _sections = Cut(text, "## ");
        Parameters = Cut(Section("PARAMETERS"), "### ").Where(one => one.Key.StartsWith('-'))
            .Select(one => new DocumentedParameter(one.Key[1..], one.Value)).ToDictionary(one => one.Name);
        Examples = Cut(Section("EXAMPLES"), "### ").ToArray();
    }

    public string Name { get; }

    public string Text { get; }

    /// <summary>The lines of metadata at the top.</summary>
    public string Head { get; }

    public IReadOnlyDictionary<string, DocumentedParameter> Parameters { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Examples { get; }

    public static HelpPage Read(string name) =>
        new(name, Repository.Read("docs", "en-US", name + ".md").ReplaceLineEndings("\n"));

    public string Section(string heading) => _sections.TryGetValue(heading, out var text) ? text : string.Empty;

    public Dictionary<string, string> Parts(string heading) => Cut(Section(heading), "### ");

    /// <summary>The code blocks of a text, of one language.</summary>
    public static IEnumerable<string> Blocks(string text, string language) =>
        Block().Matches(text).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value);

    private static Dictionary<string, string> Cut(string text, string mark)
    {
        var result = new Dictionary<string, string>();
        foreach (var part in Regex.Split(text, "^" + mark, RegexOptions.Multiline).Skip(1))
        {
            var end = part.IndexOf('\n', StringComparison.Ordinal);
            result.Add(part[..end].Trim(), part[end..].Trim());
        }

        return result;
    }

    [GeneratedRegex(@"^```(\w*)\n(.*?)\n?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
