namespace VpsOrg.Docs.Tests;

/// <summary>The help that ships says what the pages say: a forgotten <c>./build.ps1 -Task Docs</c> turns these red.</summary>
public sealed class CompiledHelpTests
{
    public static TheoryData<string> Pages => [.. Repository.PageNames("*-*.md")];

    [Fact]
    public void The_compiled_help_has_each_page_and_no_other()
    {
        Assert.Equal(Repository.PageNames("*-*.md"), CompiledHelp.Commands.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_compiled_text_is_that_of_the_page(string name)
    {
        var page = HelpPage.Read(name);
        var help = CompiledHelp.Commands[name];

        Assert.Equal(PlainText.OfMarkdown(page.Section("SYNOPSIS")), help.Synopsis);
        Assert.Equal(PlainText.OfMarkdown(page.Section("DESCRIPTION")), help.Description);
        Assert.Equal(PlainText.OfMarkdown(page.Section("NOTES")), help.Notes);
        Assert.Equal(Texts(page, "INPUTS"), help.Inputs);
        Assert.Equal(Texts(page, "OUTPUTS"), help.Outputs);
        Assert.Equal(CmdletAssembly.Cmdlets[name].HelpUri, help.Online);
        Assert.All(help.Links, link => Assert.Contains($"[{link}]({link}.md)", page.Section("RELATED LINKS"), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_compiled_parameters_are_those_of_the_page(string name)
    {
        var compiled = CompiledHelp.Commands[name].Parameters;

        var written = HelpPage.Read(name).Parameters.ToDictionary(
            one => one.Key, one => (PlainText.OfMarkdown(one.Value.Description), one.Value.Default));

        Assert.Equal(written, compiled);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_compiled_examples_are_those_of_the_page(string name)
    {
        var page = HelpPage.Read(name);
        var compiled = CompiledHelp.Commands[name].Examples;

        Assert.Equal(page.Examples.Select(example => PlainText.OfMarkdown(example.Key)), compiled.Select(example => example.Title));
        Assert.Equal(
            page.Examples.Select(example => string.Join("\n\n", HelpPage.Blocks(example.Value, "powershell"))),
            compiled.Select(example => example.Code.ReplaceLineEndings("\n")));
        Assert.Equal(
            page.Examples.Select(example => PlainText.OfMarkdown(example.Value.Replace("```output\n", "Output:\n```output\n", StringComparison.Ordinal))),
            compiled.Select(example => example.Text));
    }

    [Fact]
    public void The_compiled_help_holds_no_markup_no_path_and_no_placeholder()
    {
        var text = File.ReadAllText(Path.Combine(Repository.CompiledHelp, "VpsOrg.PowerShell.dll-Help.xml"));

        Assert.DoesNotContain("```", text, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u0080", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(@">(?!https://)[^<>]*\.md<", text);
        Assert.DoesNotContain(Repository.Root, text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_staged_module_has_the_compiled_help()
    {
        var staged = Path.Combine(Repository.StagedModule, "en-US");

        Assert.Equal(
            Directory.EnumerateFiles(Repository.CompiledHelp).Select(Path.GetFileName).Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(staged).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(Directory.EnumerateFiles(Repository.CompiledHelp), file =>
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(staged, Path.GetFileName(file)))));
    }

    private static Dictionary<string, string> Texts(HelpPage page, string section) =>
        page.Parts(section).ToDictionary(part => part.Key, part => PlainText.OfMarkdown(part.Value));
}
