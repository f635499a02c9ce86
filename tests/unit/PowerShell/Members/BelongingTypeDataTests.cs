using System.Management.Automation.Runspaces;

namespace VpsOrg.PowerShell.Tests;

/// <summary>What the engine is told of snapshots and backups.</summary>
public sealed class BelongingTypeDataTests
{
    public static TheoryData<Type> Types => [typeof(VpsSnapshot), typeof(VpsBackup)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Clixml_keeps_the_flat_properties_and_no_others(Type type)
    {
        Assert.Equal("SpecificProperties", Of(type).SerializationMethod);
        Assert.Equal(type.GetProperties().Select(property => property.Name), Of(type).PropertySerializationSet!.ReferencedProperties);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void What_changes_by_itself_is_hidden(Type type)
    {
        Assert.Equal(["AdditionalProperties", "AgeDays"], Of(type).Members.Keys.Order());
        Assert.All(Of(type).Members.Values, member => Assert.True(member is CodePropertyData { IsHidden: true }));
        Assert.All(
            Of(type).Members.Values.OfType<CodePropertyData>().Select(member => member.GetCodeReference),
            getter => Assert.True(getter is { IsPublic: true, IsStatic: true } && getter.GetParameters().Single().ParameterType == typeof(PSObject)));
    }

    [Fact]
    public void An_age_that_is_not_known_is_null()
    {
        Assert.Null(BelongingMembers.AgeDays(new PSObject(new VpsSnapshot())));
        Assert.Null(BelongingMembers.AgeDays(new PSObject("a")));
        Assert.Equal(2, BelongingMembers.AgeDays(new PSObject(new VpsBackup { Created = ManualClock.Start.AddDays(-2), Clock = new ManualClock() })));
    }

    private static TypeData Of(Type type) => BelongingTypeData.Make().Single(data => data.TypeName == type.FullName);
}
