namespace VpsOrg.Docs.Tests;

/// <summary>Each parameter of each compiled cmdlet is documented as it is, and none that is no more.</summary>
public sealed class ParameterTests
{
    public static TheoryData<string> Pages => [.. Repository.PageNames("*-*.md")];

    public static TheoryData<string, string> Parameters
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var cmdlet in CmdletAssembly.Cmdlets.Values)
            {
                foreach (var parameter in cmdlet.Parameters)
                {
                    data.Add(cmdlet.Name, parameter.Name);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_documents_every_parameter_and_none_that_is_stale(string name)
    {
        var compiled = CmdletAssembly.Cmdlets[name].Parameters.Select(parameter => parameter.Name);

        Assert.Equal(compiled.Order(StringComparer.Ordinal), HelpPage.Read(name).Parameters.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Parameters))]
    public void A_parameter_is_documented_as_it_is_compiled(string name, string parameter)
    {
        var page = HelpPage.Read(name).Parameters[parameter];
        var compiled = CmdletAssembly.Cmdlets[name].Parameters.Single(one => one.Name == parameter);

        Assert.Equal(compiled.Type, page.Type);
        Assert.Equal(compiled.DefaultText, page.Default);
        Assert.Equal(compiled.SupportsWildcards, page.SupportsWildcards);
        Assert.Equal(compiled.Aliases, page.Aliases);
        Assert.Equal(compiled.AcceptedValues, page.AcceptedValues);
        Assert.Equal(compiled.Sets.OrderBy(set => set.Name, StringComparer.Ordinal), page.Sets.OrderBy(set => set.Name, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Parameters))]
    public void The_description_of_a_parameter_says_its_bounds_its_default_and_its_values(string name, string parameter)
    {
        var words = PlainText.OfMarkdown(HelpPage.Read(name).Parameters[parameter].Description).Split(' ', ',', ';', ':', '(', ')').Select(word => word.TrimEnd('.')).ToArray();
        var compiled = CmdletAssembly.Cmdlets[name].Parameters.Single(one => one.Name == parameter);

        Assert.All(compiled.Bounds, bound => Assert.Contains(bound, words));
        Assert.All(compiled.AcceptedValues, value => Assert.Contains(value, words));
        if (compiled.Default is not null and not "")
        {
            Assert.Contains(compiled.DefaultText, words);
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_syntax_of_a_page_is_that_of_the_parameter_sets(string name)
    {
        var cmdlet = CmdletAssembly.Cmdlets[name];
        var parts = HelpPage.Read(name).Parts("SYNTAX");
        var sets = cmdlet.Sets.Count == 0 ? ["__AllParameterSets"] : cmdlet.Sets;

        Assert.Equal(
            sets.Select(set => set == cmdlet.DefaultSet ? set + " (Default)" : set).Order(StringComparer.Ordinal),
            parts.Keys.Order(StringComparer.Ordinal));
        Assert.All(parts, part => Assert.Equal(
            Expected(cmdlet, part.Key.Replace(" (Default)", string.Empty, StringComparison.Ordinal)),
            Tokens(HelpPage.Blocks(part.Value, string.Empty).Single())));
    }

    private static IEnumerable<string> Expected(Cmdlet cmdlet, string set) => cmdlet.Parameters
        .Where(parameter => parameter.In(set) is not null)
        .Select(parameter => Token(parameter, parameter.In(set)!))
        .Append(cmdlet.Name).Append("[<CommonParameters>]")
        .Order(StringComparer.Ordinal);

    private static string Token(Parameter parameter, ParameterSet set)
    {
        var name = set.Position == "Named" ? "-" + parameter.Name : $"[-{parameter.Name}]";
        var whole = parameter.IsSwitch ? name : $"{name} <{parameter.Keyword}>";
        return set.IsRequired ? whole : $"[{whole}]";
    }

    /// <summary>The syntax in pieces: a parameter and its type are one.</summary>
    private static IEnumerable<string> Tokens(string syntax) => PlainText.Words(syntax)
        .Replace(" <", "\t<", StringComparison.Ordinal).Split(' ')
        .Select(token => token.Replace('\t', ' '))
        .Order(StringComparer.Ordinal);
}
