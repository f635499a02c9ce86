using System.Globalization;

namespace VpsOrg.Client;

/// <summary>
/// Waits until another goal is reached and each port of the server is open. Looks tell the status and the address, which
/// may be there only later; attempts at the ports go on beside the looks, each port on its own, so that none holds up
/// another port or another server.
/// </summary>
/// <param name="status">What the looks decide: a status, or the end of a reboot.</param>
/// <param name="plan">How the server is to be reached.</param>
/// <param name="probe">Tries a port.</param>
/// <param name="clock">The time between two attempts.</param>
internal sealed class ReachableGoal(WaitGoal status, ReachPlan plan, TcpPortProbe probe, Clock clock) : WaitGoal(status.ServerId)
{
    private readonly ServerPorts _ports = new(plan);
    private readonly TaskCompletionSource<VpsServer> _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile VpsServer? _there;
    private volatile bool _hasStatus;

    public override string Description => $"{status.Description} and {(plan.Ports.Count == 1 ? "an open" : "open")} {ReachPlan.NamesOf(plan.Ports)}";

    public override string? Status => status.Status;

    public override string? Remark => status.Remark;

    public override string Seen => MissingPorts is { Count: > 0 } missing ? $"{base.Seen}, {ReachPlan.NamesOf(missing)} not open yet" : base.Seen;

    public override IReadOnlyList<int> MissingPorts => !_hasStatus ? [] : [.. _ports.Missing.Select(port => port.Number)];

    public override bool NeedsDetail(VpsServer listed) =>
        plan.Address == VpsAddressKind.IPv6Address && !listed.IsDetailed && _ports.Address is null && IsUp(listed);

    public override async Task<VpsServer> WatchBesideLooksAsync(CancellationToken ended)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ended);
        var watches = _ports.Numbers.Select(number => WatchAsync(number, stop.Token)).ToList();
        var first = await Task.WhenAny(watches.Append(_reached.Task)).ConfigureAwait(false);
        stop.Cancel();
        await Task.WhenAny(Task.WhenAll(watches)).ConfigureAwait(false); // To its end, however that is; what comes first tells why.
        await first.ConfigureAwait(false);
        return await _reached.Task.ConfigureAwait(false);
    }

    public override string MissedIn(TimeSpan timeout)
    {
        var missing = _ports.Missing;
        var names = ReachPlan.NamesOf(missing.Select(port => port.Number));
        if (!_hasStatus)
        {
            return $"{status.MissedIn(timeout)}{(missing.All(port => port.Last is null) ? null : "; " + Told(missing))}";
        }

        var there = string.Format(CultureInfo.InvariantCulture, "has status '{0}', but within {1:0.###} s", status.LastStatus, timeout.TotalSeconds);
        if (missing.Count == 0)
        {
            return $"{there} the last of its ports was not reached in time";
        }

        return _ports.Address is null
            ? $"{there} it showed no {plan.AddressName} at which {names} could be tried"
            : $"{there} {names} {(missing.Count == 1 ? "was" : "were")} not reached: {Told(missing)}";
    }

    protected override bool IsReachedBy(VpsServer server, TimeSpan elapsed)
    {
        _there = null;
        var isThere = _hasStatus = status.Look(server, elapsed); // Told before an attempt can begin by it.
        _ports.See(plan.AddressOf(server), IsUp(server));
        _there = isThere ? server : null;
        return isThere && _ports.AreOpen;
    }

    private bool IsUp(VpsServer server) => VpsServerStatus.AreSame(server.Status, status.Status);

    private async Task WatchAsync(int number, CancellationToken stop)
    {
        while (true)
        {
            var begun = clock.Elapsed;
            var (address, era, changed) = _ports.Next(number);
            if (address is not null)
            {
                var reply = await probe.TryAsync(address, number, plan.Bound, stop, soFar => _ports.TakeSoFar(number, era, soFar)).ConfigureAwait(false);
                _ports.Take(number, era, reply);
                // In this order: a look that sees another address closes the ports before it says that the server is there.
                if (_there is { } server && _ports.AreOpen)
                {
                    _reached.TrySetResult(server);
                }
            }

            // Until the next attempt is due, or a look changes what is to be tried.
            await changed.OrAfter(clock, begun + plan.Interval - clock.Elapsed, stop).ConfigureAwait(false);
        }
    }

    private string Told(IReadOnlyList<(int Number, PortReply? Last)> missing) => string.Join("; ", missing.Select(port => string.Format(
        CultureInfo.InvariantCulture, "the last attempt at port {0} of {1}: {2}", port.Number, _ports.Address, Words(port.Last))));

    private static string Words(PortReply? last) => last switch
    {
        null => "it had not ended",
        { IsOpen: true } => "it was open, which does not show that the restart is over",
        _ => last.Words,
    };
}
