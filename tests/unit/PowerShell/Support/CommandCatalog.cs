namespace VpsOrg.PowerShell.Tests;

/// <summary>The cmdlets, and for each of those that act on an account a call that would work.</summary>
internal static class CommandCatalog
{
    private static readonly Dictionary<Type, object?> Calls = new()
    {
        [typeof(GetVpsServerCommand)] = null,
        [typeof(SyncVpsServerCommand)] = new { InputObject = new PSObject?[] { Rows.Of(new { Id = 12345, Hostname = "b.example.com" }) } },
        [typeof(CompareVpsServerCommand)] = new { InputObject = new PSObject?[] { Rows.Of(new { Name = "web-server-01" }) } },
        [typeof(NewVpsServerCommand)] = new { Name = "a", PlanId = 1, OsId = 1, Location = "us-west" },
        [typeof(SetVpsServerCommand)] = new { Id = 12345, NewName = "b" },
        [typeof(RemoveVpsServerCommand)] = new { Id = 12345, Force = true },
        [typeof(StartVpsServerCommand)] = new { Id = 12345 },
        [typeof(StopVpsServerCommand)] = new { Id = 12345 },
        [typeof(RestartVpsServerCommand)] = new { Id = 12345 },
        [typeof(WaitVpsServerCommand)] = new { Id = 12345, Status = "active" },
        [typeof(EnterVpsServerCommand)] = new { Id = 12345 },
        [typeof(GetVpsSnapshotCommand)] = null,
        [typeof(NewVpsSnapshotCommand)] = new { Server = 12345, Name = "before-update" },
        [typeof(RestoreVpsSnapshotCommand)] = new { Id = SandboxOptions.DefaultFirstSnapshotId, Force = true },
        [typeof(RemoveVpsSnapshotCommand)] = new { Id = SandboxOptions.DefaultFirstSnapshotId, Force = true },
        [typeof(GetVpsBackupCommand)] = null,
        [typeof(GetVpsAccountCommand)] = null,
        [typeof(InvokeVpsApiCommand)] = new { Path = "servers/12345/stop/", Method = "POST" },
    };

    public static IReadOnlyList<Type> All { get; } =
        typeof(ConnectVpsCommand).Assembly.GetTypes().Where(type => type.IsDefined(typeof(CmdletAttribute), inherit: false)).ToArray();

    /// <summary>Every cmdlet that takes <c>-Session</c> to act in.</summary>
    public static IReadOnlyList<Type> ActingOnAnAccount { get; } = All
        .Where(type => type != typeof(SelectVpsSessionCommand) && type.GetProperty("Session")?.PropertyType == typeof(VpsSession)).ToArray();

    /// <summary>A call of a cmdlet that would work where there is an account with the documentation's servers. The first gets a snapshot.</summary>
    public static CommandRun Prepare(string command, Shell shell)
    {
        shell.Within(() =>
        {
            if (RunspaceSessions.Current.Default?.Sandbox is { SnapshotIds.Count: 0 } account && account.ServerIds.Contains("12345"))
            {
                account.AddSnapshot("12345", "weekly");
            }
        });
        var type = All.Single(one => one.Name == command);
        var cmdlet = (PSCmdlet)Activator.CreateInstance(type)!;
        if (cmdlet is EnterVpsServerCommand enter)
        {
            new StandInTerminal().Serve(enter);
        }

        return shell.Prepare(cmdlet, Calls[type]);
    }

    /// <summary>Runs that call.</summary>
    public static Task<CommandResult> RunAsync(string command, Shell shell) => Prepare(command, shell).RunAsync().Guarded();
}
