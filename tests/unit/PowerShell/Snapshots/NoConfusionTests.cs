using System.Collections;

namespace VpsOrg.PowerShell.Tests;

/// <summary>
/// Ids of servers and of snapshots look alike. On this account they are even the same: what is something of the one kind never
/// names one of the other.
/// </summary>
public sealed class NoConfusionTests
{
    private const long Same = SandboxOptions.DefaultFirstSnapshotId;

    private static readonly Dictionary<string, Func<Shell, object?, Task<CommandResult>>> ServerCommands = new()
    {
        ["remove"] = (shell, input) => shell.RunAsync<RemoveVpsServerCommand>(new { Force = true }, [input]),
        ["stop"] = (shell, input) => shell.RunAsync<StopVpsServerCommand>(input: [input]),
        ["start"] = (shell, input) => shell.RunAsync<StartVpsServerCommand>(input: [input]),
        ["restart"] = (shell, input) => shell.RunAsync<RestartVpsServerCommand>(input: [input]),
        ["set"] = (shell, input) => shell.RunAsync<SetVpsServerCommand>(new { BackupsEnabled = "true" }, [input]),
        ["snapshot"] = (shell, input) => shell.RunAsync<NewVpsSnapshotCommand>(new { Name = "b" }, [input]),
    };

    private static readonly Dictionary<string, Func<VpsSnapshot, object>> FormsOfSnapshots = new()
    {
        ["itself"] = snapshot => snapshot,
        ["with a new field"] = snapshot => Noted(snapshot),
        ["from a file"] = snapshot => Typed("Deserialized.VpsOrg.Client.VpsSnapshot", new { snapshot.Id, snapshot.Name, snapshot.ServerId }),
        ["selected"] = snapshot => Typed("Selected.VpsOrg.Client.VpsSnapshot", new { snapshot.Id, snapshot.Name }),
        ["from a CSV file with types"] = snapshot => Typed("CSV:VpsOrg.Client.VpsSnapshot", new { Id = $"{snapshot.Id}" }),
        ["from a CSV file"] = snapshot => Rows.Of(new { Id = $"{snapshot.Id}", snapshot.Name, ServerId = $"{snapshot.ServerId}", snapshot.ServerName, snapshot.Status }),
        ["a row with its server's name"] = snapshot => Rows.Of(new { snapshot.Id, snapshot.ServerName }),
        ["a dictionary"] = snapshot => new Hashtable { ["Id"] = snapshot.Id, ["ServerId"] = snapshot.ServerId },
        ["as the API describes it"] = snapshot => Rows.Of(new { id = snapshot.Id, server = Rows.Of(new { id = snapshot.ServerId }), name = snapshot.Name }),
    };

    private static readonly Dictionary<string, Func<VpsServer, object>> FormsOfServers = new()
    {
        ["itself"] = server => server,
        ["in a wrapper"] = server => new PSObject(server),
        ["from a file"] = server => Typed("Deserialized.VpsOrg.Client.VpsServer", new { server.Id, server.Name }),
        ["selected with its other name"] = server => Typed("Selected.VpsOrg.Client.VpsServer", new { server.Id, ServerId = server.Id }),
        ["from a CSV file"] = server => Rows.Of(new { Id = $"{server.Id}", server.Name, server.Status }),
        ["from a CSV file with its other name"] = server => Rows.Of(new { Id = $"{server.Id}", ServerId = $"{server.Id}" }),
        ["a dictionary"] = server => new Hashtable { ["Id"] = server.Id },
        ["a row of its id"] = server => Rows.Of(new { server.Id }),
        ["its name"] = server => server.Name!,
        ["what Invoke-VpsApi wrote"] = server => Typed("VpsOrg.ApiAnswer", new { id = server.Id, ServerId = 1 }),
        ["a plan"] = server => server.PlanDetail!,
    };

    public static TheoryData<string, string> SnapshotsForServers => Combined(ServerCommands.Keys, FormsOfSnapshots.Keys);

    public static TheoryData<string> Servers => [.. FormsOfServers.Keys];

    [Theory]
    [MemberData(nameof(SnapshotsForServers))]
    public async Task A_snapshot_names_no_server_not_even_the_one_that_has_its_id(string command, string form)
    {
        var (shell, account) = await StartAsync();
        account.AddSnapshot($"{Same + 1}", "a");
        var snapshot = Assert.Single(await shell.GetAsync<GetVpsSnapshotCommand, VpsSnapshot>());
        Assert.Equal($"{Same}", $"{snapshot.Id}");
        account.ClearRequests();

        var result = await ServerCommands[command](shell, FormsOfSnapshots[form](snapshot)).Guarded();

        Assert.Equal("InvalidParameter", Assert.Single(result.Errors).Id());
        Assert.Empty(account.Requests);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_server_names_no_snapshot_not_even_the_one_that_has_its_id(string form)
    {
        var (shell, account) = await StartAsync();
        account.AddSnapshot($"{Same + 1}", "a");
        account.AddSnapshot($"{Same}", "b");
        var server = (await shell.GetAsync<GetVpsServerCommand, VpsServer>()).First(one => $"{one.Id}" == $"{Same}");
        account.ClearRequests();

        var removed = await shell.RunAsync<RemoveVpsSnapshotCommand>(new { Force = true }, [FormsOfServers[form](server)]).Guarded();
        var restored = await shell.RunAsync<RestoreVpsSnapshotCommand>(new { Force = true }, [FormsOfServers[form](server)]).Guarded();

        Assert.Equal("InvalidParameter", Assert.Single(removed.Errors).Id());
        Assert.Equal("InvalidParameter", Assert.Single(restored.Errors).Id());
        Assert.Empty(account.Requests);
    }

    [Fact]
    public async Task A_backup_is_neither()
    {
        var (shell, account) = await StartAsync();
        account.AddSnapshot($"{Same + 1}", "a");
        var backup = (await shell.GetAsync<GetVpsBackupCommand, VpsBackup>())[0];
        account.ClearRequests();

        (await shell.RunAsync<RemoveVpsSnapshotCommand>(new { Force = true }, [backup]).Guarded()).OnlyError("InvalidParameter");
        (await shell.RunAsync<RemoveVpsServerCommand>(new { Force = true }, [backup]).Guarded()).OnlyError("InvalidParameter");
        Assert.Empty(account.Requests);
    }

    public static TheoryData<string> Snapshots => ["itself", "with a new field", "from a file", "selected", "from a CSV file with types", "from a CSV file", "a dictionary"];

    [Theory]
    [MemberData(nameof(Snapshots))]
    public async Task A_snapshot_in_another_form_is_still_one(string form)
    {
        var (shell, account) = await StartAsync();
        account.AddSnapshot($"{Same + 1}", "a");
        var snapshot = Assert.Single(await shell.GetAsync<GetVpsSnapshotCommand, VpsSnapshot>());

        var result = await shell.RunAsync<RemoveVpsSnapshotCommand>(new { Force = true }, [FormsOfSnapshots[form](snapshot)]).Guarded();

        Assert.Empty(result.Errors);
        Assert.Empty(account.SnapshotIds);
    }

    [Theory]
    [InlineData(12.5)]
    [InlineData(true)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData("before-update")]
    [InlineData("99999999999999999999")]
    [InlineData(DayOfWeek.Friday)]
    public async Task What_names_no_snapshot_is_refused_and_nothing_is_sent(object given)
    {
        var (shell, account) = await StartAsync();

        (await shell.RunAsync<RemoveVpsSnapshotCommand>(new { Force = true }, [given]).Guarded()).OnlyError("InvalidParameter");

        Assert.Empty(account.Requests);
    }

    /// <summary>An account whose first server has the id that its first snapshot will have.</summary>
    private static async Task<(Shell Shell, SandboxAccount Account)> StartAsync()
    {
        var shell = new Shell { FirstServerId = Same, Clock = new ManualClock() };
        var session = Assert.Single(await shell.GetAsync<ConnectVpsCommand, VpsSession>(new { Sandbox = true, SandboxServerCount = 3, MaximumRetryCount = 0 }));
        session.Sandbox!.ClearRequests();
        return (shell, session.Sandbox);
    }

    private static PSObject Noted(VpsSnapshot snapshot)
    {
        var noted = new PSObject(snapshot);
        noted.Properties.Add(new PSNoteProperty("rack", 7));
        return noted;
    }

    private static PSObject Typed(string type, object values)
    {
        var row = Rows.Of(values);
        row.TypeNames.Insert(0, type);
        return row;
    }

    private static TheoryData<string, string> Combined(IEnumerable<string> commands, IEnumerable<string> forms)
    {
        var all = new TheoryData<string, string>();
        foreach (var (command, form) in commands.SelectMany(command => forms.Select(form => (command, form))))
        {
            all.Add(command, form);
        }

        return all;
    }
}
