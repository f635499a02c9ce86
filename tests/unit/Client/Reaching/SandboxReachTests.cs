using System.Globalization;
using System.Net;
using System.Net.Sockets;
using VpsOrg.Sandbox;

namespace VpsOrg.Client.Tests;

/// <summary>A fleet in the sandbox that is waited for until SSH answers, over real sockets; client and account share a clock that only the test moves.</summary>
public sealed class SandboxReachTests
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(60); // Longer than all that happens here: no rest between two looks passes for a pause.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5.5);

    [Fact]
    public async Task One_port_that_never_opens_and_one_that_is_silent_hold_up_no_other_server()
    {
        var clock = new ManualClock();
        using var account = new SandboxAccount(new SandboxOptions { ServerCount = 0, Clock = new SandboxClock(() => clock.UtcNow, clock.Delay) });
        account.AddPort(new SandboxPort { OpensAfter = TimeSpan.FromSeconds(3), LinesBefore = 20 });
        account.AddPort(new SandboxPort { Server = "web-04", Kind = SandboxPortKind.Never });
        account.AddPort(new SandboxPort { Server = "web-05", Kind = SandboxPortKind.Silent, OpensAfter = TimeSpan.FromSeconds(3) });
        var ids = Enumerable.Range(1, 5).Select(number => long.Parse(account.AddServer($"web-0{number}"), CultureInfo.InvariantCulture)).ToList();
        using var client = Clients.For(account.BaseAddress, clock, handler: account.CreateHandler, token: "vps_sandbox");
        using var stop = new CancellationTokenSource();
        var watch = new ServerWatch(client, clock, Poll, requestsAtOnce: 1, trace: null, stop.Token);
        var (tried, connected) = (0, 0);
        var changed = new Signal();
        var probe = new TcpPortProbe(
            clock,
            (host, port) =>
            {
                Interlocked.Increment(ref tried);
                changed.Raise();
                return account.FindPort(host, port) is { } end
                    ? Task.FromResult<IReadOnlyList<IPEndPoint>>([end])
                    : Task.FromException<IReadOnlyList<IPEndPoint>>(new SocketException((int)SocketError.ConnectionRefused));
            },
            (socket, end) =>
            {
                socket.Connect(end);
                Interlocked.Increment(ref connected);
                changed.Raise();
                return Task.CompletedTask;
            });
        var plan = new ReachPlan([22], VpsAddressKind.IPAddress) { Bound = Bound };

        var waits = ids.Select(id => watch.WaitAsync(new ReachableGoal(new StatusGoal(id, "active"), plan, probe, clock), Limit)).ToList();
        await changed.UntilAsync(() => Volatile.Read(ref tried) == 5); // Not before: a server that no look has seen yet pauses as well.
        await clock.UntilWaitingAsync(11); // Five limits, five pauses, and the rest between two looks.
        await clock.PassAsync(Pause);
        await clock.UntilWaitingAsync(11);
        await clock.PassAsync(Pause);

        Assert.Equal(["web-01", "web-02", "web-03"], (await Task.WhenAll(waits.Take(3)).Guarded()).Select(server => server.Name));
        await changed.UntilAsync(() => Volatile.Read(ref connected) == 4);
        await clock.ExpireAsync(Bound);
        await clock.UntilDelaysAsync(delays => delays.Count(delay => delay <= Pause) == 2); // Both pause, and nobody else does: the attempts have ended.
        await clock.PassAsync(Limit);
        var never = await Assert.ThrowsAsync<VpsWaitException>(() => waits[3].Guarded());
        var silent = await Assert.ThrowsAsync<VpsWaitException>(() => waits[4].Guarded());
        Assert.EndsWith("within 5.5 s port 22 was not reached: the last attempt at port 22 of 203.0.113.15: the connection was refused.", never.Message, StringComparison.Ordinal);
        Assert.EndsWith("within 5.5 s port 22 was not reached: the last attempt at port 22 of 203.0.113.16: it accepted the connection and said nothing.", silent.Message, StringComparison.Ordinal);
    }
}
