namespace VpsOrg.PowerShell.Tests;

/// <summary>A shell that is connected to a sandbox of its own. Time stands still there until a test moves it.</summary>
internal sealed class Rehearsal
{
    private VpsSession? _asAccount;

    /// <summary>A rehearsal on an account, whose log begins here.</summary>
    public Rehearsal(Shell shell, VpsSession session, ManualClock clock, SandboxAccount account)
    {
        Shell = shell;
        Session = session;
        Clock = clock;
        Account = account;
        Account.ClearRequests();
    }

    public Shell Shell { get; }

    public VpsSession Session { get; }

    /// <summary>A session with the same account that does not know it for a sandbox.</summary>
    public VpsSession AsAccount => _asAccount ??= new VpsSession(new VpsClient(Session.Client.Options), sandbox: null, []);

    /// <summary>The time of the commands, the session and the account.</summary>
    public ManualClock Clock { get; }

    public SandboxAccount Account { get; }

    /// <summary>How long a wait rests between two looks, unless told otherwise.</summary>
    public TimeSpan Poll => Session.Client.Options.PollInterval;

    /// <summary>What was sent, as <c>POST servers/12345/start/</c>.</summary>
    public IReadOnlyList<string> Sent => Account.Requests.Select(request => $"{request.Method} {request.Path}").ToArray();

    /// <summary>What was sent and would have changed something.</summary>
    public IReadOnlyList<string> Writes => Sent.Where(request => !request.StartsWith("GET ", StringComparison.Ordinal)).ToArray();

    /// <summary>Connects as users do.</summary>
    /// <param name="servers">How many servers the account has.</param>
    /// <param name="delaySec">How long a server takes to start, stop or be made; four looks by default.</param>
    /// <param name="credits">What the account may spend.</param>
    /// <param name="retries">How often a call is sent again.</param>
    /// <param name="clock">The time; by default one that stands still.</param>
    /// <param name="ids">What kind of ids the servers have.</param>
    /// <param name="logPath">The session's trail; null keeps none.</param>
    /// <param name="protect">The names that the session protects; null protects none.</param>
    public static async Task<Rehearsal> StartAsync(
        int servers = 2,
        double delaySec = 20,
        decimal credits = 1000,
        int retries = 0,
        ManualClock? clock = null,
        SandboxServerIds ids = SandboxServerIds.Integer,
        string? logPath = null,
        string? protect = null)
    {
        clock ??= new ManualClock();
        var shell = new Shell { Clock = clock };
        var connect = shell.Prepare<ConnectVpsCommand>(new
        {
            Sandbox = true,
            SandboxUuid = ids == SandboxServerIds.Uuid,
            SandboxServerCount = servers,
            SandboxDelaySec = delaySec,
            SandboxCredits = credits,
            MaximumRetryCount = retries,
        });
        if (logPath is not null)
        {
            connect.Parameters.Add(nameof(ConnectVpsCommand.LogPath), logPath);
        }

        if (protect is not null)
        {
            connect.Parameters.Add(nameof(ConnectVpsCommand.Protect), new[] { protect });
        }

        var result = await connect.RunAsync().Guarded();
        Assert.Null(result.TerminatingError);
        Assert.Empty(result.Errors);
        var session = Assert.IsType<VpsSession>(Assert.Single(result.Objects));
        return new Rehearsal(shell, session, clock, session.Sandbox!);
    }

    /// <summary>The same where every delay passes at once: for what looks again after a while, and has no time-out beside it.</summary>
    public static Task<Rehearsal> StartOnQuickTimeAsync(int retries = 0, SandboxServerIds ids = SandboxServerIds.Integer) =>
        StartAsync(retries: retries, clock: new ManualClock { MovesByItself = true }, ids: ids);

    /// <summary>Runs a command to its end; the rests between two looks at a server pass at once.</summary>
    public Task<CommandResult> RunAsync<TCommand>(object? parameters = null, IEnumerable<object?>? input = null)
        where TCommand : PSCmdlet, new() =>
        FinishAsync(Shell.RunAsync<TCommand>(parameters, input));

    /// <summary>
    /// Lets the rests between two looks, and all that are shorter, pass until a command has ended. A request that is under way is
    /// answered first, unless it is held: on a busy machine the looks of others would outrun its time-out.
    /// </summary>
    public async Task<CommandResult> FinishAsync(Task<CommandResult> ending)
    {
        await PassUntilAsync(ending);
        return await ending.Guarded();
    }

    /// <summary>The same until something else has happened: until requests are held, for one.</summary>
    public async Task PassUntilAsync(Task happened)
    {
        while (true)
        {
            var rest = Clock.UntilRestAsync(Poll);
            var first = await Task.WhenAny(happened, rest);
            await first; // Where the watchdog ended it, the test ends.
            if (first == happened || await HappensBeforeAnswersAsync(happened, await rest))
            {
                return;
            }

            Clock.Advance(await rest);
        }
    }

    /// <summary>Runs a command that must not fail and gives the servers that it wrote.</summary>
    public async Task<IReadOnlyList<VpsServer>> ServersAsync<TCommand>(object? parameters = null, IEnumerable<object?>? input = null)
        where TCommand : PSCmdlet, new()
    {
        var result = await RunAsync<TCommand>(parameters, input);
        Assert.Null(result.TerminatingError);
        Assert.Empty(result.Errors);
        return result.Servers();
    }

    /// <summary>Answers the next requests only when they are released.</summary>
    public void Hold(string? pathPattern = null, string? method = null, int times = 1) =>
        Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Hold, Method = method, PathPattern = pathPattern, Times = times });

    /// <summary>Lets the answers come that are held, until no order is open: also those that nobody waits for.</summary>
    public async Task AnswerOrdersAsync()
    {
        Account.ReleaseHeld();
        using var watchdog = new CancellationTokenSource(Watchdog.Time);
        while (Session.OpenOrders.Count > 0)
        {
            watchdog.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>One server, as <c>Get-VpsServer</c> writes it. The log forgets the look.</summary>
    public async Task<VpsServer> ServerAsync(object id)
    {
        var server = Assert.Single(await ServersAsync<GetVpsServerCommand>(new { Id = id }));
        Account.ClearRequests();
        return server;
    }

    /// <summary>Waits until no request would be outrun by a step, unless it is held; and looks again where another one is held by now.</summary>
    /// <returns>Whether something happened first.</returns>
    private async Task<bool> HappensBeforeAnswersAsync(Task happened, TimeSpan step)
    {
        while (true)
        {
            using var over = new CancellationTokenSource();
            var held = Account.WaitForHeldAsync(Account.HeldRequests + 1, over.Token);
            var first = await Task.WhenAny(happened, Clock.UntilFewDeadlinesAsync(Session.Client.Options.Timeout, step, () => Account.HeldRequests), held);
            await over.CancelAsync();
            if (first != held)
            {
                await first;
                return first == happened;
            }
        }
    }
}
