using System.Text.RegularExpressions;

namespace VpsOrg.Docs.Tests;

/// <summary>The about topics: their text is that of the pages, and the errors are all there.</summary>
public sealed partial class TopicTests
{
    private const int Columns = 80;
    private const int SynopsisLine = 4;

    public static TheoryData<string> Topics => [.. Repository.PageNames("about_*.md")];

    [Fact]
    public void There_are_the_topics_that_the_pages_name()
    {
        var named = Directory.EnumerateFiles(Repository.Pages).SelectMany(page => TopicName().Matches(File.ReadAllText(page)))
            .Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(Repository.PageNames("about_*.md"), named);
        Assert.Equal(
            Repository.PageNames("about_*.md").Select(name => name + ".help.txt"),
            Directory.EnumerateFiles(Repository.CompiledHelp, "*.txt").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void The_text_that_ships_is_that_of_the_page(string name)
    {
        var page = Repository.Read("docs", "en-US", name + ".md").ReplaceLineEndings("\n");

        Assert.Equal("TOPIC " + PlainText.OfMarkdown(page), PlainText.Words(Shipped(name)));
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void The_text_that_ships_is_ASCII_of_80_columns_and_has_its_synopsis_where_Get_Help_looks(string name)
    {
        var lines = Shipped(name).Split('\n');
        var page = Repository.Read("docs", "en-US", name + ".md").ReplaceLineEndings("\n");
        var synopsis = PlainText.OfMarkdown(SynopsisText().Match(page).Groups[1].Value);

        Assert.All(lines, line => Assert.True(line.Length <= Columns && line.All(char.IsAscii), line));
        Assert.Equal(["TOPIC", "    " + name, "", "SHORT DESCRIPTION"], lines.Take(SynopsisLine));
        Assert.Equal(synopsis, lines[SynopsisLine].Trim());
    }

    [Fact]
    public void Every_error_id_is_documented_and_every_documented_one_is_made()
    {
        var made = Made().Distinct().Order(StringComparer.Ordinal).ToArray();
        var page = Repository.Read("docs", "en-US", "about_VpsOrg_Errors.md").ReplaceLineEndings("\n");
        var errors = page[page.IndexOf("\n## ERRORS", StringComparison.Ordinal)..];
        var documented = SubHeading().Matches(errors).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal);

        Assert.NotEmpty(made);
        Assert.Equal(made, documented);
    }

    [Fact]
    public void The_pages_name_no_error_id_that_is_not_made()
    {
        var made = Made().ToHashSet();
        var named = Directory.EnumerateFiles(Repository.Pages).SelectMany(page => NamedError().Matches(File.ReadAllText(page))).Select(match => match.Groups[1].Value);

        Assert.All(named, id => Assert.Contains(id, made));
    }

    [Fact]
    public void Help_says_that_active_does_not_mean_that_SSH_answers()
    {
        string[] pages = ["about_VpsOrg", "Get-VpsServer", "New-VpsServer", "Start-VpsServer", "Restart-VpsServer", "Wait-VpsServer"];

        Assert.All(pages, name => Assert.Contains(
            "It does not mean that SSH answers yet", PlainText.OfMarkdown(Repository.Read("docs", "en-US", name + ".md")), StringComparison.Ordinal));
    }

    private static IEnumerable<string> Made() => Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "VpsOrg.PowerShell", "Errors"), "*.cs")
        .SelectMany(file => ErrorId().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value);

    private static string Shipped(string name) => File.ReadAllText(Path.Combine(Repository.CompiledHelp, name + ".help.txt")).ReplaceLineEndings("\n").TrimEnd();

    [GeneratedRegex(@"about_VpsOrg\w*")]
    private static partial Regex TopicName();

    [GeneratedRegex(@"^## SHORT DESCRIPTION\n+(.*?)\n##", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex SynopsisText();

    [GeneratedRegex(@"new\(""([A-Z]\w+)"", ErrorCategory")]
    private static partial Regex ErrorId();

    [GeneratedRegex(@"^### (\w+)$", RegexOptions.Multiline)]
    private static partial Regex SubHeading();

    [GeneratedRegex(@"errors? (?:is )?`([A-Z]\w+)`")]
    private static partial Regex NamedError();
}
