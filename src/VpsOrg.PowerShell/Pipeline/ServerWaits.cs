using System.Diagnostics;

namespace VpsOrg.PowerShell;

/// <summary>The waits of one invocation: one watch a session, and what the progress bar says of them.</summary>
internal sealed class ServerWaits
{
    private readonly ProgressBoard? _progress;
    private readonly TimeSpan? _pollInterval;
    private readonly int _requestsAtOnce;
    private readonly Dictionary<VpsSession, ServerWatch> _watches = [];
    private readonly Stopwatch _stopwatch = Stopwatch.StartNew();
    private TimeSpan _lastDeadline;

    /// <summary>The waits of one invocation.</summary>
    /// <param name="progress">Where they are shown; null shows nothing.</param>
    /// <param name="pollInterval">The rest between two looks; null takes the session's.</param>
    /// <param name="requestsAtOnce">How many servers are looked at at once.</param>
    public ServerWaits(ProgressBoard? progress, TimeSpan? pollInterval, int requestsAtOnce)
    {
        _progress = progress;
        _requestsAtOnce = requestsAtOnce;
        _pollInterval = pollInterval;
        if (progress is not null)
        {
            progress.SecondsRemaining = () => (int)Math.Max(0, (_lastDeadline - _stopwatch.Elapsed).TotalSeconds);
        }
    }

    /// <summary>Waits until a server has reached a goal; the time counts from now.</summary>
    public async Task<VpsServer> WaitAsync(
        ServerTarget target, Func<ServerWatch, WaitGoal> makeGoal, TimeSpan timeout, ICallTrace trace, CancellationToken cancellationToken)
    {
        var watch = Watch(target.Session, trace, cancellationToken);
        var goal = makeGoal(watch);
        _progress?.Set(goal, () => $"{target}: {goal.LastStatus ?? "status unknown"}, waiting for {goal.Description}");
        _lastDeadline = _stopwatch.Elapsed + timeout;
        try
        {
            return await watch.WaitAsync(goal, timeout).ConfigureAwait(false);
        }
        finally
        {
            _progress?.Forget(goal);
        }
    }

    private ServerWatch Watch(VpsSession session, ICallTrace trace, CancellationToken cancellationToken)
    {
        lock (_watches)
        {
            if (!_watches.TryGetValue(session, out var watch))
            {
                var client = session.Client;
                watch = new ServerWatch(client, client.Options.Clock, _pollInterval ?? client.Options.PollInterval, _requestsAtOnce, trace, cancellationToken);
                _watches.Add(session, watch);
            }

            return watch;
        }
    }
}
