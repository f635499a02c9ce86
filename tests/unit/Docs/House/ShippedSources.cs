using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace VpsOrg.Docs.Tests;

/// <summary>
/// Everything that ships, compiled in memory from its sources: what a file names is known by its meaning, constants and
/// <c>nameof</c> included, which no compiled assembly still shows.
/// </summary>
internal static class ShippedSources
{
    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        global using System.Management.Automation; global using VpsOrg.Client;
        """;

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview);

    public static IReadOnlyList<string> Assemblies { get; } = ["VpsOrg.Client", "VpsOrg.Sandbox", "VpsOrg.PowerShell"];

    public static IReadOnlyList<SyntaxTree> Trees { get; } = [.. Assemblies.SelectMany(Files).Select(Parse)];

    private static CSharpCompilation Compilation { get; } = CSharpCompilation.Create(
        "Shipped",
        [.. Trees, CSharpSyntaxTree.ParseText(Usings, Options)],
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("VpsOrg.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Every use that a file makes of another folder of its own assembly.</summary>
    public static IReadOnlyList<FolderUse> Uses { get; } = [.. Trees.SelectMany(UsesOf).Distinct()];

    /// <summary>The classes of our own that stand above a class, the nearest first.</summary>
    public static IEnumerable<INamedTypeSymbol> BasesOf(ClassDeclarationSyntax declaration)
    {
        var type = (INamedTypeSymbol)Compilation.GetSemanticModel(declaration.SyntaxTree).GetDeclaredSymbol(declaration)!;
        for (var above = type.BaseType; above is not null && PlaceOf(above) is not null; above = above.BaseType)
        {
            yield return above;
        }
    }

    public static IEnumerable<T> Nodes<T>(string assembly)
        where T : SyntaxNode =>
        Trees.Where(tree => Place.Of(tree).Assembly == assembly).SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<T>());

    private static IEnumerable<string> Files(string assembly) => Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "src", assembly), "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}Polyfills{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static SyntaxTree Parse(string path) => CSharpSyntaxTree.ParseText(File.ReadAllText(path), Options, path);

    private static IEnumerable<FolderUse> UsesOf(SyntaxTree tree)
    {
        var model = Compilation.GetSemanticModel(tree);
        var here = Place.Of(tree);
        foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            var info = model.GetSymbolInfo(name);
            var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
            if (symbol is not null && PlaceOf(symbol) is { } there && there.Assembly == here.Assembly && there.Folder != here.Folder)
            {
                yield return new FolderUse(here, there.Folder, $"{here.File} names {name.Identifier.Text}");
            }
        }
    }

    private static Place? PlaceOf(ISymbol symbol)
    {
        var declared = symbol is INamespaceSymbol ? null : symbol.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree;
        return declared is not null && Trees.Contains(declared) ? Place.Of(declared) : null;
    }
}

/// <summary>Where a file stands: its assembly, the folder below it (empty at the root), its name.</summary>
internal sealed record Place(string Assembly, string Folder, string File)
{
    public static Place Of(SyntaxTree tree)
    {
        var parts = Path.GetRelativePath(Path.Combine(Repository.Root, "src"), tree.FilePath).Split(Path.DirectorySeparatorChar);
        return new Place(parts[0], string.Join('/', parts[1..^1]), parts[^1]);
    }
}

/// <summary>A file's use of another folder of its assembly.</summary>
internal sealed record FolderUse(Place From, string To, string Why);
