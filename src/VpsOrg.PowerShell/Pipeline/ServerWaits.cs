namespace VpsOrg.PowerShell;

/// <summary>The waits of one invocation: one watch a session, and what the progress bar says of them.</summary>
/// <param name="progress">Where they are shown; null shows nothing.</param>
/// <param name="pollInterval">The rest between two looks; null takes the session's, and on an account less at first.</param>
/// <param name="requestsAtOnce">How many servers are looked at at once.</param>
internal sealed class ServerWaits(ProgressBoard? progress, TimeSpan? pollInterval, int requestsAtOnce)
{
    /// <summary>How long a wait on an account rests after its first look: many restarts are over in a few seconds. A sandbox has its own pace.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private readonly Dictionary<VpsSession, ServerWatch> _watches = [];

    /// <summary>Waits until a server has reached a goal, and its ports are open; both in one time, which counts from now.</summary>
    /// <param name="target">The server.</param>
    /// <param name="makeGoal">Makes the goal, which knows nothing of ports.</param>
    /// <param name="timeout">How long to wait in all.</param>
    /// <param name="trace">Where the wait tells what it does.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <param name="spent">What is gone of the time already.</param>
    /// <param name="ports">The ports that are to be open then; null for none.</param>
    /// <exception cref="VpsWaitException">The time is up, or the server is suspended.</exception>
    public async Task<VpsServer> WaitAsync(
        ServerTarget target,
        Func<ServerWatch, WaitGoal> makeGoal,
        TimeSpan timeout,
        ICallTrace trace,
        CancellationToken cancellationToken,
        TimeSpan spent = default,
        WantedPorts? ports = null)
    {
        var watch = Watch(target.Session, trace, cancellationToken);
        var status = makeGoal(watch);
        var goal = ports?.With(status, target.Session) ?? status;
        (target.Awaited, target.AwaitedPorts) = (goal.Status, ports?.ToString());
        using (progress?.WaitFor(() => $"{goal.ServerName ?? target.Server?.ToString() ?? $"server {target.Id}"}: {goal.Seen}", goal.Description))
        {
            return await watch.WaitAsync(goal, timeout, spent).ConfigureAwait(false);
        }
    }

    private ServerWatch Watch(VpsSession session, ICallTrace trace, CancellationToken cancellationToken)
    {
        lock (_watches)
        {
            if (!_watches.TryGetValue(session, out var watch))
            {
                var client = session.Client;
                var longest = pollInterval ?? client.Options.PollInterval;
                watch = new ServerWatch(client, session.Clock, longest, requestsAtOnce, trace, cancellationToken)
                {
                    FirstPause = pollInterval is null && !session.IsSandbox ? FirstPause : TimeSpan.MaxValue,
                };
                _watches.Add(session, watch);
            }

            return watch;
        }
    }
}
