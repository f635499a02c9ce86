namespace VpsOrg.Sandbox.Tests;

/// <summary>A clock that only a test moves. It starts a day after the documentation's examples.</summary>
internal sealed class ManualClock
{
    private readonly object _gate = new();
    private readonly List<Delay> _delays = [];
    private DateTimeOffset _now = new(2025, 1, 17, 12, 0, 0, TimeSpan.Zero);

    public ManualClock() => Clock = new SandboxClock(() => Now, DelayAsync);

    /// <summary>What an account is given.</summary>
    public SandboxClock Clock { get; }

    public DateTimeOffset Now
    {
        get
        {
            lock (_gate)
            {
                return _now;
            }
        }
    }

    /// <summary>The delays that are waited for, in seconds.</summary>
    public IReadOnlyList<double> Waiting
    {
        get
        {
            lock (_gate)
            {
                return [.. _delays.Select(delay => delay.Time.TotalSeconds)];
            }
        }
    }

    public void Advance(double seconds)
    {
        lock (_gate)
        {
            _now += TimeSpan.FromSeconds(seconds);
            _delays.FindAll(delay => delay.Due <= _now).ForEach(delay => delay.Passed.TrySetResult());
            _delays.RemoveAll(delay => delay.Passed.Task.IsCompleted);
        }
    }

    private async Task DelayAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        Delay delay;
        lock (_gate)
        {
            delay = new Delay(time, _now + time);
            _delays.Add(delay);
        }

        using (cancellationToken.Register(() => delay.Passed.TrySetCanceled(cancellationToken)))
        {
            await delay.Passed.Task;
        }
    }

    private sealed record Delay(TimeSpan Time, DateTimeOffset Due)
    {
        public TaskCompletionSource Passed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
