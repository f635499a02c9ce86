using VpsOrg.Sandbox;

namespace VpsOrg.PowerShell;

/// <summary>
/// A connection to one account, as <c>Connect-Vps</c> writes it. Safe to use from many runspaces at once. No public
/// member holds the token, so that no view, no export and no log can show it.
/// </summary>
public sealed class VpsSession
{
    private readonly List<object> _kept = [];
    private VpsClient? _client;

    internal VpsSession(VpsClient client, SandboxAccount? sandbox, IReadOnlyList<string> protectedPatterns)
    {
        _client = client;
        Clock = client.Options.Clock;
        Cleaner = client.Cleaner;
        Sandbox = sandbox;
        ApiUri = client.BaseAddress;
        TimeoutSec = client.Options.Timeout.TotalSeconds;
        MaximumRetryCount = client.Options.MaximumRetryCount;
        IsReadOnly = client.Options.ReadOnly;
        ProtectedPatterns = protectedPatterns;
        LogPath = client.Options.LogPath;
        ConnectedAt = Clock.UtcNow.LocalDateTime;
    }

    private VpsSession(Exception refusal)
    {
        Refusal = refusal;
        Clock = Clock.System;
        Cleaner = new TextCleaner(null);
        ApiUri = VpsClientOptions.DefaultBaseAddress;
        ProtectedPatterns = [];
    }

    /// <summary>What the session is called: <c>-Session</c> takes it. No two of a runspace have the same, case aside.</summary>
    public string Name { get; private set; } = string.Empty;

    /// <summary>Whether commands of this runspace use the session where they name none.</summary>
    public bool IsDefault => RunspaceSessions.IsDefault(this);

    /// <summary>The root of the API.</summary>
    public Uri ApiUri { get; }

    /// <summary>The e-mail address of the account; null where the API does not say or was not asked.</summary>
    public string? Account { get; private set; }

    /// <summary>The name that the token was given when it was made; null where it is not known.</summary>
    public string? TokenName { get; private set; }

    /// <summary>What the token may do; empty where it is not known.</summary>
    public IReadOnlyList<string> Permissions { get; private set; } = [];

    /// <summary>Whether this is the built-in sandbox: nothing here is real and nothing costs money.</summary>
    public bool IsSandbox => Sandbox is not null;

    /// <summary>Whether the session can be used: false after <c>Disconnect-Vps</c>.</summary>
    public bool IsConnected => _client is not null;

    /// <summary>What one call may take, in seconds.</summary>
    public double TimeoutSec { get; }

    /// <summary>How often safe-to-repeat calls are retried.</summary>
    public int MaximumRetryCount { get; }

    /// <summary>Whether the session allows only reads.</summary>
    public bool IsReadOnly { get; }

    /// <summary>The names of servers that the session protects, with wildcards; empty where it protects none.</summary>
    public IReadOnlyList<string> ProtectedPatterns { get; }

    /// <summary>The file that keeps a trail of writes; null where none is kept.</summary>
    public string? LogPath { get; }

    /// <summary>When the session was made, in local time.</summary>
    public DateTime ConnectedAt { get; }

    /// <summary>The sandbox behind the session, with the log of what it saw; null on a real account.</summary>
    public SandboxAccount? Sandbox { get; }

    /// <summary>The orders that were sent and have no answer yet, also those that Ctrl-C left behind.</summary>
    public IReadOnlyList<VpsOrder> OpenOrders => _client?.OpenOrders ?? [];

    /// <summary>Why this is no session, where it only stands for what names none; null for a session.</summary>
    internal Exception? Refusal { get; }

    /// <summary>The time by which the session's requests, waits and lists for Tab are measured.</summary>
    internal Clock Clock { get; }

    /// <summary>Keeps the session's token out of texts.</summary>
    internal TextCleaner Cleaner { get; }

    /// <summary>Where commands act, for prompts and messages.</summary>
    internal AccountPlace Place => new(IsSandbox ? "the sandbox" : ApiUri.Authority, Account, Permissions) { IsSandbox = IsSandbox };

    /// <summary>The client that does the work.</summary>
    /// <exception cref="SessionClosedException">The session was disconnected.</exception>
    internal VpsClient Client => _client ?? throw new SessionClosedException(Place);

    /// <summary>The host, and the account where it is known. Never the token.</summary>
    public override string ToString() => Place.ToString();

    /// <summary>What a caller keeps for as long as the session lives: one of each type, made at the first call.</summary>
    internal T Keep<T>(Func<VpsSession, T> make)
        where T : class
    {
        lock (_kept)
        {
            if (_kept.OfType<T>().FirstOrDefault() is { } kept)
            {
                return kept;
            }

            var made = make(this);
            _kept.Add(made);
            return made;
        }
    }

    /// <summary>Marks a server as one of this session's, so that it finds its way back when it is piped on.</summary>
    internal VpsServer Own(VpsServer server)
    {
        server.Session = this;
        return server;
    }

    /// <summary>The same for a snapshot.</summary>
    internal VpsSnapshot Own(VpsSnapshot snapshot)
    {
        snapshot.Session = this;
        return snapshot;
    }

    /// <summary>
    /// Stands for what was given in the place of a session and names none: a cmdlet refuses it where it would use it, with an
    /// error of its own. An attribute that throws gets the engine's.
    /// </summary>
    internal static VpsSession Refused(Exception why) => new(why);

    /// <summary>Gives the session its name, once.</summary>
    internal void Call(string name) => Name = name;

    /// <summary>Proves the token, and takes what the API tells about it.</summary>
    /// <exception cref="VpsUnauthorizedException">It is rejected.</exception>
    /// <exception cref="NotTheApiException">What answers there is not the API.</exception>
    internal async Task<VpsSession> ProveAsync(ICallTrace trace, CancellationToken cancellationToken)
    {
        try
        {
            if (!await IsIntroducedAsync(trace, cancellationToken).ConfigureAwait(false))
            {
                trace.Write(TraceLevel.Verbose, "This host's account/me/ names no account: verifying the token with the list of servers instead.");
                await Client.GetServersAsync(null, trace, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (VpsException exception) when (NotTheApiException.IsShownBy(exception))
        {
            throw new NotTheApiException(ApiUri, exception);
        }

        return this;
    }

    /// <summary>Takes what <c>account/me/</c> tells; false where it does not exist, or tells nothing.</summary>
    private async Task<bool> IsIntroducedAsync(ICallTrace trace, CancellationToken cancellationToken)
    {
        try
        {
            var account = await Client.GetAccountAsync(trace, cancellationToken).ConfigureAwait(false);
            (Account, TokenName, Permissions) = (account.Email, account.TokenName, account.Permissions);
            return Account is not null || TokenName is not null || Permissions.Count > 0;
        }
        catch (VpsNotFoundException)
        {
            return false;
        }
    }

    /// <summary>The orders that have ended since the last call, and that nobody waited for.</summary>
    internal IReadOnlyList<VpsOrder> TakeEndedOrders() => _client?.TakeEndedOrders() ?? [];

    /// <inheritdoc cref="OrderBook.GiveBack"/>
    internal void GiveBackOrders(IEnumerable<VpsOrder> untold) => _client?.GiveBackOrders(untold);

    /// <summary>The same, and those whose answers have not come.</summary>
    internal IReadOnlyList<VpsOrder> TakeAllOrders() => _client?.TakeAllOrders() ?? [];

    /// <summary>Lets go of handlers and sockets, also of those that a sandbox's servers listen on.</summary>
    internal void Close()
    {
        Interlocked.Exchange(ref _client, null)?.Dispose();
        Sandbox?.Dispose();
    }
}
