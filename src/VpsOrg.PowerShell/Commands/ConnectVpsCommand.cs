using System.Management.Automation.Language;
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

    /// <summary>The token, as a SecureString. Without it: the environment variable VPS_API_TOKEN, else a masked prompt.</summary>
    [Parameter(Position = 0, ParameterSetName = OnAccount)]
    [TokenParameter]
    public SecureString? Token { get; set; }

    /// <summary>The root of the API. Without it: the environment variable VPS_API_URL, else the vendor's address.</summary>
    [Parameter(ParameterSetName = OnAccount)]
    [ValidateNotNull]
    public Uri? ApiUri { get; set; }

    /// <summary>A proxy to go through.</summary>
    [Parameter(ParameterSetName = OnAccount)]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    /// <summary>Who to be at the proxy.</summary>
    [Parameter(ParameterSetName = OnAccount)]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Lets the token travel over http to another machine. For test beds only.</summary>
    [Parameter(ParameterSetName = OnAccount)]
    public SwitchParameter AllowInsecure { get; set; }

    /// <summary>Leaves out the request that proves the token.</summary>
    [Parameter(ParameterSetName = OnAccount)]
    public SwitchParameter SkipTokenCheck { get; set; }

    /// <summary>Connects to a make-believe account inside this process: nothing is real, nothing costs money.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OnSandbox)]
    public SwitchParameter Sandbox { get; set; }

    /// <summary>How many servers the sandbox begins with; default 2, those of the vendor's documentation.</summary>
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

    /// <summary>How many servers the sandbox gives in one answer; by default all of them.</summary>
    [Parameter(ParameterSetName = OnSandbox)]
    [ValidateRange(1, 100)]
    public int SandboxPageSize { get; set; }

    /// <summary>How many seconds one call may take, its answer and retries included; default 100.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 100;

    /// <summary>How often a call that surely did no harm is sent again; default 4.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaximumRetryCount { get; set; } = 4;

    /// <summary>Lets only reading through: every write is refused before it is sent.</summary>
    [Parameter]
    public SwitchParameter ReadOnly { get; set; }

    /// <summary>Names, with wildcards, of servers that take no write but a start in this session, not even with -Force.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ServerNameCompleter))]
    public string[]? Protect { get; set; }

    /// <summary>A file that gets one JSON line before and one after each write. Never holds a secret.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LogPath { get; set; }

    /// <summary>Leaves the runspace's default session as it is.</summary>
    [Parameter]
    public SwitchParameter NotDefault { get; set; }

    /// <summary>Connects.</summary>
    protected override void EndProcessing()
    {
        // The engine keeps bound parameters with every error, and an exported SecureString is plain text on Linux.
        MyInvocation.BoundParameters.Remove(nameof(Token));
        try
        {
            var session = Sandbox ? SandboxSession() : AccountSession();
            Prove(session);
            Sessions.Add(session, makeDefault: !NotDefault);
            WriteObject(session);
        }
        catch (Exception exception) when (ErrorRecords.Knows(exception))
        {
            Fail(exception);
        }
    }

    private VpsSession SandboxSession()
    {
        var account = new SandboxAccount(new SandboxOptions
        {
            ServerCount = SandboxServerCount,
            TransitionDelay = TimeSpan.FromSeconds(SandboxDelaySec),
            Credits = SandboxCredits,
            PageSize = SandboxPageSize > 0 ? SandboxPageSize : null,
        });
        WriteVerbose("Using the sandbox: no token, no address and no environment variable is read.");
        return new VpsSession(
            new VpsClient(new VpsClientOptions
            {
                BaseAddress = account.BaseAddress,
                Token = new VpsToken(new SandboxOptions().Token),
                HandlerFactory = account.CreateHandler,
                PollInterval = SandboxPollInterval,
                Timeout = TimeSpan.FromSeconds(TimeoutSec),
                MaximumRetryCount = MaximumRetryCount,
                ReadOnly = ReadOnly,
                IsProtected = Protection,
                LogPath = FullLogPath,
            }),
            account);
    }

    /// <summary>A rehearsal shall not wait longer than the sandbox needs.</summary>
    private TimeSpan SandboxPollInterval => TimeSpan.FromSeconds(Math.Min(5, Math.Max(0.05, SandboxDelaySec / 4)));

    private VpsSession AccountSession()
    {
        var token = ReadToken();
        var (address, source) = ReadAddress();
        var client = new VpsClient(new VpsClientOptions
        {
            BaseAddress = address,
            Token = token,
            Proxy = Proxy,
            ProxyCredentials = ProxyCredential?.GetNetworkCredential(),
            AllowInsecure = AllowInsecure,
            Timeout = TimeSpan.FromSeconds(TimeoutSec),
            MaximumRetryCount = MaximumRetryCount,
            ReadOnly = ReadOnly,
            IsProtected = Protection,
            LogPath = FullLogPath,
        });
        WriteVerbose($"Using the address from {source}: {client.BaseAddress}");
        if (client.BaseAddress.Scheme == Uri.UriSchemeHttp && !client.BaseAddress.IsLoopback)
        {
            WriteWarning($"The token travels over http to {client.BaseAddress.Host}, readable by anyone on the way.");
        }

        return new VpsSession(client, sandbox: null);
    }

    /// <summary>The file, wherever the process itself may stand: PowerShell's location is not the process's.</summary>
    /// <exception cref="ArgumentException">It cannot be written.</exception>
    private string? FullLogPath => LogPath is null ? null : TrailPath.Checked(GetUnresolvedProviderPathFromPSPath(LogPath));

    private Func<string, bool>? Protection
    {
        get
        {
            if (Protect is null)
            {
                return null;
            }

            var patterns = Array.ConvertAll(Protect, NamePattern.Of);
            return name => Array.Exists(patterns, pattern => pattern.IsMatch(name));
        }
    }

    private VpsToken ReadToken()
    {
        if (ReferenceEquals(Token, TokenParameterAttribute.Refused))
        {
            HideCommandLine();
            throw new PlainTextTokenException();
        }

        if (Token is null && ConnectionSettings.EnvironmentToken is { } text)
        {
            WriteVerbose($"Using the token from the environment variable {ConnectionSettings.TokenVariable}.");
            return new VpsToken(text);
        }

        WriteVerbose(Token is null ? "Asking for the token." : "Using the token from -Token.");
        var token = TokenText.Reveal(Token ?? TokenPrompt.Ask(Host) ?? throw new NoTokenException());
        if (MyInvocation.Line?.Contains(token.Reveal()) == true)
        {
            HideCommandLine(); // A script that holds the token as text, e.g. in ConvertTo-SecureString.
        }

        return token;
    }

    private (Uri Address, string Source) ReadAddress()
    {
        if (ApiUri is not null)
        {
            return (ApiUri, "-ApiUri");
        }

        return ConnectionSettings.EnvironmentAddress is { } address
            ? (address, $"the environment variable {ConnectionSettings.AddressVariable}")
            : (VpsClientOptions.DefaultBaseAddress, "the vendor");
    }

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
            WriteVerbose("This host has no account/me/: the list of servers proves the token instead.");
            Await((trace, token) => session.Client.GetServersAsync(null, trace, token));
        }
    }

    /// <summary>Puts a neutral text in the place of the command line that errors quote.</summary>
    private void HideCommandLine()
    {
        const string Neutral = "Connect-Vps -Token (hidden)";
        MyInvocation.DisplayScriptPosition = new ScriptExtent(
            new ScriptPosition(string.Empty, 1, 1, Neutral), new ScriptPosition(string.Empty, 1, Neutral.Length + 1, Neutral));
    }
}
