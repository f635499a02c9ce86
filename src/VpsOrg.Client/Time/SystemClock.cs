using System.Diagnostics;

namespace VpsOrg.Client;

/// <summary>
/// The real clock. A machine that sleeps stops the monotonic clock of Linux and macOS, and all timers with it; the wall
/// clock goes on. So where the wall clock got ahead of the monotonic one, that time has passed as well: a wait of ten
/// minutes does not go on after a night. A wall clock that is set back lengthens nothing; one that is set forward looks
/// like a sleep.
/// </summary>
internal sealed class SystemClock : Clock
{
    /// <summary>How late a sleep is noticed, at the most.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    /// <summary>Clocks that are brought together gently differ by less.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan ShortestDelay = TimeSpan.FromMilliseconds(1);

    private readonly object _gate = new();
    private readonly Func<TimeSpan> _monotonic;
    private readonly Func<DateTimeOffset> _wall;
    private readonly Func<TimeSpan, CancellationToken, Task> _delay;
    private readonly Func<TimeSpan, Action, IDisposable> _every;
    private (TimeSpan Monotonic, DateTimeOffset Wall) _last;
    private TimeSpan _slept;

    /// <summary>The clock of this machine.</summary>
    public SystemClock()
        : this(Stopwatch.StartNew(), () => DateTimeOffset.UtcNow)
    {
    }

    /// <summary>A clock made of its parts, for tests.</summary>
    /// <param name="monotonic">Time since some fixed moment; it may stand while the machine sleeps.</param>
    /// <param name="wall">The wall clock.</param>
    /// <param name="delay">Waits by the monotonic time.</param>
    /// <param name="every">Ticks by the monotonic time.</param>
    public SystemClock(
        Func<TimeSpan> monotonic, Func<DateTimeOffset> wall, Func<TimeSpan, CancellationToken, Task> delay, Func<TimeSpan, Action, IDisposable> every)
    {
        (_monotonic, _wall, _delay, _every) = (monotonic, wall, delay, every);
        _last = (monotonic(), wall());
    }

    private SystemClock(Stopwatch stopwatch, Func<DateTimeOffset> wall)
        : this(() => stopwatch.Elapsed, wall, Task.Delay, (interval, tick) => new Timer(_ => tick(), null, interval, interval))
    {
    }

    public override DateTimeOffset UtcNow => _wall();

    public override TimeSpan Elapsed
    {
        get
        {
            lock (_gate)
            {
                var (monotonic, wall) = (_monotonic(), _wall());
                var ahead = wall - _last.Wall - (monotonic - _last.Monotonic);
                _slept += ahead > Tolerance ? ahead : TimeSpan.Zero;
                _last = (monotonic, wall);
                return monotonic + _slept;
            }
        }
    }

    public override async Task Delay(TimeSpan time, CancellationToken cancellationToken)
    {
        var due = Elapsed + time;
        for (var rest = time; rest > TimeSpan.Zero; rest = due - Elapsed)
        {
            await _delay(rest > Step ? Step : rest > ShortestDelay ? rest : ShortestDelay, cancellationToken).ConfigureAwait(false);
        }
    }

    public override Deadline CancelAfter(TimeSpan time, CancellationToken cancellationToken)
    {
        var due = Elapsed + time;
        Deadline? deadline = null;
        var watch = time > Step ? _every(Step, ExpireWhereDue) : null;
        deadline = new Deadline(cancellationToken, () => watch?.Dispose());
        deadline.CancelAfter(time);
        return deadline;

        void ExpireWhereDue()
        {
            if (Elapsed >= due)
            {
                deadline?.Expire();
            }
        }
    }

    public override IDisposable Every(TimeSpan interval, Action tick) => _every(interval, tick);
}
