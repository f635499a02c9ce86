namespace VpsOrg.PowerShell.Tests;

/// <summary>
/// The double is what the shipped dll asks for, and says nothing about the engine that the real reference assembly
/// does not say.
/// </summary>
public sealed class DoubleTests : IDisposable
{
    private static readonly string[] Bases = ["System.Management.Automation.PSCmdlet", "System.Management.Automation.Cmdlet"];

    private readonly MetadataFile _module = Open("VpsOrg.PowerShell.dll");
    private readonly MetadataFile _double = Open("System.Management.Automation.dll");
    private readonly MetadataFile _reference = Open(Path.Combine("Reference", "System.Management.Automation.dll"));
    private readonly EngineReferences _references;

    public DoubleTests() => _references = new EngineReferences(_module);

    public void Dispose()
    {
        _module.Dispose();
        _double.Dispose();
        _reference.Dispose();
    }

    [Fact]
    public void It_has_the_identity_that_the_module_was_compiled_against()
    {
        Assert.Equal(_references.Identity, WithoutKey(_double));
        Assert.Equal(_reference.Identity, _double.Identity);
    }

    [Fact]
    public void The_module_that_is_tested_runs_on_the_double() =>
        Assert.Equal(typeof(CommandRun).Assembly, typeof(ConnectVpsCommand).BaseType!.BaseType!.Assembly);

    [Fact]
    public void Every_type_that_the_module_uses_is_in_both()
    {
        Assert.NotEmpty(_references.Types);
        Assert.All(_references.Types, type => Assert.True(_double.Types.ContainsKey(type), $"{type}"));
        Assert.All(_references.Types, type => Assert.True(_reference.Types.ContainsKey(type), $"{type}"));
    }

    [Fact]
    public void Every_member_that_the_module_calls_is_in_both_with_the_same_signature()
    {
        Assert.NotEmpty(_references.Members);
        Assert.All(_references.Members, member => Assert.True(_double.MembersOf(member.Type).Contains(member.Member), $"{member}"));
        Assert.All(_references.Members, member => Assert.True(_reference.MembersOf(member.Type).Contains(member.Member), $"{member}"));
    }

    [Fact]
    public void Every_named_argument_of_an_attribute_is_in_both()
    {
        Assert.NotEmpty(_references.NamedArguments);
        Assert.All(_references.NamedArguments, argument => Assert.True(HasSetter(_double, argument), $"{argument}"));
        Assert.All(_references.NamedArguments, argument => Assert.True(HasSetter(_reference, argument), $"{argument}"));
    }

    [Fact]
    public void Every_enum_has_the_values_of_the_real_one()
    {
        var enums = _double.Types.Keys.Where(_double.IsEnum).ToArray();

        Assert.NotEmpty(enums);
        Assert.All(enums, type => Assert.Empty(_double.ValuesOf(type).Except(_reference.ValuesOf(type))));
    }

    [Fact]
    public void It_invents_no_type_outside_its_own_namespace()
    {
        var invented = _double.Types.Keys
            .Where(type => type.StartsWith("System.Management.Automation.", StringComparison.Ordinal) && !_reference.Types.ContainsKey(type));

        Assert.Equal(["System.Management.Automation.PropertyCollection"], invented);
    }

    [Fact]
    public void It_has_no_type_that_the_module_does_not_need()
    {
        string[] neededByOthers = [.. Bases, "System.Management.Automation.ErrorCategoryInfo", "System.Management.Automation.PropertyCollection"];

        var idle = _double.Types.Keys
            .Where(type => type.StartsWith("System.Management.Automation.", StringComparison.Ordinal))
            .Except(_references.Types).Except(neededByOthers);

        Assert.Empty(idle);
    }

    private static MetadataFile Open(string path) => new(Path.Combine(AppContext.BaseDirectory, path));

    /// <summary>The identity as a reference writes it: with the token in the place of the key.</summary>
    private static string WithoutKey(MetadataFile file) => new System.Reflection.AssemblyName(file.Identity).FullName;

    private static bool HasSetter(MetadataFile file, (string Type, string Property) argument)
    {
        var types = new[] { argument.Type, "System.Management.Automation.CmdletCommonMetadataAttribute" }.Where(file.Types.ContainsKey);
        return types.Any(type => file.MembersOf(type).Any(member => member.Contains($" set_{argument.Property}`", StringComparison.Ordinal)));
    }
}
