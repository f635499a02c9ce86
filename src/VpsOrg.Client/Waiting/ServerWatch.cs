namespace VpsOrg.Client;

/// <summary>
/// Watches servers until each reaches its goal. One loop serves all waits of an invocation. What the network does never
/// ends a wait: only its time, the server's state, and answers that will not change (401, 403, 404) do.
/// </summary>
internal sealed class ServerWatch(VpsClient client, Clock clock, TimeSpan pollInterval, int requestsAtOnce, ICallTrace? trace, CancellationToken cancellation)
{
    private readonly object _gate = new();
    private readonly List<Wait> _waits = [];
    private readonly ServerLooks _looks = new(client, clock, requestsAtOnce, trace, cancellation);
    private TaskCompletionSource<bool> _joined = NewSignal();
    private bool _running;

    /// <summary>How long the loop rests between two looks at a server.</summary>
    public TimeSpan PollInterval { get; } = pollInterval;

    /// <summary>Waits for a goal, from now on.</summary>
    /// <param name="goal">What to wait for.</param>
    /// <param name="timeout">How long.</param>
    /// <returns>The server as the look that reached the goal saw it.</returns>
    /// <exception cref="VpsWaitException">The time is up, or the server is suspended.</exception>
    /// <exception cref="VpsException">401, 403 or 404: waiting on is of no use.</exception>
    public async Task<VpsServer> WaitAsync(WaitGoal goal, TimeSpan timeout)
    {
        var wait = new Wait(goal, clock.Elapsed);
        Join(wait);
        try
        {
            await EitherAsync(wait.Reached, timeout).ConfigureAwait(false);
            return wait.Reached.IsCompleted
                ? await wait.Reached.ConfigureAwait(false)
                : throw TimedOut(goal, timeout);
        }
        finally
        {
            Leave(wait);
        }
    }

    private static TaskCompletionSource<bool> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static VpsWaitException TimedOut(WaitGoal goal, TimeSpan timeout)
    {
        var last = goal.LastStatus is { } status ? $"its last status was '{status}'" : "its status could not be read";
        return new VpsWaitException(
            VpsWaitEnd.TimedOut,
            FormattableString.Invariant($"Server {goal.ServerId} did not reach {goal.Description} within {timeout.TotalSeconds:0.###} s; {last}."),
            goal.LastStatus);
    }

    /// <summary>Waits until something happens or a time is over, whichever comes first.</summary>
    private async Task EitherAsync(Task happens, TimeSpan time)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(happens, clock.Delay(time, timer.Token)).OrCancelled(cancellation).ConfigureAwait(false);
        timer.Cancel();
        cancellation.ThrowIfCancellationRequested();
    }

    private void Join(Wait wait)
    {
        lock (_gate)
        {
            _waits.Add(wait);
            _joined.TrySetResult(true);
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
                await (look.Due.Count > 0 ? _looks.LookAsync(look.Due) : EitherAsync(look.Joined, look.Pause)).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            FailAll(exception);
        }
    }

    /// <summary>Whom to look at now, or how long to rest first; null where nobody waits any more.</summary>
    private (List<Wait> Due, TimeSpan Pause, Task Joined)? NextLook()
    {
        lock (_gate)
        {
            _waits.RemoveAll(wait => wait.Reached.IsCompleted);
            if (_waits.Count == 0)
            {
                _running = false;
                return null;
            }

            var now = clock.Elapsed;
            var due = _waits.Where(wait => wait.NextLook <= now).ToList();
            due.ForEach(wait => wait.NextLook = now + PollInterval);
            _joined = NewSignal();
            return (due, _waits.Min(wait => wait.NextLook) - now, _joined.Task);
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
