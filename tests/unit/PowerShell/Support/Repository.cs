using System.Reflection;

namespace VpsOrg.PowerShell.Tests;

/// <summary>Where the sources lie, for rules that compiled code no longer shows.</summary>
internal static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;
}
