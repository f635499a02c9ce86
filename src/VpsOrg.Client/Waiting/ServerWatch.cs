namespace VpsOrg.Client;

/// <summary>
/// Watches servers until each reaches its goal. One loop serves all waits of an invocation. What the network does never
/// ends a wait: only its time, the server's state, and answers that will not change (401, 403, 404) do. A look that hangs
/// is not waited for longer than the most urgent of the other waits can spare.
/// </summary>
internal sealed class ServerWatch
{
    /// <summary>
    /// The part of its rest that the most urgent wait can spare for a look: any number of looks may hang, and there is time for one more.
    /// Also the part of its pause by which a look may come early, where others are due: one list then looks at all.
    /// </summary>
    private const int Quarter = 4;

    private static readonly TimeSpan ShortestPatience = TimeSpan.FromMilliseconds(10);

    private readonly object _gate = new();
    private readonly List<Wait> _waits = [];
    private readonly Clock _clock;
    private readonly CancellationToken _cancellation;
    private readonly ServerLooks _looks;
    private readonly ICallTrace? _trace;
    private TaskCompletionSource<bool> _changed = NewSignal();
    private bool _running;

    /// <summary>A watch that nobody waits on yet.</summary>
    /// <param name="client">Looks at the servers.</param>
    /// <param name="clock">The time by which it is waited.</param>
    /// <param name="pollInterval">How long the loop rests at the most between two looks at a server.</param>
    /// <param name="requestsAtOnce">How many servers are looked at at once.</param>
    /// <param name="trace">Where looks tell what they do.</param>
    /// <param name="cancellation">Ends all waits.</param>
    public ServerWatch(VpsClient client, Clock clock, TimeSpan pollInterval, int requestsAtOnce, ICallTrace? trace, CancellationToken cancellation)
    {
        PollInterval = pollInterval;
        _clock = clock;
        _trace = trace;
        _cancellation = cancellation;
        _looks = new ServerLooks(client, clock, requestsAtOnce, Patience, Looked, trace, cancellation);
    }

    /// <summary>How long the loop rests at the most between two looks at a server.</summary>
    public TimeSpan PollInterval { get; }

    /// <summary>
    /// How long it rests after the first look, where that is less: what is over soon is seen soon. From then on it rests half as
    /// long as was waited so far, up to <see cref="PollInterval"/>.
    /// </summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.MaxValue;

    /// <summary>Waits for a goal, from now on.</summary>
    /// <param name="goal">What to wait for.</param>
    /// <param name="timeout">How long.</param>
    /// <param name="spent">What is gone of that time already.</param>
    /// <returns>The server as the look that reached the goal saw it.</returns>
    /// <exception cref="VpsWaitException">The time is up, or the server is suspended.</exception>
    /// <exception cref="VpsException">401, 403 or 404: waiting on is of no use.</exception>
    public async Task<VpsServer> WaitAsync(WaitGoal goal, TimeSpan timeout, TimeSpan spent = default)
    {
        var left = timeout > spent ? timeout - spent : TimeSpan.Zero;
        var wait = new Wait(goal, _clock.Elapsed, left);
        Join(wait);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_cancellation);
        var beside = goal.WatchBesideLooksAsync(ended.Token) is { } watching ? wait.FollowAsync(watching, _trace, ended.Token) : Task.CompletedTask;
        try
        {
            await wait.Reached.OrAfter(_clock, left, _cancellation).ConfigureAwait(false);
            return wait.Reached.IsCompleted
                ? await wait.Reached.ConfigureAwait(false)
                : throw TimedOut(goal, timeout);
        }
        finally
        {
            Leave(wait);
            ended.Cancel();
            await beside.ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource<bool> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static VpsWaitException TimedOut(WaitGoal goal, TimeSpan timeout) =>
        new(VpsWaitEnd.TimedOut, $"Server {goal.ServerId} {goal.MissedIn(timeout)}.", goal.LastStatus) { MissingPorts = goal.MissingPorts };

    private void Join(Wait wait)
    {
        lock (_gate)
        {
            _waits.Add(wait);
            _changed.TrySetResult(true);
            if (!_running)
            {
                _running = true;
                // At the end of the queue, so that waits that begin together are looked at together.
                _ = Task.Factory.StartNew(LoopAsync, CancellationToken.None, TaskCreationOptions.PreferFairness, TaskScheduler.Default);
            }
        }
    }

    private void Leave(Wait wait)
    {
        lock (_gate)
        {
            _waits.Remove(wait);
        }
    }

    private async Task LoopAsync()
    {
        try
        {
            while (NextLook() is { } look)
            {
                await (look.Due.Count > 0 ? LookAsync(look.Due) : look.Changed.OrAfter(_clock, look.Pause, _cancellation)).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            FailAll(exception);
        }
    }

    /// <summary>Looks at servers, and lets the looks that hang go on by themselves.</summary>
    private async Task LookAsync(List<Wait> due)
    {
        var looks = LookToTheEndAsync(due);
        if (!looks.IsCompleted)
        {
            using var deadline = _clock.CancelAfter(Patience(), _cancellation);
            await looks.OrExpired(deadline, _cancellation).ConfigureAwait(false);
        }
    }

    private async Task LookToTheEndAsync(List<Wait> due)
    {
        try
        {
            await _looks.LookAsync(due).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            FailAll(exception);
        }
    }

    private void Looked(Wait wait)
    {
        lock (_gate)
        {
            wait.IsLookedAt = false;
            _changed.TrySetResult(true);
        }
    }

    /// <summary>How long a look may hold back other waits.</summary>
    private TimeSpan Patience()
    {
        lock (_gate)
        {
            var now = _clock.Elapsed;
            var ticks = _waits.Count == 0 ? 0 : _waits.Min(wait => wait.Ends - now).Ticks / Quarter;
            return TimeSpan.FromTicks(Math.Max(ShortestPatience.Ticks, Math.Min(PollInterval.Ticks, ticks)));
        }
    }

    /// <summary>Whom to look at now, or how long to rest first, or until what changes; null where nobody waits any more.</summary>
    private (List<Wait> Due, TimeSpan Pause, Task Changed)? NextLook()
    {
        lock (_gate)
        {
            _waits.RemoveAll(wait => wait.Reached.IsCompleted);
            if (_waits.Count == 0)
            {
                _running = false;
                return null;
            }

            var now = _clock.Elapsed;
            var idle = _waits.Where(wait => !wait.IsLookedAt).ToList();
            var due = idle.Exists(wait => wait.NextLook <= now) ? idle.FindAll(wait => wait.IsDueSoon(now, Quarter)) : [];
            due.ForEach(wait => wait.BeginLook(now, FirstPause, PollInterval));
            _changed = NewSignal();
            return (due, idle.Count == 0 ? PollInterval : idle.Min(wait => wait.NextLook) - now, _changed.Task);
        }
    }

    private void FailAll(Exception exception)
    {
        lock (_gate)
        {
            _running = false;
            _waits.ForEach(wait => wait.Fail(exception));
        }
    }
}
