namespace VpsOrg.PowerShell;

/// <summary>
/// A list of a session's account for Tab: at most 30 seconds old, and never worth more than half a second of waiting. A list that
/// takes longer is there for the next Tab.
/// </summary>
/// <param name="clock">The session's time.</param>
/// <param name="read">Reads the list.</param>
internal sealed class RecentList<T>(Clock clock, Func<Task<IReadOnlyList<T>>> read)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly object _gate = new();
    private Task<IReadOnlyList<T>>? _reading;
    private TimeSpan _begun;

    /// <summary>What the list holds; nothing where it cannot be had at once.</summary>
    public IReadOnlyList<T> Get()
    {
        var reading = Reading();
        using var timer = new CancellationTokenSource();
        Task.WaitAny(reading, clock.Delay(Patience, timer.Token));
        timer.Cancel();
        return reading.Status == TaskStatus.RanToCompletion ? reading.Result : [];
    }

    private Task<IReadOnlyList<T>> Reading()
    {
        lock (_gate)
        {
            if (_reading is null || _reading.IsFaulted || _reading.IsCanceled || (_reading.IsCompleted && clock.Elapsed - _begun > Lifetime))
            {
                _begun = clock.Elapsed;
                _reading = Task.Run(read);
            }

            return _reading;
        }
    }
}
