namespace VpsOrg.PowerShell;

/// <summary>The waits of one invocation: one watch a session, and what the progress bar says of them.</summary>
/// <param name="progress">Where they are shown; null shows nothing.</param>
/// <param name="pollInterval">The rest between two looks; null takes the session's.</param>
/// <param name="requestsAtOnce">How many servers are looked at at once.</param>
internal sealed class ServerWaits(ProgressBoard? progress, TimeSpan? pollInterval, int requestsAtOnce)
{
    private readonly Dictionary<VpsSession, ServerWatch> _watches = [];

    /// <summary>Waits until a server has reached a goal; the time counts from now, less what is spent of it already.</summary>
    public async Task<VpsServer> WaitAsync(
        ServerTarget target, Func<ServerWatch, WaitGoal> makeGoal, TimeSpan timeout, ICallTrace trace, CancellationToken cancellationToken, TimeSpan spent = default)
    {
        var watch = Watch(target.Session, trace, cancellationToken);
        var goal = makeGoal(watch);
        target.Awaited = goal.Status;
        using (progress?.WaitFor(() => $"{goal.ServerName ?? target.Server?.ToString() ?? $"server {target.Id}"}: {goal.LastStatus ?? "status unknown"}", goal.Description))
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
                watch = new ServerWatch(client, session.Clock, pollInterval ?? client.Options.PollInterval, requestsAtOnce, trace, cancellationToken);
                _watches.Add(session, watch);
            }

            return watch;
        }
    }
}
