namespace VpsOrg.Sandbox.Tests;

/// <summary>Time for the relay that stands still until a test moves it.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly object _gate = new();
    private readonly List<Timer> _timers = [];
    private TaskCompletionSource _set = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            var timer = new Timer(GetTimestamp() + dueTime.Ticks, () => callback(state));
            _timers.Add(timer);
            _set.TrySetResult();
            return timer;
        }
    }

    /// <summary>Waits until somebody waits for the time.</summary>
    public Task UntilAskedAsync()
    {
        lock (_gate)
        {
            return _set.Task;
        }
    }

    public void Advance(int milliseconds)
    {
        var due = new List<Timer>();
        lock (_gate)
        {
            _ticks += TimeSpan.FromMilliseconds(milliseconds).Ticks;
            due.AddRange(_timers.Where(timer => timer.Due <= _ticks));
            if (_timers.RemoveAll(due.Contains) > 0)
            {
                _set = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        due.ForEach(timer => timer.Tick());
    }

    private sealed class Timer(long due, Action tick) : ITimer
    {
        private Action? _tick = tick;

        public long Due { get; } = due;

        public void Tick() => Interlocked.Exchange(ref _tick, null)?.Invoke();

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => Interlocked.Exchange(ref _tick, null);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
