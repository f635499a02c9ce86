using System.Security;
using VpsOrg.Sandbox;

namespace VpsOrg.PowerShell.Commands;

/// <summary>Connects to an account, or to the built-in sandbox, and makes that this runspace's default session.</summary>
[Cmdlet(VerbsCommunications.Connect, "Vps", DefaultParameterSetName = OnAccount)]
[OutputType(typeof(VpsSession))]
public sealed class ConnectVpsCommand : VpsCmdlet
{
    private const string OnAccount = "Account";
    private const string OnSandbox = "Sandbox";
    private const double ShortestPollSec = 0.05;
    private const double LongestPollSec = 5;

    /// <summary>The token, as a SecureString. Without it: the environment variable VPS_API_TOKEN, else a masked prompt.</summary>
    [Parameter(Position = 0, ParameterSetName = OnAccount)]
    [TokenParameter]
    public SecureString? Token { get; set; }

    /// <summary>The root of the API. Without it: the environment variable VPS_API_URL, else the vendor's address.</summary>
    [Parameter(ParameterSetName = OnAccount)]
    [ValidateNotNull]
    public Uri? ApiUri { get; set; }

    /// <summary>The proxy to use.</summary>
    [Parameter(ParameterSetName = OnAccount)]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    /// <summary>Proxy credentials.</summary>
    [Parameter(ParameterSetName = OnAccount)]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Allows the token to travel over http to another machine. For test beds only.</summary>
    [Parameter(ParameterSetName = OnAccount)]
    public SwitchParameter AllowInsecure { get; set; }

    /// <summary>Skips token verification.</summary>
    [Parameter(ParameterSetName = OnAccount)]
    public SwitchParameter SkipTokenCheck { get; set; }

    /// <summary>Connects to a make-believe account inside this process: nothing is real, nothing costs money.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OnSandbox)]
    public SwitchParameter Sandbox { get; set; }

    /// <summary>How many servers the sandbox starts with; default 2, those of the vendor's documentation.</summary>
    [Parameter(ParameterSetName = OnSandbox)]
    [ValidateRange(0, 1000000)]
    public int SandboxServerCount { get; set; } = 2;

    /// <summary>How many seconds the sandbox takes to start, stop or make a server; default 2.</summary>
    [Parameter(ParameterSetName = OnSandbox)]
    [ValidateRange(0.0, 3600.0)]
    public double SandboxDelaySec { get; set; } = 2;

    /// <summary>What the sandbox's account may spend; default 1000. A plan's price is taken from it for each server.</summary>
    [Parameter(ParameterSetName = OnSandbox)]
    public decimal SandboxCredits { get; set; } = 1000;

    /// <summary>How many servers the sandbox returns in one answer; default all of them.</summary>
    [Parameter(ParameterSetName = OnSandbox)]
    [ValidateRange(1, 100)]
    public int SandboxPageSize { get; set; }

    /// <summary>How many seconds one call may take, including its answer and retries; default 100.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 100;

    /// <summary>How often safe-to-repeat calls are retried; default 4.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaximumRetryCount { get; set; } = 4;

    /// <summary>Allows only reads: every write is refused before it is sent.</summary>
    [Parameter]
    public SwitchParameter ReadOnly { get; set; }

    /// <summary>Names of servers, wildcards allowed, that this session protects: they can be started, and nothing else changes them, not even -Force.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ServerNameCompleter))]
    public string[]? Protect { get; set; }

    /// <summary>The file for the trail of writes: one JSON line before each write and one after it. Never holds a secret.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LogPath { get; set; }

    /// <summary>Does not make the new session this runspace's default.</summary>
    [Parameter]
    public SwitchParameter NotDefault { get; set; }

    /// <summary>Connects.</summary>
    protected override void EndProcessing()
    {
        // The engine keeps bound parameters with every error, and an exported SecureString is plain text on Linux.
        MyInvocation.BoundParameters.Remove(nameof(Token));
        VpsSession? unproven = null;
        try
        {
            var session = unproven = Sandbox ? SandboxSession() : AccountSession();
            Prove(session);
            RunspaceSessions.Current.Add(session, makeDefault: !NotDefault);
            unproven = null;
            WriteObject(session);
        }
        catch (Exception exception) when (ErrorRecords.Knows(exception))
        {
            Fail(exception);
        }
        finally
        {
            unproven?.Close(); // Nobody gets it, so it holds no connection.
        }
    }

    private VpsSession SandboxSession()
    {
        var clock = Clock;
        var options = new SandboxOptions
        {
            ServerCount = SandboxServerCount,
            TransitionDelay = TimeSpan.FromSeconds(SandboxDelaySec),
            Credits = SandboxCredits,
            PageSize = SandboxPageSize > 0 ? SandboxPageSize : null,
            Clock = new SandboxClock(() => clock.UtcNow, clock.Delay),
        };
        var account = new SandboxAccount(options);
        WriteVerbose("Using the sandbox: it reads no token, no address and no environment variable.");
        return new VpsSession(new VpsClient(Options(account.BaseAddress, new VpsToken(options.Token), account)), account);
    }

    private VpsSession AccountSession()
    {
        var token = TokenSource.Read(this, Token);
        var (address, source) = ConnectionSettings.Address(ApiUri);
        if (IsExposed(address) && !AllowInsecure)
        {
            throw new InsecureAddressException(address);
        }

        var client = new VpsClient(Options(address, token, sandbox: null));
        WriteVerbose($"Using the address from {source}: {client.BaseAddress}");
        if (IsExposed(address))
        {
            WriteWarning($"The token travels over http to {address.Host}, readable by anyone on the way.");
        }

        return new VpsSession(client, sandbox: null);
    }

    private VpsClientOptions Options(Uri address, VpsToken token, SandboxAccount? sandbox) => new()
    {
        BaseAddress = address,
        Token = token,
        HandlerFactory = sandbox is null ? null : sandbox.CreateHandler,
        Proxy = Proxy,
        ProxyCredentials = ProxyCredential?.GetNetworkCredential(),
        AllowInsecure = AllowInsecure,
        Timeout = TimeSpan.FromSeconds(TimeoutSec),
        MaximumRetryCount = MaximumRetryCount,
        PollInterval = PollInterval,
        ReadOnly = ReadOnly,
        IsProtected = Protect is null ? null : NamePattern.AnyOf(Protect),
        LogPath = LogPath is null ? null : CheckedTrail(GetUnresolvedProviderPathFromPSPath(LogPath)), // PowerShell's location is not the process's.
        Clock = Clock,
    };

    /// <summary>A rehearsal does not wait longer than the sandbox needs.</summary>
    private TimeSpan PollInterval =>
        TimeSpan.FromSeconds(Sandbox ? Math.Min(LongestPollSec, Math.Max(ShortestPollSec, SandboxDelaySec / 4)) : LongestPollSec);

    private static bool IsExposed(Uri address) => address.IsAbsoluteUri && address.Scheme == Uri.UriSchemeHttp && !Loopback.Is(address);

    private string CheckedTrail(string path) => Await((_, token) => TrailPath.CheckedAsync(path, Clock, token));

    /// <summary>Proves the token at once: a script shall fail in its first line, not in its fiftieth.</summary>
    private void Prove(VpsSession session)
    {
        if (SkipTokenCheck)
        {
            return;
        }

        try
        {
            session.Introduce(Await((trace, token) => session.Client.GetAccountAsync(trace, token)));
        }
        catch (VpsNotFoundException)
        {
            WriteVerbose("This host has no account/me/: verifying the token with the list of servers instead.");
            Await((trace, token) => session.Client.GetServersAsync(null, trace, token));
        }
    }
}
