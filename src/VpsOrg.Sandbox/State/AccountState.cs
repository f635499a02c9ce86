namespace VpsOrg.Sandbox;

/// <summary>What the account owns. Whoever reads or changes it holds the gate.</summary>
internal sealed class AccountState
{
    private readonly SandboxClock _clock;
    private TimeSpan _ahead;

    public AccountState(SandboxOptions options)
    {
        _clock = options.Clock;
        Fleet = new Fleet(options);
        Credits = options.Credits;
        new Seeder(Fleet).Seed(options.ServerCount);
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

    public decimal Credits { get; set; }

    public void Advance(TimeSpan time) => _ahead += time;
}
