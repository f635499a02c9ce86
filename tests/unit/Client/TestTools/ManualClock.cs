namespace VpsOrg.Client.Tests;

/// <summary>
/// A clock that stands still until a test moves it. With <see cref="MovesByItself"/> every delay passes at once, and
/// the clock shows that it passed: enough where only one thing waits at a time.
/// </summary>
internal sealed class ManualClock : Clock
{
    public static readonly DateTimeOffset Start = new(2025, 1, 16, 15, 45, 0, TimeSpan.Zero);

    private readonly object _gate = new();
    private readonly List<Pending> _pending = [];
    private readonly List<TimeSpan> _asked = [];
    private readonly Signal _changed = new();
    private TimeSpan _elapsed = TimeSpan.FromHours(1);
    private readonly TimeSpan _origin = TimeSpan.FromHours(1);

    public bool MovesByItself { get; init; }

    public override DateTimeOffset UtcNow => Start + (Elapsed - _origin);

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

    /// <summary>How many wait now.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _pending.Count;
            }
        }
    }

    public override Task Delay(TimeSpan time, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        if (time <= TimeSpan.Zero)
        {
            return Task.CompletedTask;
        }

        Pending pending;
        lock (_gate)
        {
            _asked.Add(time);
            if (MovesByItself)
            {
                _elapsed += time;
                return Task.CompletedTask;
            }

            pending = new Pending(time, _elapsed + time);
            _pending.Add(pending);
        }

        _changed.Raise();
        cancellationToken.Register(() => Drop(pending, cancellationToken));
        return pending.Done.Task;
    }

    /// <summary>Moves the clock; delays that are over end.</summary>
    public void Advance(TimeSpan time)
    {
        Pending[] over;
        lock (_gate)
        {
            _elapsed += time;
            over = [.. _pending.Where(pending => pending.Due <= _elapsed)];
            _pending.RemoveAll(pending => pending.Due <= _elapsed);
        }

        foreach (var pending in over)
        {
            pending.Done.TrySetResult();
        }

        _changed.Raise();
    }

    /// <summary>Waits until somebody waits for just this long, then lets that time pass.</summary>
    public async Task PassAsync(TimeSpan asked)
    {
        Pending? found = null;
        await _changed.UntilAsync(() => (found = Find(asked)) is not null);
        Advance(found!.Due - Elapsed);
    }

    /// <summary>Waits until the next delay is asked for, whatever its length, then lets it pass.</summary>
    public async Task PassNextAsync()
    {
        await UntilWaitingAsync(1);
        TimeSpan due;
        lock (_gate)
        {
            due = _pending.Min(pending => pending.Due);
        }

        Advance(due - Elapsed);
    }

    public Task UntilWaitingAsync(int count) => _changed.UntilAsync(() => Waiting >= count);

    /// <summary>Waits until somebody waits for just this long.</summary>
    public Task UntilAskedAsync(TimeSpan asked) => _changed.UntilAsync(() => Find(asked) is not null);

    private Pending? Find(TimeSpan asked)
    {
        lock (_gate)
        {
            return _pending.Find(pending => pending.Asked == asked);
        }
    }

    private void Drop(Pending pending, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _pending.Remove(pending);
        }

        pending.Done.TrySetCanceled(cancellationToken);
    }

    private sealed record Pending(TimeSpan Asked, TimeSpan Due)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
