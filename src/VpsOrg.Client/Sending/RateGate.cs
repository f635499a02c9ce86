namespace VpsOrg.Client;

/// <summary>
/// One gate for all calls of a session, who pass it in the order in which they came. A 429 closes it; when the time is over
/// it lets one call through, and twice as many after each answer that is no 429, at the pace that the API was found to
/// allow. Until the first 429 it stands open and holds nobody back.
/// </summary>
internal sealed class RateGate(Clock clock)
{
    private const int Open = int.MaxValue;
    private const int WideEnough = 1024;

    private readonly object _gate = new();
    private readonly LinkedList<RatePatience> _queue = [];
    private readonly RatePace _pace = new();
    private TaskCompletionSource<bool> _changed = NewSignal();
    private TimeSpan _heldUntil = TimeSpan.Zero;
    private int _limit = Open;
    private int _inFlight;
    private int _closings;

    /// <summary>Waits for a place, as long as a call's patience lasts.</summary>
    /// <param name="patience">What is left of it; what is waited here is taken from it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The place, or for how long there will be none, where that is longer than the patience.</returns>
    public async Task<RatePlace> EnterAsync(RatePatience patience, CancellationToken cancellationToken)
    {
        LinkedListNode<RatePatience> turn;
        lock (_gate)
        {
            if (_queue.Count == 0 && RestUntilNext(clock.Elapsed) <= TimeSpan.Zero && _inFlight < _limit)
            {
                return TakePlace();
            }

            turn = _queue.AddLast(patience);
        }

        return await QueueAsync(turn, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives a place back.</summary>
    /// <param name="place">From <see cref="EnterAsync"/>.</param>
    /// <param name="answered">Whether the API answered, whatever it said, but not 429: each such answer doubles the gate's width.</param>
    public void Leave(RatePlace place, bool answered)
    {
        lock (_gate)
        {
            _inFlight--;
            if (answered)
            {
                var isLate = place.Closings != _closings;
                _pace.Answered(clock.Elapsed, isLate);
                if (_limit != Open && !isLate)
                {
                    _limit = _limit >= WideEnough ? Open : _limit * 2;
                }
            }

            Signal();
        }
    }

    /// <summary>A call was answered 429: closes the gate for a time, and narrows it to one.</summary>
    public void Close(RatePlace place, TimeSpan time)
    {
        lock (_gate)
        {
            var now = clock.Elapsed;
            _heldUntil = now + time > _heldUntil ? now + time : _heldUntil;
            _limit = 1;
            _pace.Refused(now, _heldUntil, isFirst: place.Closings == _closings);
            if (place.Closings == _closings)
            {
                _closings++; // Calls that were sent before say nothing of what may be sent from now on.
            }

            Signal();
        }
    }

    private static TaskCompletionSource<bool> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<RatePlace> QueueAsync(LinkedListNode<RatePatience> turn, CancellationToken cancellationToken)
    {
        var (patience, begun) = (turn.Value, clock.Elapsed);
        try
        {
            using var deadline = clock.CancelAfter(patience.Left, cancellationToken);
            while (true)
            {
                var (place, rest, changed) = Look(turn, patience.Left - (clock.Elapsed - begun));
                if (place is { } found)
                {
                    return found;
                }

                await (rest > TimeSpan.Zero ? clock.Delay(rest, cancellationToken).OrCancelled(cancellationToken) : changed.OrExpired(deadline, cancellationToken))
                    .ConfigureAwait(false);
            }
        }
        finally
        {
            lock (_gate)
            {
                patience.Spend(clock.Elapsed - begun);
                _queue.Remove(turn);
                Signal();
            }
        }
    }

    /// <summary>Whether a call may go now, or will not within what is left of its patience; else what to wait for: a time, or a change.</summary>
    private (RatePlace? Place, TimeSpan Pause, Task Changed) Look(LinkedListNode<RatePatience> turn, TimeSpan left)
    {
        lock (_gate)
        {
            var now = clock.Elapsed;
            var isNext = _queue.First == turn;
            var rest = isNext ? RestUntilNext(now) : _heldUntil - now;
            if (isNext && rest <= TimeSpan.Zero && _inFlight < _limit)
            {
                return (TakePlace(), rest, _changed.Task);
            }

            return rest > left || left <= TimeSpan.Zero
                ? (RatePlace.NotBefore(rest > TimeSpan.Zero ? rest : TimeSpan.Zero), rest, _changed.Task)
                : (null, isNext ? rest : TimeSpan.Zero, _changed.Task);
        }
    }

    private TimeSpan RestUntilNext(TimeSpan now)
    {
        var (held, pace) = (_heldUntil - now, _pace.Rest(now));
        return held > pace ? held : pace;
    }

    private RatePlace TakePlace()
    {
        _inFlight++;
        _pace.Sent(clock.Elapsed);
        return RatePlace.After(_closings);
    }

    private void Signal()
    {
        var changed = _changed;
        _changed = NewSignal();
        changed.TrySetResult(true);
    }
}

/// <summary>A place in the gate, or for how long there is none.</summary>
internal readonly struct RatePlace
{
    private RatePlace(int closings, TimeSpan? held)
    {
        Closings = closings;
        Held = held;
    }

    /// <summary>How many times the gate had been closed when the place was taken.</summary>
    public int Closings { get; }

    /// <summary>Null with a place; else for how long the gate surely stays closed.</summary>
    public TimeSpan? Held { get; }

    public static RatePlace After(int closings) => new(closings, held: null);

    public static RatePlace NotBefore(TimeSpan held) => new(closings: 0, held);
}

/// <summary>How long one call waits for 429s by itself, over all its attempts and all that is sent on the way.</summary>
internal sealed class RatePatience
{
    /// <summary>The whole of it.</summary>
    public static TimeSpan Whole { get; } = TimeSpan.FromSeconds(300);

    /// <summary>What is left of it.</summary>
    public TimeSpan Left { get; private set; } = Whole;

    /// <summary>Takes a time from it. Timers come late: more than there is leaves nothing.</summary>
    public void Spend(TimeSpan time) => Left = time < Left ? Left - time : TimeSpan.Zero;
}
