using System.Text.RegularExpressions;

namespace VpsOrg.Docs.Tests;

/// <summary>A parameter as its page describes it: prose, then a block of facts.</summary>
internal sealed partial class DocumentedParameter
{
    private readonly string _facts;

    public DocumentedParameter(string name, string text)
    {
        Name = name;
        Description = text.Split("```yaml")[0].Trim();
        _facts = HelpPage.Blocks(text, "yaml").Single();
        Sets = SetStart().Split(_facts).Skip(1).Select(Set).ToArray();
    }

    public string Name { get; }

    public string Description { get; }

    public IReadOnlyList<ParameterSet> Sets { get; }

    public string Type => Fact(_facts, "Type");

    public string Default => Fact(_facts, "DefaultValue");

    public bool SupportsWildcards => bool.Parse(Fact(_facts, "SupportsWildcards"));

    public IReadOnlyList<string> Aliases => List("Aliases");

    public IReadOnlyList<string> AcceptedValues => List("AcceptedValues");

    private static ParameterSet Set(string text) => new(
        text[..text.IndexOf('\n', StringComparison.Ordinal)].Trim(),
        Fact(text, "  Position"),
        bool.Parse(Fact(text, "  IsRequired")),
        bool.Parse(Fact(text, "  ValueFromPipeline")),
        bool.Parse(Fact(text, "  ValueFromPipelineByPropertyName")));

    private static string Fact(string text, string name) =>
        Regex.Match(text, $"^{name}: (.*)$", RegexOptions.Multiline).Groups[1].Value.Trim().Trim('\'');

    private string[] List(string name) =>
        Regex.Match(_facts, $@"^{name}:\n((- .*\n?)+)", RegexOptions.Multiline).Groups[1].Value
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[2..].Trim()).ToArray();

    [GeneratedRegex("^- Name: ", RegexOptions.Multiline)]
    private static partial Regex SetStart();
}
