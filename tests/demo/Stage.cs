using System.Management.Automation.Runspaces;

namespace VpsOrg.Demo;

/// <summary>Where the demo plays: one runspace, its session, and the screen.</summary>
internal sealed class Stage
{
    private readonly Runspace _runspace = new();

    private Stage(Checks checks, string prefix)
    {
        Checks = checks;
        Prefix = prefix;
    }

    public Checks Checks { get; }

    /// <summary>What stands before every server's name.</summary>
    public string Prefix { get; }

    public VpsSession Session { get; private set; } = null!;

    public SandboxAccount Sandbox => Session.Sandbox!;

    /// <summary>Connects to a sandbox with 57 servers, and renames them where that is wished.</summary>
    public static async Task<Stage> OpenAsync(Checks checks, string prefix)
    {
        var stage = new Stage(checks, prefix);
        var connected = await stage.RunAsync<ConnectVpsCommand>(
            new { Sandbox = true, SandboxServerCount = 57, SandboxPageSize = 20, SandboxDelaySec = 0.4 }, assignTo: "$vps").ConfigureAwait(false);
        stage.Session = (VpsSession)connected.Objects.Single()!;
        Console.WriteLine($"Connected to {stage.Session}.");
        checks.That("the session is the sandbox", stage.Session is { IsSandbox: true, IsConnected: true });
        if (prefix.Length > 0)
        {
            stage.Sandbox.RenameServers(prefix);
        }

        return stage;
    }

    /// <summary>The name of a server as it is called here.</summary>
    public string Name(string name) => Prefix + name;

    /// <summary>Prints a command as a user would type it, runs it, and prints what it writes.</summary>
    /// <param name="parameters">The parameters, by name.</param>
    /// <param name="input">What is piped in.</param>
    /// <param name="source">How a user would write what is piped in.</param>
    /// <param name="assignTo">The variable that takes the output in the place of the screen.</param>
    public async Task<CommandResult> RunAsync<TCommand>(
        object? parameters = null, IEnumerable<object?>? input = null, string? source = null, string? assignTo = null)
        where TCommand : PSCmdlet, new()
    {
        var run = new CommandRun(new TCommand(), _runspace) { Input = input };
        foreach (var property in parameters?.GetType().GetProperties() ?? [])
        {
            run.Parameters.Add(property.Name, property.GetValue(parameters));
        }

        Say(CommandText.Of<TCommand>(run.Parameters, source, assignTo));
        var result = await run.RunAsync().ConfigureAwait(false);
        Screen.Show(result, withObjects: assignTo is null);
        return result;
    }

    /// <summary>Prints a line that a user would type.</summary>
    public static void Say(string line)
    {
        Console.WriteLine();
        Console.WriteLine($"PS> {line}");
    }
}
