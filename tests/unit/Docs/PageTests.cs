using System.Text.RegularExpressions;

namespace VpsOrg.Docs.Tests;

/// <summary>There is a page for each command, it is whole, and what it says in its tables is what is compiled.</summary>
public sealed class PageTests
{
    public static TheoryData<string> Pages => [.. Repository.PageNames("*-*.md")];

    [Fact]
    public void Every_exported_cmdlet_is_compiled_and_has_a_page_and_every_page_is_of_an_exported_cmdlet()
    {
        var manifest = Repository.Read("VpsOrg.psd1");
        var list = Regex.Match(manifest, @"CmdletsToExport\s*=\s*@\((.*?)\)", RegexOptions.Singleline).Groups[1].Value;
        var exported = Regex.Matches(list, "'([^']+)'").Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal).ToArray();

        Assert.Equal(exported, CmdletAssembly.Cmdlets.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(exported, Repository.PageNames("*-*.md"));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_names_its_command_and_its_help_file_and_no_date(string name)
    {
        var page = HelpPage.Read(name);

        Assert.Contains($"title: {name}\n", page.Head, StringComparison.Ordinal);
        Assert.Contains("external help file: VpsOrg.PowerShell.dll-Help.xml\n", page.Head, StringComparison.Ordinal);
        Assert.Contains("Module Name: VpsOrg\n", page.Head, StringComparison.Ordinal);
        Assert.Contains($"\n# {name}\n", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ms.date", page.Head, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Get_Help_Online_opens_the_page_under_the_project_s_public_address(string name)
    {
        var project = Regex.Match(Repository.Read("VpsOrg.psd1"), @"ProjectUri\s*=\s*'([^']+)'").Groups[1].Value;
        var online = $"{project}/blob/main/docs/en-US/{name}.md";

        Assert.Equal(online, CmdletAssembly.Cmdlets[name].HelpUri);
        Assert.Contains($"\nHelpUri: {online}\n", HelpPage.Read(name).Head, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_has_no_empty_section_and_no_placeholder(string name)
    {
        var page = HelpPage.Read(name);

        Assert.DoesNotContain("{{", page.Text, StringComparison.Ordinal);
        Assert.All(
            ["SYNOPSIS", "SYNTAX", "DESCRIPTION", "EXAMPLES", "PARAMETERS", "INPUTS", "OUTPUTS", "NOTES", "RELATED LINKS"],
            section => Assert.NotEmpty(page.Section(section)));
        Assert.All(page.Parameters.Values, parameter => Assert.NotEmpty(parameter.Description));
        Assert.All(page.Parts("INPUTS").Concat(page.Parts("OUTPUTS")), part => Assert.NotEmpty(part.Value));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_has_three_examples_or_more_each_with_a_sentence_and_code(string name)
    {
        var page = HelpPage.Read(name);

        Assert.True(page.Examples.Count >= 3, $"{name} has {page.Examples.Count} examples.");
        Assert.All(page.Examples, example =>
        {
            Assert.NotEmpty(HelpPage.Blocks(example.Value, "powershell"));
            Assert.Matches("[.:]$", example.Value.Split("\n\n")[0]);
            Assert.All(HelpPage.Blocks(example.Value, "output"), Assert.NotEmpty);
        });
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_says_how_a_script_should_take_errors(string name)
    {
        var notes = HelpPage.Read(name).Section("NOTES");

        Assert.Contains("$ErrorActionPreference = 'Stop'", notes, StringComparison.Ordinal);
        Assert.Contains("exit code", PlainText.Words(notes), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_links_of_a_page_lead_to_pages(string name)
    {
        var links = Regex.Matches(HelpPage.Read(name).Section("RELATED LINKS"), @"^- \[(.+)\]\((.+)\)$", RegexOptions.Multiline);

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(File.Exists(Path.Combine(Repository.Pages, link.Groups[2].Value)), link.Value));
        Assert.All(links, link => Assert.Equal(link.Groups[1].Value + ".md", link.Groups[2].Value));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_names_what_goes_in_and_what_comes_out(string name)
    {
        var page = HelpPage.Read(name);
        var cmdlet = CmdletAssembly.Cmdlets[name];
        var piped = cmdlet.Parameters.Where(parameter => parameter.Sets.Any(set => set.FromPipeline || set.FromPipelineByName))
            .Select(parameter => Regex.Replace(parameter.Type, @"^System\.Nullable`1\[(.*)\]$", "$1")).Distinct();

        Assert.Equal(OrNone(piped), page.Parts("INPUTS").Keys.Order(StringComparer.Ordinal));
        Assert.Equal(OrNone(cmdlet.OutputTypes), page.Parts("OUTPUTS").Keys.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> OrNone(IEnumerable<string> types) => types.DefaultIfEmpty("None").Order(StringComparer.Ordinal);
}
