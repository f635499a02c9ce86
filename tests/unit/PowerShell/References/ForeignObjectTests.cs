using System.Collections;

namespace VpsOrg.PowerShell.Tests;

/// <summary>Only servers are servers: other things have ids and names, too.</summary>
public sealed class ForeignObjectTests
{
    public static TheoryData<string, object> Strangers => new()
    {
        { "a weekday", DayOfWeek.Monday },
        { "a letter", '7' },
        { "a date", new DateTime(2025, 1, 1) },
        { "true", true },
        { "a .NET object with an Id", new { Id = 12345, Name = "web-server-01" } },
        { "a process", Typed("System.Diagnostics.Process", new { Id = 12345 }) },
        { "a selected process", Typed("Selected.System.Diagnostics.Process", new { Id = 12345 }) },
        { "a process that went through a job", Typed("Deserialized.System.Diagnostics.Process", new { Id = 12345 }) },
        { "a plan that went through a file", Typed("Deserialized.VpsOrg.Client.VpsPlan", new { Id = 12345 }) },
        { "an operating system that went through a file", Typed("Deserialized.VpsOrg.Client.VpsOperatingSystem", new { Id = 12345 }) },
        { "a type of somebody's own", Typed("My.Server", new { Id = 12345 }) },
        { "what Invoke-VpsApi wrote", Typed("VpsOrg.ApiAnswer", new { id = 12345 }) },
        { "what Invoke-VpsApi wrote, from a file", Typed("Deserialized.VpsOrg.ApiAnswer", new { id = 12345 }) },
        { "a weekday that went through a file", Number(12345, "Deserialized.System.DayOfWeek") },
        { "12kb on a command line", new WrittenNumber(12345, "12kb") },
        { "a snapshot", Rows.Of(new { Id = 12345, server = 12346 }) },
        { "a snapshot of a server that is described", Rows.Of(new { Id = 12345, Server = Rows.Of(new { Id = 12346 }) }) },
        { "a snapshot of a server that is a dictionary", Rows.Of(new { Id = 12345, Server = new Hashtable { ["id"] = 12346 } }) },
        { "a snapshot of a server that is named", Rows.Of(new { Id = 12345, Server = "db-server-01" }) },
        { "a row with another Server Id", new Hashtable { ["Id"] = 12345, ["Server-Id"] = 12346 } },
        { "a row with another ServerId", Rows.Of(new { Id = 12345, ServerId = "12346" }) },
        { "a row with another server_id", Rows.Of(new { Id = 12345, server_id = 12346.0 }) },
        { "a ServerId alone", Rows.Of(new { ServerId = 12345 }) },
        { "a name with a ServerId", Rows.Of(new { Name = "web-server-01", ServerId = 12346 }) },
        { "a dictionary with another ServerId", new Hashtable { ["Id"] = 12345, ["serverid"] = 12346 } },
        { "a dictionary with two ids", new Dictionary<string, object> { ["Id"] = 12345, ["id"] = 12346 } },
        { "a list of ids in a list", new object[] { new object[] { 12345 } } },
    };

    public static TheoryData<string, object> ServersInOtherForms => new()
    {
        { "from a file", Typed("Deserialized.VpsOrg.Client.VpsServer", new { Id = 12345, Name = "web-server-01" }) },
        { "selected", Typed("Selected.VpsOrg.Client.VpsServer", new { Id = 12345, Name = "web-server-01" }) },
        { "selected by its other name", Typed("Selected.VpsOrg.Client.VpsServer", new { ServerId = 12345, Name = "web-server-01" }) },
        { "selected, from a file", Typed("Deserialized.Selected.VpsOrg.Client.VpsServer", new { Id = 12345 }) },
        { "from a CSV file with types", Typed("CSV:VpsOrg.Client.VpsServer", new { Id = "12345" }) },
        { "a row from a file", Typed("Deserialized.System.Management.Automation.PSCustomObject", new { Id = 12345 }) },
        { "a selected row", Typed("Selected.System.Management.Automation.PSCustomObject", new { Id = 12345 }) },
        { "a selected dictionary", Typed("Selected.System.Collections.Hashtable", new { Id = 12345 }) },
        { "a row whose ServerId is its Id", Rows.Of(new { Id = 12345, ServerId = "12345" }) },
        { "a row whose Server is its name", Rows.Of(new { Id = 12345, Name = "web-server-01", Server = "WEB-server-01" }) },
        { "a row whose server is described", Rows.Of(new { Id = 12345, Server = Rows.Of(new { id = "12345" }) }) },
        { "a row with an empty Server", Rows.Of(new { Id = 12345, Server = "" }) },
        { "a dictionary", new Hashtable { ["ID"] = "12345" } },
        { "an ordered dictionary", new System.Collections.Specialized.OrderedDictionary { ["Id"] = 12345 } },
        { "a whole double", 12345.0 },
        { "a whole float", 12345f },
        { "a whole decimal", 12345.00m },
        { "a BigInteger", new System.Numerics.BigInteger(12345) },
    };

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task What_is_no_server_is_refused_and_nothing_is_sent_for_it(string what, object stranger)
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<StopVpsServerCommand>(input: [stranger]);

        result.OnlyError("InvalidParameter");
        Assert.True(rehearsal.Sent.Count == 0, what);
    }

    [Theory]
    [MemberData(nameof(ServersInOtherForms))]
    public async Task A_server_in_another_form_is_still_one(string what, object server)
    {
        var rehearsal = await Rehearsal.StartAsync();

        await rehearsal.ServersAsync<StopVpsServerCommand>(input: [server]);

        Assert.True(rehearsal.Writes.SequenceEqual(["POST servers/12345/stop/"]), what);
    }

    [Fact]
    public async Task A_server_s_plan_and_system_are_no_servers()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var server = await rehearsal.ServerAsync(12345);

        var result = await rehearsal.RunAsync<RemoveVpsServerCommand>(new { Force = true }, input: [server.PlanDetail, server.OSDetail]);

        Assert.Equal(2, result.Errors.Count);
        Assert.Contains("VpsPlan does not name a server", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Empty(rehearsal.Sent);
    }

    [Fact]
    public async Task What_Invoke_VpsApi_wrote_is_no_server_at_any_depth()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var answer = Assert.Single(await rehearsal.Shell.GetAsync<InvokeVpsApiCommand, PSObject>(new { Path = "servers/12345/" }));
        rehearsal.Account.ClearRequests();

        var result = await rehearsal.RunAsync<StopVpsServerCommand>(input: [answer, answer.Properties["plan"]!.Value]);

        Assert.All(result.Errors, error => Assert.Contains("What Invoke-VpsApi wrote", error.ToString(), StringComparison.Ordinal));
        Assert.Equal(2, result.Errors.Count);
        Assert.Empty(rehearsal.Sent);
    }

    private static PSObject Typed(string type, object values)
    {
        var row = Rows.Of(values);
        row.TypeNames.Insert(0, type);
        return row;
    }

    private static PSObject Number(int number, string type)
    {
        var wrapped = new PSObject(number);
        wrapped.TypeNames.Insert(0, type);
        return wrapped;
    }

    /// <summary>A number as the engine hands it over from a command line: with the text that was typed.</summary>
    private sealed class WrittenNumber(int number, string text) : PSObject(number)
    {
        public override string ToString() => text;
    }
}
