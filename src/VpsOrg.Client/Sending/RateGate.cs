namespace VpsOrg.Client;

/// <summary>
/// One gate for all calls of a session: a 429 closes it, and when the time is over it lets one call through, and
/// twice as many after each success, until it stands open again.
/// </summary>
internal sealed class RateGate(Clock clock)
{
    private const int Open = int.MaxValue;
    private const int WideEnough = 1024;

    private readonly object _gate = new();
    private TaskCompletionSource<bool> _changed = NewSignal();
    private TimeSpan _heldUntil = TimeSpan.Zero;
    private int _limit = Open;
    private int _inFlight;

    /// <summary>Waits for a place.</summary>
    /// <returns>Null with a place; else how long the gate stays closed, where that is longer than the patience.</returns>
    public async Task<TimeSpan?> EnterAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        while (true)
        {
            TimeSpan held;
            Task changed;
            lock (_gate)
            {
                held = _heldUntil - clock.Elapsed;
                changed = _changed.Task;
                if (held <= TimeSpan.Zero && _inFlight < _limit)
                {
                    _inFlight++;
                    return null;
                }
            }

            if (held > patience)
            {
                return held;
            }

            var wake = held > TimeSpan.Zero ? clock.Delay(held, cancellationToken) : changed;
            await wake.OrCancelled(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Gives a place back.</summary>
    /// <param name="succeeded">Whether the API took the call: each success doubles the gate's width.</param>
    public void Leave(bool succeeded)
    {
        lock (_gate)
        {
            _inFlight--;
            if (succeeded && _limit != Open)
            {
                _limit = _limit >= WideEnough ? Open : _limit * 2;
            }

            Signal();
        }
    }

    /// <summary>Closes the gate for a time, and narrows it to one.</summary>
    public void Close(TimeSpan time)
    {
        lock (_gate)
        {
            var until = clock.Elapsed + time;
            _heldUntil = until > _heldUntil ? until : _heldUntil;
            _limit = 1;
        }
    }

    private static TaskCompletionSource<bool> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal()
    {
        var changed = _changed;
        _changed = NewSignal();
        changed.TrySetResult(true);
    }
}
