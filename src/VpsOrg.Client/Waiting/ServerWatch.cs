namespace VpsOrg.Client;

/// <summary>
/// Watches servers until each reaches its goal. One loop serves all waits of an invocation, and reads the list where
/// that is cheaper than one request a server. What the network does never ends a wait: only its time, the server's
/// state, and answers that will not change (401, 403, 404) do.
/// </summary>
internal sealed class ServerWatch(VpsClient client, Clock clock, TimeSpan pollInterval, int requestsAtOnce, ICallTrace? trace, CancellationToken cancellation)
{
    private const int FewestForList = 3;

    private readonly object _gate = new();
    private readonly List<Wait> _waits = [];
    private TaskCompletionSource<bool> _joined = NewSignal();
    private bool _running;
    private int _listRequests = 1;

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
            using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var timeUp = clock.Delay(timeout, timer.Token);
            await Task.WhenAny(wait.Reached.Task, timeUp).OrCancelled(cancellation).ConfigureAwait(false);
            timer.Cancel();
            cancellation.ThrowIfCancellationRequested();
            return wait.Reached.Task.IsCompleted
                ? await wait.Reached.Task.ConfigureAwait(false)
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
                if (look.Pause > TimeSpan.Zero)
                {
                    using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                    await Task.WhenAny(clock.Delay(look.Pause, timer.Token), look.Joined).OrCancelled(cancellation).ConfigureAwait(false);
                    timer.Cancel();
                    cancellation.ThrowIfCancellationRequested();
                }
                else
                {
                    await LookAsync(look.Due).ConfigureAwait(false);
                }
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
            if (_waits.Count == 0)
            {
                _running = false;
                return null;
            }

            var now = clock.Elapsed;
            var due = _waits.Where(wait => wait.NextLook <= now).ToList();
            var rest = due.Count > 0 ? TimeSpan.Zero : _waits.Min(wait => wait.NextLook) - now;
            _joined = NewSignal();
            return (due, rest, _joined.Task);
        }
    }

    private async Task LookAsync(List<Wait> due)
    {
        foreach (var wait in due)
        {
            wait.NextLook = clock.Elapsed + PollInterval;
        }

        var rest = due.Count >= FewestForList && _listRequests < due.Count
            ? await LookAtListAsync(due).ConfigureAwait(false)
            : due;
        using var slots = new SemaphoreSlim(requestsAtOnce);
        await Task.WhenAll(rest.Select(wait => LookAtOneAsync(wait, slots))).ConfigureAwait(false);
    }

    /// <summary>Looks at many with one list.</summary>
    /// <returns>Those that the list does not show: absence means nothing until the server's own address says 404.</returns>
    private async Task<List<Wait>> LookAtListAsync(List<Wait> due)
    {
        var requests = new RequestCounter(trace);
        var list = await TryAsync(() => client.GetServersAsync(null, requests, cancellation), due).ConfigureAwait(false);
        _listRequests = Math.Max(1, requests.Count);
        if (list is null)
        {
            return []; // Failed for now, or for good for all of them.
        }

        var byId = list.ToDictionary(server => server.Id);
        foreach (var wait in due.Where(wait => byId.ContainsKey(wait.Goal.ServerId)))
        {
            Judge(wait, byId[wait.Goal.ServerId]);
        }

        return due.Where(wait => !byId.ContainsKey(wait.Goal.ServerId)).ToList();
    }

    private async Task LookAtOneAsync(Wait wait, SemaphoreSlim slots)
    {
        await slots.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var server = await TryAsync(() => client.GetServerAsync(wait.Goal.ServerId, trace, cancellation), [wait]).ConfigureAwait(false);
            if (server is not null)
            {
                Judge(wait, server);
            }
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>What the network does passes; what will not change ends the waits that it is about.</summary>
    private async Task<T?> TryAsync<T>(Func<Task<T>> look, List<Wait> waits)
        where T : class
    {
        try
        {
            return await look().ConfigureAwait(false);
        }
        catch (VpsException exception) when (exception is VpsUnauthorizedException or VpsForbiddenException or VpsNotFoundException or VpsClientClosedException)
        {
            foreach (var wait in waits)
            {
                wait.Reached.TrySetException(exception);
            }

            return null;
        }
        catch (VpsException exception)
        {
            trace?.Write(TraceLevel.Verbose, $"A check failed; the wait goes on: {exception.Message}");
            return null;
        }
    }

    private void Judge(Wait wait, VpsServer server)
    {
        try
        {
            if (wait.Goal.Look(server, clock.Elapsed - wait.Begun))
            {
                if (wait.Goal.Remark is { } remark)
                {
                    trace?.Write(TraceLevel.Verbose, remark);
                }

                wait.Reached.TrySetResult(server);
            }
        }
        catch (VpsWaitException exception)
        {
            wait.Reached.TrySetException(exception);
        }

        if (wait.Reached.Task.IsCompleted)
        {
            Leave(wait);
        }
    }

    private void FailAll(Exception exception)
    {
        lock (_gate)
        {
            _running = false;
            foreach (var wait in _waits)
            {
                wait.Reached.TrySetException(exception);
            }
        }
    }

    private sealed class Wait(WaitGoal goal, TimeSpan begun)
    {
        public WaitGoal Goal { get; } = goal;

        public TimeSpan Begun { get; } = begun;

        public TimeSpan NextLook { get; set; } = begun;

        public TaskCompletionSource<VpsServer> Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
