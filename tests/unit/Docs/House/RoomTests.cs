using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace VpsOrg.Docs.Tests;

/// <summary>The house is what docs/architecture.md says: rooms that form a tree of use, one rule for names, few bases.</summary>
public sealed class RoomTests
{
    private const int MostBases = 4;

    public static TheoryData<string> Assemblies => [.. ShippedSources.Assemblies];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void No_two_folders_use_each_other(string assembly)
    {
        var uses = ShippedSources.Uses.Where(use => use.From.Assembly == assembly).ToArray();
        var backAndForth = uses.Where(use => uses.Any(other => other.From.Folder == use.To && other.To == use.From.Folder));

        Assert.NotEmpty(uses);
        AssertNone(backAndForth.Select(use => $"{Shown(use.From.Folder)} -> {Shown(use.To)}: {use.Why}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void No_folder_comes_back_to_itself_over_others(string assembly)
    {
        var uses = ShippedSources.Uses.Where(use => use.From.Assembly == assembly).ToLookup(use => use.From.Folder, use => use.To);
        var circles = uses.Select(folder => folder.Key).Where(folder => Reached(uses, folder).Contains(folder));

        AssertNone(circles.Select(Shown));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void A_namespace_is_the_assemblys_name_and_only_cmdlets_have_one_below_it(string assembly)
    {
        var wrong = ShippedSources.Nodes<BaseNamespaceDeclarationSyntax>(assembly)
            .Where(declared => declared.Name.ToString() != (Place.Of(declared.SyntaxTree).Folder == "Commands" ? assembly + ".Commands" : assembly))
            .Select(declared => $"{Place.Of(declared.SyntaxTree).File}: {declared.Name}");

        AssertNone(wrong);
    }

    [Fact]
    public void At_most_four_classes_of_our_own_stand_above_a_cmdlet()
    {
        var cmdlets = ShippedSources.Nodes<ClassDeclarationSyntax>("VpsOrg.PowerShell")
            .Where(declared => Place.Of(declared.SyntaxTree).Folder == "Commands")
            .ToDictionary(declared => declared.Identifier.Text, declared => ShippedSources.BasesOf(declared).Select(type => type.Name).ToArray());

        Assert.NotEmpty(cmdlets);
        Assert.Contains(cmdlets.Values, bases => bases.Length > 1);
        AssertNone(cmdlets.Where(cmdlet => cmdlet.Value.Length > MostBases).Select(cmdlet => $"{cmdlet.Key}: {string.Join(" < ", cmdlet.Value)}"));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void The_page_shows_each_folder_and_none_that_is_gone(string assembly)
    {
        var page = Repository.Read("docs", "architecture.md").Split('\n');
        var from = Array.FindIndex(page, line => line.StartsWith($"  {assembly}/", StringComparison.Ordinal));
        var shown = page.Skip(from + 1).TakeWhile(line => line.StartsWith("    ", StringComparison.Ordinal))
            .SelectMany(line => line[4..].Split("   ")[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(word => word.EndsWith('/'))
            .Select(word => word.TrimEnd('/'));
        var there = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src", assembly)).Select(path => Path.GetFileName(path)!)
            .Where(name => name is not "Polyfills");

        Assert.Equal(there.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    /// <summary>Shows each, where xUnit would cut them off.</summary>
    internal static void AssertNone(IEnumerable<string> found)
    {
        var all = string.Join('\n', found);
        Assert.True(all.Length == 0, all);
    }

    private static string Shown(string folder) => folder.Length == 0 ? "(root)" : folder;

    private static HashSet<string> Reached(ILookup<string, string> uses, string from)
    {
        var reached = new HashSet<string>();
        var open = new Queue<string>(uses[from]);
        while (open.TryDequeue(out var folder))
        {
            if (reached.Add(folder))
            {
                foreach (var next in uses[folder])
                {
                    open.Enqueue(next);
                }
            }
        }

        return reached;
    }
}
