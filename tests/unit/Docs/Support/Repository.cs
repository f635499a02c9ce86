using System.Reflection;

namespace VpsOrg.Docs.Tests;

/// <summary>Where the pages, the compiled help, the sources and the staged module lie.</summary>
internal static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    public static string Pages { get; } = Path.Combine(Root, "docs", "en-US");

    public static string CompiledHelp { get; } = Path.Combine(Root, "src", "VpsOrg.PowerShell", "Module", "en-US");

    public static string StagedModule { get; } = Path.Combine(Root, "out", "VpsOrg");

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    public static IEnumerable<string> PageNames(string pattern) =>
        Directory.EnumerateFiles(Pages, pattern).Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal);
}
