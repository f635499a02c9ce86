using System.Net;
using VpsOrg.Sandbox;

namespace VpsOrg.PowerShell;

/// <summary>What <c>Connect-Vps</c> makes a session with, on an account and on the sandbox alike: guards, limits, the trail, the time.</summary>
internal sealed record SessionSettings
{
    /// <summary>The name that was typed for the session; null where none was.</summary>
    public string? Name { get; init; }

    /// <summary>The proxy; null uses the system's.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Proxy credentials.</summary>
    public ICredentials? ProxyCredentials { get; init; }

    /// <summary>Whether the token may travel over http to another machine.</summary>
    public bool AllowInsecure { get; init; }

    /// <summary>What one call may take.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>How often safe-to-repeat calls are retried.</summary>
    public int MaximumRetryCount { get; init; }

    /// <summary>Whether the session allows only reads.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The names of servers that are protected, as they are shown.</summary>
    public IReadOnlyList<string> ProtectedPatterns { get; init; } = [];

    /// <summary>Whether a server of this name is protected; null protects none.</summary>
    public Func<string, bool>? IsProtected { get; init; }

    /// <summary>The file of the trail; null keeps none.</summary>
    public string? LogPath { get; init; }

    /// <summary>The time.</summary>
    public Clock Clock { get; init; } = Clock.System;

    /// <summary>A session on an account; nothing is sent yet.</summary>
    /// <exception cref="ArgumentException">The address or the proxy cannot be used, or the name holds the token.</exception>
    public VpsSession OnAccount(Uri address, VpsToken token)
    {
        if (Name is not null && new TextCleaner(token.Reveal()).Redact(Name) != Name)
        {
            throw new ArgumentException("-Name holds the token: give another name.");
        }

        return new VpsSession(new VpsClient(Options(address, token, ConnectionSettings.PollInterval(null), OrderLedger.OfProcess)), sandbox: null, ProtectedPatterns);
    }

    /// <summary>A session on a sandbox of its own, which goes by the session's time.</summary>
    public VpsSession OnSandbox(SandboxOptions options)
    {
        options.Clock = new SandboxClock(() => Clock.UtcNow, Clock.Delay);
        var account = new SandboxAccount(options);
        account.AddPort(new SandboxPort { OpensAfter = options.TransitionDelay }); // SSH, as on a new server: some time after active.
        var poll = ConnectionSettings.PollInterval(options.TransitionDelay.TotalSeconds);
        var ledger = new OrderLedger(); // Each sandbox is a world of its own.
        return new VpsSession(new VpsClient(Options(account.BaseAddress, new VpsToken(options.Token), poll, ledger, account)), account, ProtectedPatterns);
    }

    private VpsClientOptions Options(Uri address, VpsToken token, TimeSpan pollInterval, OrderLedger ledger, SandboxAccount? sandbox = null) => new()
    {
        BaseAddress = address,
        Token = token,
        HandlerFactory = sandbox is null ? null : sandbox.CreateHandler,
        Proxy = Proxy,
        ProxyCredentials = ProxyCredentials,
        AllowInsecure = AllowInsecure,
        Timeout = Timeout,
        MaximumRetryCount = MaximumRetryCount,
        PollInterval = pollInterval,
        ReadOnly = ReadOnly,
        IsProtected = IsProtected,
        LogPath = LogPath,
        Clock = Clock,
        Ledger = ledger,
    };
}
