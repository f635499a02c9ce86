using System.Security;
using VpsOrg.Sandbox;

namespace VpsOrg.PowerShell.Commands;

/// <summary>Connects to an account, or to the built-in sandbox, and makes that this runspace's default session.</summary>
[Cmdlet(VerbsCommunications.Connect, "Vps", DefaultParameterSetName = OnAccount, HelpUri = HelpPages.Root + "Connect-Vps.md")]
[OutputType(typeof(VpsSession))]
public sealed class ConnectVpsCommand : VpsCmdlet
{
    private const string OnAccount = "Account";
    private const string OnSandbox = "Sandbox";
    private SecureString? _token;

    /// <summary>The token, as a SecureString. Without it: the environment variable VPS_API_TOKEN, else a masked prompt.</summary>
    [Parameter(Position = 0, ParameterSetName = OnAccount)]
    [TokenParameter]
    public SecureString? Token
    {
        get => _token;
        set
        {
            _token = value;
            InvocationRecord.HideStatement(MyInvocation); // At once: what the engine refuses after this is its own error.
        }
    }

    /// <summary>The root of the API. Without it: the environment variable VPS_API_URL, else the vendor's address.</summary>
    [Parameter(ParameterSetName = OnAccount)]
    [RefusedLater(typeof(Uri))]
    public Uri? ApiUri { get; set; }

    /// <summary>The proxy to use.</summary>
    [Parameter(ParameterSetName = OnAccount)]
    [RefusedLater(typeof(Uri))]
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
    [Parameter(Mandatory = true, ParameterSetName = OnSandbox, HelpMessage = "Connects to a make-believe account in place of a real one.")]
    public SwitchParameter Sandbox { get; set; }

    /// <summary>How many servers the sandbox starts with; default 2, those of the vendor's documentation.</summary>
    [Parameter(ParameterSetName = OnSandbox)]
    [RefusedLater(typeof(int))]
    public int SandboxServerCount { get; set; } = 2;

    /// <summary>How many seconds the sandbox takes to start, stop or make a server; default 2.</summary>
    [Parameter(ParameterSetName = OnSandbox)]
    [RefusedLater(typeof(double))]
    public double SandboxDelaySec { get; set; } = 2;

    /// <summary>What the sandbox's account may spend; default 1000. A plan's price is taken from it for each server.</summary>
    [Parameter(ParameterSetName = OnSandbox)]
    [RefusedLater(typeof(decimal))]
    public decimal SandboxCredits { get; set; } = 1000;

    /// <summary>How many servers the sandbox returns in one answer; default all of them.</summary>
    [Parameter(ParameterSetName = OnSandbox)]
    [RefusedLater(typeof(int))]
    public int SandboxPageSize { get; set; }

    /// <summary>Numbers the sandbox's servers by UUIDs, as the vendor's own tool does, instead of integers.</summary>
    [Parameter(ParameterSetName = OnSandbox)]
    public SwitchParameter SandboxUuid { get; set; }

    /// <summary>How many seconds one call may take, including its answer and retries; default 100.</summary>
    [Parameter]
    [RefusedLater(typeof(int))]
    public int TimeoutSec { get; set; } = 100;

    /// <summary>How often safe-to-repeat calls are retried; default 4.</summary>
    [Parameter]
    [RefusedLater(typeof(int))]
    public int MaximumRetryCount { get; set; } = 4;

    /// <summary>Allows only reads: every write is refused before it is sent.</summary>
    [Parameter]
    public SwitchParameter ReadOnly { get; set; }

    /// <summary>Names of servers, wildcards allowed, that this session protects: they can be started, and nothing else changes them, not even -Force.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ServerNameCompleter))]
    public string[]? Protect { get; set; }

    /// <summary>The file for the trail of writes: one JSON line before each write and one after it. Never holds a secret.</summary>
    [Parameter]
    [RefusedLater(typeof(string))]
    public string? LogPath { get; set; }

    /// <summary>What the session is called, for -Session of other commands; default the account. No two of a runspace have the same.</summary>
    [Parameter]
    [RefusedLater(typeof(string))]
    public string? Name { get; set; }

    /// <summary>Does not make the new session this runspace's default.</summary>
    [Parameter]
    public SwitchParameter NotDefault { get; set; }

    /// <summary>The id of the sandbox's first server; null for the sandbox's own. A parameter for tests.</summary>
    internal long? FirstServerId { get; set; }

    /// <summary>Takes what is no argument of this cmdlet, only to refuse it: the error of the engine would show a token that was typed there.</summary>
    [Parameter(ValueFromRemainingArguments = true, DontShow = true)]
    public object[]? Unknown { get; set; }

    /// <summary>Connects.</summary>
    protected override void EndProcessing()
    {
        InvocationRecord.Conceal(MyInvocation, TokenLookAlikes.HideInAddress);
        VpsSession? unproven = null;
        try
        {
            ConnectArguments.Check(MyInvocation.BoundParameters); // Not by attributes: their errors would quote the command line.
            var guarded = Protect is null ? null : ProtectedNames.Of(Protect);
            var settings = Settings(guarded);
            var session = unproven = Sandbox ? SandboxSession(settings) : AccountSession(settings);
            if (!SkipTokenCheck)
            {
                Await(session.ProveAsync); // At once: a script shall fail in its first line, not in its fiftieth.
            }

            guarded?.Check(() => Await((trace, token) => session.Client.GetServersAsync(null, trace, token)), session.Place, WriteWarning);
            RunspaceSessions.Current.Add(session, settings.Name, makeDefault: !NotDefault);
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

    private VpsSession SandboxSession(SessionSettings settings)
    {
        WriteVerbose("Using the sandbox: it reads no token, no address and no environment variable.");
        return settings.OnSandbox(new SandboxOptions
        {
            ServerCount = SandboxServerCount,
            FirstServerId = FirstServerId,
            ServerIds = SandboxUuid ? SandboxServerIds.Uuid : SandboxServerIds.Integer,
            TransitionDelay = TimeSpan.FromSeconds(SandboxDelaySec),
            Credits = SandboxCredits,
            PageSize = SandboxPageSize > 0 ? SandboxPageSize : null,
        });
    }

    private VpsSession AccountSession(SessionSettings settings)
    {
        var token = TokenSource.Read(this, Token);
        Conceal(new TextCleaner(token.Reveal()));
        var (address, source) = ConnectionSettings.Address(ApiUri, AllowInsecure);
        var session = settings.OnAccount(address, token);
        WriteVerbose($"Using the address from {source}: {session.ApiUri}");
        if (ConnectionSettings.IsExposed(address))
        {
            WriteWarning($"The token travels over http to {address.Host}, readable by anyone on the way.");
        }

        return session;
    }

    private SessionSettings Settings(ProtectedNames? guarded) => new()
    {
        Name = IsBound(nameof(Name)) ? SessionName.Free(Name, RunspaceSessions.Current) : null, // Before anything is sent.
        Proxy = Proxy,
        ProxyCredentials = ProxyCredential?.GetNetworkCredential(),
        AllowInsecure = AllowInsecure,
        Timeout = TimeSpan.FromSeconds(TimeoutSec),
        MaximumRetryCount = MaximumRetryCount,
        ReadOnly = ReadOnly,
        ProtectedPatterns = guarded?.Texts ?? [],
        IsProtected = guarded is null ? null : guarded.Protects,
        LogPath = LogPath is null ? null : CheckedTrail(GetUnresolvedProviderPathFromPSPath(LogPath)), // PowerShell's location is not the process's.
        Clock = Clock,
    };

    private string CheckedTrail(string path) => Await((_, token) => TrailPath.CheckedAsync(path, Clock, token));
}
