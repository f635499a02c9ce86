using System.Management.Automation.Runspaces;

namespace VpsOrg.PowerShell.Tests;

/// <summary>What the engine is told of servers. What it makes of it, Members.Tests.ps1 shows.</summary>
public sealed class ServerTypeDataTests
{
    private static readonly TypeData Data = ServerTypeData.Make();

    [Fact]
    public void Every_member_is_hidden()
    {
        Assert.Equal(
            ["AdditionalProperties", "AgeDays", "BandwidthPercent", "ComputerName", "CpuPercent", "DiskPercent", "MemoryPercent", "OSDetail", "PlanDetail", "ResourceUsage", "ServerId"],
            Data.Members.Keys.Order());
        Assert.All(Data.Members.Values, member => Assert.True(member is CodePropertyData { IsHidden: true } or AliasPropertyData { IsHidden: true }));
    }

    [Fact]
    public void Clixml_keeps_the_flat_properties_and_no_others()
    {
        Assert.Equal(typeof(VpsServer).FullName, Data.TypeName);
        Assert.Equal("SpecificProperties", Data.SerializationMethod);
        Assert.Equal(typeof(VpsServer).GetProperties().Select(property => property.Name), Data.PropertySerializationSet!.ReferencedProperties);
    }

    [Fact]
    public void Each_getter_has_the_shape_that_the_engine_takes()
    {
        var getters = Data.Members.Values.OfType<CodePropertyData>().Select(member => member.GetCodeReference).ToArray();

        Assert.Equal(10, getters.Length);
        Assert.All(getters, getter => Assert.True(getter is { IsPublic: true, IsStatic: true } && getter.GetParameters().Single().ParameterType == typeof(PSObject)));
    }

    [Fact]
    public async Task The_percents_are_shares_of_the_plan_s_limits()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var server = new PSObject(await rehearsal.ServerAsync(12345));

        Assert.Equal((23.5, 50, 43.75), (ServerMembers.CpuPercent(server)!.Value, ServerMembers.MemoryPercent(server)!.Value, ServerMembers.DiskPercent(server)!.Value));
        Assert.Equal(21.97, ServerMembers.BandwidthPercent(server)!.Value, 2);
        Assert.Equal("web01.example.com", ServerMembers.ComputerName(server));
    }

    [Fact]
    public async Task What_is_not_known_is_null_and_no_member_throws()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.InjectFault(new SandboxFault
        {
            Kind = SandboxFaultKind.Body,
            Body = """{"id":12345,"plan":{"storage":0},"resource_usage":{"disk_used":1,"memory_used":2}}""",
        });

        var server = new PSObject(await rehearsal.ServerAsync(12345));

        object?[] values = Data.Members.Values.OfType<CodePropertyData>()
            .Where(member => member.Name is not ("AdditionalProperties" or "PlanDetail" or "ResourceUsage"))
            .Select(member => member.GetCodeReference.Invoke(null, [server])).ToArray();
        Assert.All(values, Assert.Null);
    }
}
