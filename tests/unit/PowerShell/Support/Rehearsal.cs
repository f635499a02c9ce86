namespace VpsOrg.PowerShell.Tests;

/// <summary>A shell that is connected to a sandbox of its own.</summary>
internal sealed class Rehearsal
{
    private Rehearsal(Shell shell, VpsSession session)
    {
        Shell = shell;
        Session = session;
        Account.ClearRequests();
    }

    public Shell Shell { get; }

    public VpsSession Session { get; }

    public SandboxAccount Account => Session.Sandbox!;

    /// <summary>What was sent, as <c>POST servers/12345/start/</c>.</summary>
    public IReadOnlyList<string> Sent => Account.Requests.Select(request => $"{request.Method} {request.Path}").ToArray();

    /// <summary>What was sent and would have changed something.</summary>
    public IReadOnlyList<string> Writes => Sent.Where(request => !request.StartsWith("GET ", StringComparison.Ordinal)).ToArray();

    /// <summary>Connects as users do, to a sandbox that is quick.</summary>
    public static async Task<Rehearsal> StartAsync(int servers = 2, double delaySec = 0.05, int timeoutSec = 100, decimal credits = 1000)
    {
        var shell = new Shell();
        var session = await shell.GetAsync<ConnectVpsCommand, VpsSession>(new
        {
            Sandbox = true,
            SandboxServerCount = servers,
            SandboxDelaySec = delaySec,
            SandboxCredits = credits,
            TimeoutSec = timeoutSec,
            MaximumRetryCount = 0,
        });
        return new Rehearsal(shell, Assert.Single(session));
    }

    /// <summary>Connects with a clock that the test moves, or that moves by itself: for back-off, time-outs and waits.</summary>
    public static Rehearsal On(ManualClock clock, SandboxOptions? options = null, int retries = 0, TimeSpan? timeout = null)
    {
        options ??= new SandboxOptions();
        options.Clock = new SandboxClock(() => clock.UtcNow, Task.Delay);
        var account = new SandboxAccount(options);
        var client = new VpsClient(new VpsClientOptions
        {
            BaseAddress = account.BaseAddress,
            Token = new VpsToken(options.Token),
            HandlerFactory = account.CreateHandler,
            MaximumRetryCount = retries,
            Timeout = timeout ?? TimeSpan.FromSeconds(100),
            Clock = clock,
            Jitter = () => 0.5,
        });
        var shell = new Shell();
        var session = new VpsSession(client, account);
        shell.Within(() => RunspaceSessions.Current.Add(session, makeDefault: true));
        return new Rehearsal(shell, session);
    }

    public Task<CommandResult> RunAsync<TCommand>(object? parameters = null, IEnumerable<object?>? input = null)
        where TCommand : PSCmdlet, new() =>
        Shell.RunAsync<TCommand>(parameters, input);

    /// <summary>Runs a command that must not fail and gives the servers that it wrote.</summary>
    public Task<IReadOnlyList<VpsServer>> ServersAsync<TCommand>(object? parameters = null, IEnumerable<object?>? input = null)
        where TCommand : PSCmdlet, new() =>
        Shell.GetAsync<TCommand, VpsServer>(parameters, input);

    /// <summary>One server, as <c>Get-VpsServer</c> writes it. The log forgets the look.</summary>
    public async Task<VpsServer> ServerAsync(long id)
    {
        var server = Assert.Single(await ServersAsync<GetVpsServerCommand>(new { Id = id }));
        Account.ClearRequests();
        return server;
    }
}
