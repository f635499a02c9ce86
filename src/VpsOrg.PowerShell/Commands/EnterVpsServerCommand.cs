using VpsOrg.Sandbox;

namespace VpsOrg.PowerShell.Commands;

/// <summary>
/// Opens a shell on a server with the <c>ssh</c> of this machine. It only reads from the API, so a session that is
/// <c>-ReadOnly</c> allows it; what is typed in the shell is between the user and the server.
/// </summary>
[Cmdlet(VerbsCommon.Enter, "VpsServer", DefaultParameterSetName = "InputObject", HelpUri = HelpPages.Root + "Enter-VpsServer.md")]
public sealed class EnterVpsServerCommand : VpsCmdlet
{
    private readonly PortChoice _ports = new();
    private readonly List<Func<ServerReference>> _named = [];

    /// <summary>Which server: an id, an exact name, a server, or a row with a property Id or Name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "InputObject", HelpMessage = "Which server: an id, an exact name, a server, or a row with a property Id or Name.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServerReferenceCompleter))]
    public PSObject[]? InputObject { get; set; }

    /// <summary>Which server, by id.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Id", HelpMessage = "Which server, by id, e.g. 12345.")]
    [ValidateNotNullOrEmpty]
    [ServerIds]
    [ArgumentCompleter(typeof(ServerIdCompleter))]
    public VpsId[]? Id { get; set; }

    /// <summary>Which server, by exact name.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Name", HelpMessage = "Which server, by exact name, e.g. web-01.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServerNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Whom to log in as; default root.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string User { get; set; } = "root";

    /// <summary>Which of the server's addresses to connect to; default <c>IPAddress</c>, the IPv4 address.</summary>
    [Parameter]
    public VpsAddressKind Address
    {
        get => _ports.Address;
        set => _ports.Address = value;
    }

    /// <summary>The file of the private key to log in with; without it, ssh chooses.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? IdentityFile { get; set; }

    /// <summary>The port to connect to; without it, ssh chooses: 22, or what its configuration says.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int Port { get; set; }

    /// <summary>The path of the program ssh; without it, the first on PATH.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SshPath { get; set; }

    /// <summary>Waits first until the server is active and its port speaks SSH.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>With <c>-Wait</c>: how many seconds to wait; default 600.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = DefaultTimeoutSec;

    /// <summary>The session to use, from <c>Connect-Vps</c>, or its name. Without it: the session that the piped server came from, else the default one.</summary>
    [Parameter]
    [SessionArgument]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public VpsSession? Session { get; set; }

    /// <summary>The console, as a parameter for tests.</summary>
    internal ITerminal Terminal { get; set; } = new ProcessTerminal();

    /// <summary>Where ssh is looked for, as a parameter for tests.</summary>
    internal SshFinder Finder { get; set; } = SshFinder.OfThisProcess;

    private protected override string? Activity => Wait ? "Waiting for SSH" : null;

    /// <summary>Refuses a time-out that nothing waits for.</summary>
    protected override void BeginProcessing() => RefuseUnless(Wait, nameof(Wait), nameof(TimeoutSec));

    /// <summary>Takes one input; nothing is done before it is known that there is only one.</summary>
    protected override void ProcessRecord() => _named.AddRange(ServerReference.All(InputObject, Id, Name));

    /// <summary>Opens the shell.</summary>
    protected override void EndProcessing()
    {
        var subject = () => new ErrorSubject();
        try
        {
            var reference = OnlyOne();
            subject = () => reference.Subject;
            var session = Choose(Session).Of(reference.Server);
            subject = () => reference.Subject with { Place = session.Place };
            Terminal.RefuseUnlessAttended(Host);
            var ssh = FileOf(nameof(SshPath), SshPath) is { } path ? Finder.At(path) : Finder.Find();
            var call = SshCall.Of(User, IsBound(nameof(Port)) ? Port : null, FileOf(nameof(IdentityFile), IdentityFile));
            var target = Find(reference, session);
            subject = () => target.Subject;
            var server = Wait ? WaitFor(target, call.Port ?? TcpPortProbe.Ssh) : ReadActive(target);
            Run(ssh, CommandLine.Of(ArgumentsFor(server, call, session.Sandbox)));
        }
        catch (Exception exception) when (ErrorRecords.Knows(exception))
        {
            Fail(exception, subject());
        }
    }

    /// <exception cref="ArgumentException">None or several are named.</exception>
    private ServerReference OnlyOne() => _named.Count == 1
        ? _named[0]()
        : throw new ArgumentException($"A shell is opened on one server, and {(_named.Count == 0 ? "none was" : $"{_named.Count} were")} named: name the one that you mean.");

    /// <summary>The whole path of a file that a parameter names; null where it names none.</summary>
    /// <exception cref="ArgumentException">It is no path of files: of <c>Env:ssh</c>, what is left could be a file of the current folder.</exception>
    private string? FileOf(string parameter, string? path)
    {
        ArgumentException NoFile(Exception? cause = null) => new($"-{parameter}: '{TextCleaner.Neutralize(path!)}' is not the path of a file.", cause);
        try
        {
            return path is null ? null
                : GetUnresolvedProviderPathFromPSPath(path) is var whole && TrailPath.IsOfFileSystem(whole) ? whole
                : throw NoFile();
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            throw NoFile(exception); // No such drive or provider.
        }
    }

    private ServerTarget Find(ServerReference reference, VpsSession session) =>
        new ServerFinder(MyInvocation.MyCommand?.Name, allowsWildcards: false, home => Await((trace, token) => home.Client.GetServersAsync(null, trace, token)))
            .Find(reference, session).Single();

    /// <summary>The server as it is now: one that was piped may be old, and a list does not tell the IPv6 address.</summary>
    private VpsServer ReadActive(ServerTarget target)
    {
        var server = Await((trace, token) => target.Session.Client.GetServerAsync(target.Id, trace, token));
        target.RefuseOther(server);
        return VpsServerStatus.AreSame(server.Status, VpsServerStatus.Active) ? server : throw new ServerNotActiveException(server);
    }

    /// <summary>The server as it is when it can be reached.</summary>
    private VpsServer WaitFor(ServerTarget target, int port)
    {
        var waits = new ServerWaits(Pump.Progress, pollInterval: null, requestsAtOnce: 1);
        var ports = new WantedPorts([port], Address) { SshPort = port };
        try
        {
            var server = Await((trace, token) => waits.WaitAsync(
                target, _ => new StatusGoal(target.Id, WantedPorts.Status), TimeSpan.FromSeconds(TimeoutSec), trace, token, ports: ports));
            target.RefuseOther(server);
            return server;
        }
        finally
        {
            RemoveProgress(); // The console is the shell's from here on.
        }
    }

    /// <summary>What ssh is started with. The addresses of a sandbox are invented: only what stands in for its servers is connected to.</summary>
    private IReadOnlyList<string> ArgumentsFor(VpsServer server, SshCall call, SandboxAccount? sandbox)
    {
        var arguments = call.ArgumentsFor(SshCall.HostOf(server, Address));
        return sandbox is null ? arguments
            : sandbox.FindStandIn(server.Key.ToString(), call.Port ?? TcpPortProbe.Ssh) is { } end ? (call with { Port = end.Port }).ArgumentsFor(end.Address.ToString())
            : throw new ServerSimulatedException(server, CommandLine.Of(["ssh", .. arguments]));
    }

    /// <summary>Runs ssh to its end, and tells the host of it as the engine does: its title and the modes of its console come back.</summary>
    private void Run(string ssh, string arguments)
    {
        WriteVerbose($"Starting: {CommandLine.Of([ssh])} {arguments}");
        Host?.NotifyBeginApplication();
        try
        {
            SessionState.PSVariable.Set("global:LASTEXITCODE", Terminal.Run(ssh, arguments, Clock, Cancellation));
        }
        finally
        {
            Host?.NotifyEndApplication();
        }
    }
}
