namespace VpsOrg.Client;

/// <summary>One wait of a watch: its goal, its times, and how it ended.</summary>
/// <param name="goal">What it waits for.</param>
/// <param name="begun">When it began.</param>
/// <param name="timeout">How long it waits.</param>
internal sealed class Wait(WaitGoal goal, TimeSpan begun, TimeSpan timeout)
{
    private readonly TaskCompletionSource<VpsServer> _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeSpan _begun = begun;
    private TimeSpan _pause;

    public WaitGoal Goal { get; } = goal;

    /// <summary>When the server is to be looked at again.</summary>
    public TimeSpan NextLook { get; private set; } = begun;

    /// <summary>Whether a look at the server is under way: no second one begins meanwhile.</summary>
    public bool IsLookedAt { get; set; }

    /// <summary>When its time is up.</summary>
    public TimeSpan Ends { get; } = begun + timeout;

    /// <summary>The server as the look that reached the goal saw it, or why it will not be reached.</summary>
    public Task<VpsServer> Reached => _reached.Task;

    /// <summary>Whether a look is due, or nearly: all but so small a part of the pause before it is over.</summary>
    public bool IsDueSoon(TimeSpan now, int part) => NextLook.Ticks - (_pause.Ticks / part) <= now.Ticks;

    /// <summary>A look begins; the next is due when half as much time again has passed as since the wait began, within these bounds.</summary>
    public void BeginLook(TimeSpan now, TimeSpan firstPause, TimeSpan longestPause)
    {
        var waited = now - _begun;
        _pause = TimeSpan.FromTicks(Math.Min(longestPause.Ticks, Math.Max((firstPause - waited).Ticks, waited.Ticks / 2)));
        (NextLook, IsLookedAt) = (now + _pause, true);
    }

    /// <summary>Takes a look at the server; what is to be said of it is said before whoever waits goes on.</summary>
    public void Judge(VpsServer server, TimeSpan now, ICallTrace? trace)
    {
        try
        {
            if (Goal.Look(server, now - _begun))
            {
                Reach(server, trace);
            }
        }
        catch (VpsWaitException exception)
        {
            Fail(exception);
        }
    }

    /// <summary>Takes what the goal watches beside the looks.</summary>
    /// <param name="beside">What it watches.</param>
    /// <param name="trace">Where it is told how the goal was reached.</param>
    /// <param name="ended">Cancelled when the wait is over, and what is watched with it.</param>
    public async Task FollowAsync(Task<VpsServer> beside, ICallTrace? trace, CancellationToken ended)
    {
        try
        {
            Reach(await beside.ConfigureAwait(false), trace);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The wait is over.
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    /// <summary>Waiting on is of no use.</summary>
    public void Fail(Exception exception) => _reached.TrySetException(exception);

    private void Reach(VpsServer server, ICallTrace? trace)
    {
        if (Goal.Remark is { } remark)
        {
            trace?.Write(TraceLevel.Verbose, remark);
        }

        _reached.TrySetResult(server);
    }
}
