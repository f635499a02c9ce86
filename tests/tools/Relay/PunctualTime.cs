namespace VpsOrg.Relay;

/// <summary>
/// The system's time with timers that are not late: .NET's own count in a clock that moves every 4 ms on Linux, which
/// turns ten milliseconds into twelve. A thread of its own waits for the next one.
/// </summary>
internal sealed class PunctualTime : TimeProvider, IDisposable
{
    private readonly object _gate = new();
    private readonly PriorityQueue<Timer, long> _timers = new();
    private bool _isOver;

    public PunctualTime() => new Thread(Run) { IsBackground = true, Name = "Punctual timers", Priority = ThreadPriority.AboveNormal }.Start();

    /// <summary>A timer that ticks once.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            Monitor.Pulse(_gate);
        }
    }

    private void Add(Timer timer, TimeSpan dueTime)
    {
        lock (_gate)
        {
            _timers.Enqueue(timer, GetTimestamp() + (long)(dueTime.TotalSeconds * TimestampFrequency));
            Monitor.Pulse(_gate);
        }
    }

    private void Run()
    {
        while (Next() is { } timer)
        {
            timer.Tick();
        }
    }

    /// <summary>Waits for the next timer; null at the end.</summary>
    private Timer? Next()
    {
        lock (_gate)
        {
            while (!_isOver)
            {
                if (!_timers.TryPeek(out var timer, out var due))
                {
                    Monitor.Wait(_gate);
                }
                else if (GetElapsedTime(GetTimestamp(), due) is { Ticks: > 0 } left)
                {
                    Monitor.Wait(_gate, (int)Math.Ceiling(left.TotalMilliseconds));
                }
                else
                {
                    _timers.Dequeue();
                    return timer;
                }
            }

            return null;
        }
    }

    private sealed class Timer(PunctualTime time, Action tick) : ITimer
    {
        private Action? _tick = tick;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period != Timeout.InfiniteTimeSpan)
            {
                throw new NotSupportedException("These timers tick once.");
            }

            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                time.Add(this, dueTime);
            }

            return true;
        }

        public void Tick() => Interlocked.Exchange(ref _tick, null)?.Invoke();

        public void Dispose() => Interlocked.Exchange(ref _tick, null);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
