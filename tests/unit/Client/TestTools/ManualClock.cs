namespace VpsOrg.Client.Tests;

/// <summary>
/// A clock that stands still until a test moves it. With <see cref="MovesByItself"/> every delay passes at once, and
/// the clock shows that it passed: enough where only one thing waits at a time. Deadlines never pass by themselves.
/// </summary>
internal sealed class ManualClock : Clock
{
    public static readonly DateTimeOffset Start = new(2025, 1, 16, 15, 45, 0, TimeSpan.Zero);

    private static readonly TimeSpan ElapsedAtStart = TimeSpan.FromHours(1);

    private readonly object _gate = new();
    private readonly List<Appointment> _appointments = [];
    private readonly List<TimeSpan> _asked = [];
    private readonly Signal _changed = new();
    private TimeSpan _elapsed = ElapsedAtStart;
    private TimeSpan _wallAhead;

    private enum Kind
    {
        Delay,
        Deadline,
        Tick,
    }

    public bool MovesByItself { get; init; }

    /// <summary>Is called where a delay is asked for, before it begins.</summary>
    public Action? BeforeDelay { get; init; }

    public override DateTimeOffset UtcNow
    {
        get
        {
            lock (_gate)
            {
                return Start + (_elapsed - ElapsedAtStart) + _wallAhead;
            }
        }
    }

    public override TimeSpan Elapsed
    {
        get
        {
            lock (_gate)
            {
                return _elapsed;
            }
        }
    }

    /// <summary>Every delay that was asked for, in order; none of no length.</summary>
    public IReadOnlyList<TimeSpan> Delays
    {
        get
        {
            lock (_gate)
            {
                return [.. _asked];
            }
        }
    }

    /// <summary>The delays that were asked for, in seconds.</summary>
    public IReadOnlyList<double> DelaysInSeconds => [.. Delays.Select(delay => delay.TotalSeconds)];

    /// <summary>How many delays are waited for now.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _appointments.Count(appointment => appointment.Kind == Kind.Delay);
            }
        }
    }

    public override Task Delay(TimeSpan time, CancellationToken cancellationToken)
    {
        BeforeDelay?.Invoke();
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        if (time <= TimeSpan.Zero)
        {
            return Task.CompletedTask;
        }

        lock (_gate)
        {
            _asked.Add(time);
        }

        if (MovesByItself)
        {
            Advance(time);
            return Task.CompletedTask;
        }

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var appointment = Add(Kind.Delay, time, () => done.TrySetResult());
        cancellationToken.Register(() =>
        {
            Forget(appointment);
            done.TrySetCanceled(cancellationToken);
        });
        _changed.Raise(); // Not before: who hears of the delay may cancel it.
        return done.Task;
    }

    public override Deadline CancelAfter(TimeSpan time, CancellationToken cancellationToken)
    {
        Assert.True(time >= TimeSpan.Zero, $"{time}: the platform's timers take no time below zero either.");
        Appointment? appointment = null;
        var deadline = new Deadline(cancellationToken, () => Forget(appointment));
        appointment = Make(Kind.Deadline, time, deadline.Expire);
        return deadline;
    }

    public override IDisposable Every(TimeSpan interval, Action tick)
    {
        var ticker = new Ticker(this, interval, tick);
        ticker.Next();
        return ticker;
    }

    /// <summary>Moves the wall clock alone: forward as while the machine sleeps, or back.</summary>
    public void MoveWall(TimeSpan time)
    {
        lock (_gate)
        {
            _wallAhead += time;
        }
    }

    /// <summary>Moves the clock. What falls due on the way comes in its order, each at its own time.</summary>
    public void Advance(TimeSpan time)
    {
        var target = Elapsed + time;
        while (TakeDue(target) is { } due)
        {
            due.Come();
        }

        lock (_gate)
        {
            _elapsed = target > _elapsed ? target : _elapsed;
        }

        _changed.Raise();
    }

    /// <summary>Moves the clock at once. All that fell due on the way comes late, and a ticker ticks once.</summary>
    public void Jump(TimeSpan time)
    {
        lock (_gate)
        {
            _elapsed += time;
        }

        Advance(TimeSpan.Zero);
    }

    /// <summary>Waits until somebody waits for just this long, then lets that time pass.</summary>
    public Task PassAsync(TimeSpan asked) => ReachAsync(() => Find(Kind.Delay, asked));

    /// <summary>Waits until the next delay is asked for, whatever its length, then lets it pass.</summary>
    public Task PassNextAsync() => ReachAsync(() => Find(Kind.Delay, asked: null));

    /// <summary>Waits until just so many deadlines are longer than a time and somebody waits for a delay beside them, then lets the next delay pass.</summary>
    public Task PassNextBesideAsync(int deadlines, TimeSpan longerThan) => ReachAsync(() =>
    {
        lock (_gate)
        {
            return _appointments.Count(one => one.Kind == Kind.Deadline && one.Asked > longerThan) == deadlines ? Find(Kind.Delay, asked: null) : null;
        }
    });

    /// <summary>Waits until somebody waits for this long or a shorter time, then lets the next of these pass.</summary>
    public Task PassNextAsync(TimeSpan longest) => ReachAsync(() => Next(Kind.Delay, longest));

    /// <summary>Waits until somebody has a deadline of just this length, then lets it come.</summary>
    public Task ExpireAsync(TimeSpan asked) => ReachAsync(() => Find(Kind.Deadline, asked));

    /// <summary>Waits until somebody has a deadline of this length or a shorter one, then lets the next of these come.</summary>
    public Task ExpireNextAsync(TimeSpan longest) => ReachAsync(() => Next(Kind.Deadline, longest));

    public Task UntilWaitingAsync(int count) => _changed.UntilAsync(() => Waiting >= count);

    /// <summary>Waits until the delays that are waited for, each by the length that was asked for, are as a test wants them.</summary>
    public Task UntilDelaysAsync(Func<IReadOnlyList<TimeSpan>, bool> areSo) => _changed.UntilAsync(() =>
    {
        lock (_gate)
        {
            return areSo([.. _appointments.Where(appointment => appointment.Kind == Kind.Delay).Select(appointment => appointment.Asked)]);
        }
    });

    /// <summary>Waits until somebody waits for this long or for less. What passes beside a request leaves rests of any length behind.</summary>
    /// <returns>The time until the first of these is over.</returns>
    public async Task<TimeSpan> UntilRestAsync(TimeSpan longest)
    {
        TimeSpan? left = null;
        await _changed.UntilAsync(() =>
        {
            lock (_gate)
            {
                left = Next(Kind.Delay, longest)?.Due - _elapsed;
                return left is not null;
            }
        });
        return left!.Value;
    }

    /// <summary>Waits until somebody waits for just this long.</summary>
    public Task UntilAskedAsync(TimeSpan asked) => _changed.UntilAsync(() => Find(Kind.Delay, asked) is not null);

    /// <summary>Waits until somebody has a deadline of just this length, or so many have.</summary>
    public Task UntilDeadlineAsync(TimeSpan asked, int count = 1) => _changed.UntilAsync(() =>
    {
        lock (_gate)
        {
            return _appointments.Count(one => one.Kind == Kind.Deadline && one.Asked == asked) >= count;
        }
    });

    /// <summary>Waits until no more than so many deadlines of just this length would come within a time: what the others bound is still under way.</summary>
    public Task UntilFewDeadlinesAsync(TimeSpan asked, TimeSpan within, Func<int> most) => _changed.UntilAsync(() =>
    {
        lock (_gate)
        {
            return _appointments.Count(one => one.Kind == Kind.Deadline && one.Asked == asked && one.Due <= _elapsed + within) <= most();
        }
    });

    private async Task ReachAsync(Func<Appointment?> find)
    {
        Appointment? found = null;
        await _changed.UntilAsync(() => (found = find()) is not null);
        Advance(found!.Due - Elapsed);
    }

    private Appointment Make(Kind kind, TimeSpan time, Action come)
    {
        var appointment = Add(kind, time, come);
        _changed.Raise();
        return appointment;
    }

    private Appointment Add(Kind kind, TimeSpan time, Action come)
    {
        lock (_gate)
        {
            var appointment = new Appointment(kind, time, _elapsed + time, come);
            _appointments.Add(appointment);
            return appointment;
        }
    }

    private void Forget(Appointment? appointment)
    {
        lock (_gate)
        {
            _appointments.RemoveAll(one => ReferenceEquals(one, appointment));
        }

        _changed.Raise();
    }

    /// <summary>The earliest of the kind and the length; any length where none is asked for.</summary>
    private Appointment? Find(Kind kind, TimeSpan? asked) => First(one => one.Kind == kind && (asked is null || one.Asked == asked));

    /// <summary>The earliest of the kind that is no longer than that.</summary>
    private Appointment? Next(Kind kind, TimeSpan longest) => First(one => one.Kind == kind && one.Asked <= longest);

    private Appointment? First(Func<Appointment, bool> isMeant)
    {
        lock (_gate)
        {
            return _appointments.Where(isMeant).MinBy(one => one.Due);
        }
    }

    private Appointment? TakeDue(TimeSpan target)
    {
        lock (_gate)
        {
            var next = _appointments.Where(one => one.Due <= target).MinBy(one => one.Due);
            if (next is not null)
            {
                _appointments.Remove(next);
                _elapsed = next.Due > _elapsed ? next.Due : _elapsed;
            }

            return next;
        }
    }

    private sealed record Appointment(Kind Kind, TimeSpan Asked, TimeSpan Due, Action Come);

    private sealed class Ticker(ManualClock clock, TimeSpan interval, Action tick) : IDisposable
    {
        private Appointment? _next;
        private bool _ended;

        public void Next() => _next = _ended ? null : clock.Make(Kind.Tick, interval, () =>
        {
            Next();
            tick();
        });

        public void Dispose()
        {
            _ended = true;
            clock.Forget(_next);
        }
    }
}
