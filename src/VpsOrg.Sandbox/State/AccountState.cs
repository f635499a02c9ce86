namespace VpsOrg.Sandbox;

/// <summary>What the account owns. Whoever reads or changes it holds the gate.</summary>
internal sealed class AccountState
{
    private readonly SandboxClock _clock;
    private readonly Schedule _schedule = new();
    private TimeSpan _ahead;

    public AccountState(SandboxOptions options)
    {
        _clock = options.Clock;
        Fleet = new Fleet(options, _schedule);
        Snapshots = new Snapshots(options, _schedule);
        Backups = new Backups(options);
        Credits = options.Credits;
        new Seeder(Fleet, Backups).Seed(options.ServerCount);
    }

    public object Gate { get; } = new();

    /// <summary>The clock's time, and what <see cref="Advance"/> added to it. It needs no gate.</summary>
    public DateTimeOffset Now
    {
        get
        {
            lock (Gate)
            {
                return _clock.UtcNow + _ahead;
            }
        }
    }

    public Fleet Fleet { get; }

    public Snapshots Snapshots { get; }

    public Backups Backups { get; }

    public decimal Credits { get; set; }

    public void Advance(TimeSpan time) => _ahead += time;

    /// <summary>Lets happen what has come due.</summary>
    public void Settle(DateTimeOffset now) => _schedule.Settle(now);

    /// <summary>Deletes a server. Invented: its snapshots and backups go with it.</summary>
    public void Remove(ServerRecord server)
    {
        Fleet.Remove(server);
        Snapshots.RemoveAllOf(server);
        Backups.RemoveAllOf(server);
    }
}
