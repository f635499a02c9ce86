using System.Reflection;

namespace VpsOrg.PowerShell.Tests;

public sealed class CmdletShapeTests
{
    private static readonly string[] ApprovedVerbs = ["Compare", "Connect", "Disconnect", "Enter", "Get", "Invoke", "New", "Remove", "Restart", "Restore", "Select", "Set", "Start", "Stop", "Sync", "Wait"];
    private static readonly string[] ReadingVerbs = ["Compare", "Connect", "Disconnect", "Enter", "Get", "Select", "Wait"];
    private static readonly string[] OutputlessCommands = [nameof(DisconnectVpsCommand), nameof(EnterVpsServerCommand), nameof(RemoveVpsServerCommand), nameof(RemoveVpsSnapshotCommand)];

    public static TheoryData<Type> Cmdlets => new(CommandCatalog.All);

    public static TheoryData<Type> ActingOnAnAccount => new(CommandCatalog.ActingOnAnAccount);

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_has_an_approved_verb_a_Vps_noun_and_the_name_of_both(Type type)
    {
        var names = Names(type);

        Assert.Contains(names.VerbName, ApprovedVerbs);
        Assert.StartsWith("Vps", names.NounName, StringComparison.Ordinal);
        Assert.Equal($"{names.VerbName}{names.NounName}Command", type.Name);
        Assert.Equal("VpsOrg.PowerShell.Commands", type.Namespace);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_is_sealed_and_can_be_stopped(Type type)
    {
        Assert.True(type is { IsSealed: true, IsPublic: true });
        Assert.True(type.IsSubclassOf(typeof(VpsCmdlet)));
        Assert.True(typeof(IDisposable).IsAssignableFrom(type));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_says_what_it_writes(Type type) =>
        Assert.Equal(OutputlessCommands.Contains(type.Name), type.GetCustomAttribute<OutputTypeAttribute>() is null);

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_that_changes_something_asks_first(Type type)
    {
        var names = Names(type);

        Assert.Equal(!ReadingVerbs.Contains(names.VerbName), names.SupportsShouldProcess);
        Assert.Equal(names.VerbName is "Remove" or "Restore" or "Invoke" ? ConfirmImpact.High : ConfirmImpact.Medium, names.ConfirmImpact);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Only_InputObject_the_servers_of_snapshots_and_what_a_row_orders_or_changes_take_the_pipeline(Type type)
    {
        var byValue = Parameters(type).Where(one => one.Parameter.ValueFromPipeline).Select(one => one.Property.Name);
        var byName = Parameters(type).Where(one => one.Parameter.ValueFromPipelineByPropertyName);

        Assert.All(byValue, name => Assert.Contains(name, new[] { "InputObject", "Session", "Server" }));
        Assert.InRange(byValue.Distinct().Count(), 0, 1);
        Assert.True(type == typeof(NewVpsServerCommand) || type == typeof(SetVpsServerCommand) || byName.All(one => one.Property.Name == "LiteralPath"));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_parameter_is_documented(Type type)
    {
        var documentation = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "VpsOrg.PowerShell.xml"));

        Assert.All(
            Parameters(type).Select(one => $"P:{one.Property.DeclaringType!.FullName}.{one.Property.Name}").Append($"T:{type.FullName}"),
            member => Assert.Contains($"\"{member}\"", documentation, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void At_most_four_bases_of_the_module_stand_above_a_cmdlet(Type type) =>
        Assert.InRange(Bases(type).Count(one => one.Assembly == type.Assembly), 1, 4);

    [Theory]
    [MemberData(nameof(ActingOnAnAccount))]
    public void A_cmdlet_that_acts_on_an_account_takes_a_session_or_its_name_and_never_from_a_row(Type type)
    {
        var session = type.GetProperty("Session")!;
        Assert.Equal(typeof(VpsSession), session.PropertyType);
        Assert.True(session.IsDefined(typeof(SessionArgumentAttribute)));
        Assert.Equal(typeof(SessionNameCompleter), session.GetCustomAttribute<ArgumentCompleterAttribute>()!.Type);
        Assert.All(session.GetCustomAttributes<ParameterAttribute>(), parameter => Assert.False(parameter.ValueFromPipeline || parameter.ValueFromPipelineByPropertyName));
        Assert.Empty(typeof(VpsSession).GetConstructors());
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void What_PowerShell_prompts_for_can_be_explained(Type type) =>
        Assert.All(
            Parameters(type).Where(one => one.Parameter.Mandatory),
            one => Assert.True(one.Parameter.HelpMessage is { Length: > 20 } text && text.EndsWith('.'), $"{one.Property.Name}: '{one.Parameter.HelpMessage}'"));

    private static IEnumerable<Type> Bases(Type type)
    {
        for (var one = type.BaseType; one is not null; one = one.BaseType)
        {
            yield return one;
        }
    }

    private static CmdletAttribute Names(Type type) => type.GetCustomAttribute<CmdletAttribute>()!;

    private static IEnumerable<(PropertyInfo Property, ParameterAttribute Parameter)> Parameters(Type type) =>
        from property in type.GetProperties()
        from parameter in property.GetCustomAttributes<ParameterAttribute>()
        select (property, parameter);
}
