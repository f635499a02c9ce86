using System.Globalization;

namespace VpsOrg.Sandbox;

/// <summary>
/// A simulated VPS.org account: it keeps servers and their snapshots, takes money, and answers as the public documentation says
/// (https://vps.org, API v1). Nothing leaves the process. Thread safe.
/// </summary>
public sealed partial class SandboxAccount
{
    private readonly SandboxOptions _options;
    private readonly AccountState _state;
    private readonly RequestLog _log = new();
    private readonly FaultQueue _faults = new();
    private readonly HeldRequests _held = new();
    private readonly ApiGateway _gateway;
    private readonly FaultPlayer _player;

    /// <summary>Opens an account with the usual options.</summary>
    public SandboxAccount()
        : this(null)
    {
    }

    /// <summary>Opens an account.</summary>
    /// <param name="options">How it starts and behaves; null for the usual. A copy is taken.</param>
    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    public SandboxAccount(SandboxOptions? options)
    {
        _options = (options ?? new SandboxOptions()).CheckedCopy();
        _state = new AccountState(_options);
        _gateway = new ApiGateway(_options, _state, _log);
        _player = new FaultPlayer(_held, _options.Clock);
    }

    /// <summary>The address to give a client: <c>https://sandbox.invalid/api/v1/</c>. No such host can exist (RFC 2606).</summary>
    public Uri BaseAddress { get; } = new("https://sandbox.invalid/api/v1/");

    /// <summary>The money that is left, in the currency of the plans' monthly prices.</summary>
    public decimal Credits
    {
        get
        {
            lock (_state.Gate)
            {
                return _state.Credits;
            }
        }

        set
        {
            lock (_state.Gate)
            {
                _state.Credits = value;
            }
        }
    }

    /// <summary>A new connection to the account. Disposing it leaves the account as it is.</summary>
    /// <returns>A handler for an <see cref="HttpClient"/>; it answers at any host, for paths under <c>/api/v1/</c>.</returns>
    public HttpMessageHandler CreateHandler() => new SandboxHandler(_gateway, _faults, _player);

    /// <summary>Adds generated servers.</summary>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public void AddServers(int count)
    {
        if (count < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(count));
        }

        lock (_state.Gate)
        {
            new Seeder(_state.Fleet, _state.Backups).Generate(count);
        }
    }

    /// <summary>Adds one server, at no cost. Its name and status may be ones that the API would not take.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="status">Its status, which stays until a request changes it.</param>
    /// <param name="location">The code of its data centre.</param>
    /// <param name="planId">1, 2 or 3.</param>
    /// <param name="osId">From 1 to 6.</param>
    /// <param name="hostname">Its FQDN, if any.</param>
    /// <returns>Its id, as it stands in a path.</returns>
    /// <exception cref="ArgumentException">There is no such plan or OS.</exception>
    public string AddServer(string name, string status = "active", string location = "us-west", int planId = 1, int osId = 5, string? hostname = null)
    {
        var plan = Catalogue.FindPlan(planId) ?? throw new ArgumentException($"There is no plan {planId}.", nameof(planId));
        var os = Catalogue.FindOs(osId) ?? throw new ArgumentException($"There is no OS {osId}.", nameof(osId));
        lock (_state.Gate)
        {
            var key = _state.Fleet.TakeKey();
            var now = _state.Now;
            _state.Fleet.Add(new ServerRecord(key, name, plan, os, location) { Status = status, Hostname = hostname, CreatedAt = now, UpdatedAt = now, StatusSince = now });
            return key.Id;
        }
    }

    /// <summary>The ids of the servers in the order in which they came, as they stand in a path.</summary>
    public IReadOnlyList<string> ServerIds
    {
        get
        {
            lock (_state.Gate)
            {
                return [.. _state.Fleet.Servers.Select(server => server.Id)];
            }
        }
    }

    /// <summary>Puts a server into any status, known to the API or not, where it stays until a request changes it.</summary>
    /// <param name="id">The server.</param>
    /// <param name="status">Its new status.</param>
    /// <exception cref="KeyNotFoundException">There is no such server.</exception>
    public void SetServerStatus(string id, string status)
    {
        lock (_state.Gate)
        {
            var now = _state.Now;
            _state.Settle(now);
            _state.Fleet.SetStatus(ServerOf(id), status, now);
        }
    }

    /// <inheritdoc cref="SetServerStatus(string, string)"/>
    public void SetServerStatus(long id, string status) => SetServerStatus(id.ToString(CultureInfo.InvariantCulture), status);

    /// <summary>Puts a text before the name of every server, so that what a client shows cannot have been prepared.</summary>
    /// <param name="prefix">The text; letters, digits and hyphens keep the names valid.</param>
    public void RenameServers(string prefix)
    {
        lock (_state.Gate)
        {
            foreach (var server in _state.Fleet.Servers)
            {
                _state.Fleet.Change(server, changed => changed.Name = prefix + changed.Name, _state.Now);
            }
        }
    }

    /// <summary>
    /// Moves the account's time forward: transitions end and servers show up that would have in that time. What a request waits for
    /// (a latency, a fault's delay) is not shortened.
    /// </summary>
    /// <param name="time">How far.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public void Advance(TimeSpan time)
    {
        if (time < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(time));
        }

        lock (_state.Gate)
        {
            _state.Advance(time);
        }
    }

    /// <summary>The account in a few words, without its token.</summary>
    /// <returns>The e-mail address and the number of servers.</returns>
    public override string ToString()
    {
        lock (_state.Gate)
        {
            var count = _state.Fleet.Servers.Count;
            return string.Format(CultureInfo.InvariantCulture, "VPS.org sandbox {0}: {1} {2}", _options.AccountEmail, count, count == 1 ? "server" : "servers");
        }
    }
}
