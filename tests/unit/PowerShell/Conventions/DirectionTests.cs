using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace VpsOrg.PowerShell.Tests;

/// <summary>Who may know whom.</summary>
public sealed class DirectionTests
{
    private static readonly Assembly Module = typeof(ConnectVpsCommand).Assembly;
    private static readonly Assembly Client = typeof(VpsClient).Assembly;
    private static readonly Assembly Account = typeof(SandboxAccount).Assembly;

    [Fact]
    public void The_module_knows_client_sandbox_and_engine_and_no_json() =>
        Assert.Equal(["System.Management.Automation", "VpsOrg.Client", "VpsOrg.Sandbox", "netstandard"], References(Module));

    [Fact]
    public void The_client_knows_json_and_no_PowerShell() => Assert.Equal(["Newtonsoft.Json", "netstandard"], References(Client));

    [Fact]
    public void The_sandbox_does_not_know_the_client() => Assert.Equal(["Newtonsoft.Json", "netstandard"], References(Account));

    [Fact]
    public void No_type_keeps_state_that_runspaces_would_share_but_the_table_of_sessions()
    {
        var shared = Module.GetTypes()
            .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: true))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => !field.IsLiteral && (!field.IsInitOnly || IsMutable(field.FieldType)))
            .Select(field => $"{field.DeclaringType!.Name}.{field.Name}");

        Assert.Equal(["RunspaceSessions.Table"], shared);
    }

    [Fact]
    public void Only_Errors_makes_error_records()
    {
        using var module = new MetadataFile(Module.Location);

        Assert.Equal(["VpsOrg.PowerShell.ErrorRecords"], module.MakersOf("System.Management.Automation.ErrorRecord"));
    }

    [Fact]
    public void No_text_of_the_module_needs_more_than_ascii()
    {
        using var module = new MetadataFile(Module.Location);

        Assert.Contains(module.Texts, text => text.Contains("Connect-Vps", StringComparison.Ordinal));
        Assert.All(module.Texts, text => Assert.True(Ascii.IsValid(text), text));
    }

    [Fact]
    public void Only_ConnectionSettings_the_prompt_and_the_search_for_ssh_read_the_environment()
    {
        var root = Path.Combine(Repository.Root, "src");

        var readers = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("Environment.Get", StringComparison.Ordinal))
            .Select(Path.GetFileName).Order();

        Assert.Equal(["ConnectionSettings.cs", "SshFinder.cs", "TokenPrompt.cs"], readers);
    }

    private static IEnumerable<string?> References(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(name => name.Name).Order(StringComparer.Ordinal);

    /// <summary>What a readonly field does not protect.</summary>
    private static bool IsMutable(Type type) =>
        type.IsGenericType && type.Name.Split('`')[0] is "List" or "Dictionary" or "HashSet" or "ConditionalWeakTable" or "ConcurrentDictionary" or "ConcurrentQueue" or "ConcurrentBag";
}
