using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace VpsOrg.Client.Tests;

/// <summary>Waits for a status and for ports: looks rest five seconds, attempts two, and only the test lets time pass.</summary>
public sealed class ReachableGoalTests : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(900);

    private readonly ManualClock _clock = new();
    private readonly ConcurrentDictionary<string, string> _json = new();
    private readonly ConcurrentDictionary<string, Func<Task>> _ends = new();
    private readonly ConcurrentDictionary<string, Task> _holds = new();
    private readonly ConcurrentQueue<string> _attempts = [];
    private readonly Signal _changed = new();
    private readonly StubHandler _handler;
    private readonly CancellationTokenSource _stop = new();
    private readonly VpsClient _client;
    private readonly ServerWatch _watch;

    public ReachableGoalTests()
    {
        _handler = new StubHandler(async (request, _) =>
        {
            var last = request.RequestUri!.Segments[^1].TrimEnd('/');
            await (_holds.TryGetValue(last, out var hold) ? hold : Task.CompletedTask);
            return Answer(last);
        });
        _client = Clients.For(_handler, _clock);
        _watch = new ServerWatch(_client, _clock, Poll, requestsAtOnce: 1, trace: null, _stop.Token);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _client.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task A_server_that_is_there_and_reachable_takes_one_look_and_one_attempt()
    {
        Set(1, "active", "203.0.113.1");
        Open("203.0.113.1:443");

        var server = await WaitAsync(1, 443).Guarded();

        Assert.Equal("203.0.113.1", server.IPAddress);
        Assert.Equal(["203.0.113.1:443"], _attempts);
        Assert.Single(_handler.Lines);
    }

    [Fact]
    public async Task A_port_is_tried_every_two_seconds_from_the_status_on_and_ends_the_wait_between_two_looks()
    {
        Set(1, "starting", "203.0.113.1");
        var wait = WaitAsync(1, 443);
        await _clock.UntilAskedAsync(Poll);
        Assert.Empty(_attempts);
        Set(1, "active", "203.0.113.1");
        await PassPauseAsync();
        await PassPauseAsync();
        await _clock.UntilAskedAsync(Pause); // No pause falls due on the way to the next look, which is in a second.
        await _clock.PassAsync(Poll);
        await UntilTriedAsync(1);
        await PassPauseAsync();
        await UntilTriedAsync(2);
        Open("203.0.113.1:443");

        await PassPauseAsync();

        Assert.Equal("active", (await wait.Guarded()).Status);
        Assert.Equal(3, _attempts.Count);
        Assert.Equal(2, _handler.Lines.Count);
    }

    [Fact]
    public async Task An_address_that_appears_later_is_read_anew()
    {
        Set(1, "active", ip: null);
        Open("203.0.113.1:443");
        var wait = WaitAsync(1, 443);
        await _clock.UntilAskedAsync(Poll);
        Assert.Empty(_attempts);

        Set(1, "active", "203.0.113.1");
        await _clock.PassAsync(Poll);

        Assert.Equal("203.0.113.1", (await wait.Guarded()).IPAddress);
    }

    [Fact]
    public async Task Each_port_must_be_open()
    {
        Set(1, "active", "203.0.113.1");
        Open("203.0.113.1:443");
        var wait = WaitAsync(1, 443, 80);
        await UntilTriedAsync(2);
        await UntilPausedAsync();
        Assert.False(wait.IsCompleted);
        Open("203.0.113.1:80");

        await PassPauseAsync();

        await wait.Guarded();
        Assert.Equal(["203.0.113.1:443", "203.0.113.1:80", "203.0.113.1:80"], _attempts.Order());
    }

    [Fact]
    public async Task What_was_open_before_the_server_went_away_is_tried_again()
    {
        Set(1, "active", "203.0.113.1");
        Open("203.0.113.1:443");
        var wait = WaitAsync(1, 443, 80);
        await UntilTriedAsync(2);
        await _clock.UntilAskedAsync(Poll);
        Set(1, "rebooting", "203.0.113.1");
        await _clock.PassAsync(Poll);
        await _clock.UntilAskedAsync(Poll);
        var before = _attempts.Count(tried => tried.EndsWith(":443", StringComparison.Ordinal));
        Set(1, "active", "203.0.113.1");
        Open("203.0.113.1:80");

        await _clock.PassAsync(Poll);

        await wait.Guarded();
        Assert.Equal((1, 2), (before, _attempts.Count(tried => tried.EndsWith(":443", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_server_that_hangs_holds_up_no_other_whatever_the_throttle()
    {
        for (var id = 1; id <= 6; id++)
        {
            Set(id, "active", $"203.0.113.{id}");
            _ends[$"203.0.113.{id}:443"] = () => new TaskCompletionSource().Task;
        }

        Set(7, "active", "203.0.113.7");
        Open("203.0.113.7:443");
        var hanging = Enumerable.Range(1, 6).Select(one => WaitAsync(one, 443)).ToList();

        Assert.Equal(7, (await WaitAsync(7, 443).Guarded()).Id);

        await UntilTriedAsync(7);
        await _stop.CancelAsync();
        foreach (var wait in hanging)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait.Guarded());
        }
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, "the connection was refused")]
    [InlineData(SocketError.TimedOut, "nothing answered")]
    [InlineData(SocketError.NetworkUnreachable, "there is no route to it")]
    [InlineData(SocketError.HostNotFound, "its name was not resolved")]
    public async Task A_time_out_says_that_the_port_was_missing_and_what_the_last_attempt_met(SocketError error, string words)
    {
        Set(1, "active", "203.0.113.1");
        _ends["203.0.113.1:443"] = () => Task.FromException(new SocketException((int)error));
        var wait = WaitAsync(1, 443);
        await UntilPausedAsync(tried: 1);

        await _clock.PassAsync(Limit);

        var exception = await Assert.ThrowsAsync<VpsWaitException>(() => wait.Guarded());
        Assert.Equal(
            $"Server 1 has status 'active', but within 900 s port 443 was not reached: the last attempt at port 443 of 203.0.113.1: {words}.", exception.Message);
        Assert.Equal((VpsWaitEnd.TimedOut, "active"), (exception.End, exception.LastStatus));
        Assert.Equal([443], exception.MissingPorts);
    }

    [Fact]
    public async Task A_time_out_says_that_the_status_was_missing()
    {
        Set(1, "provisioning", ip: null);
        var wait = WaitAsync(1, 22);
        await _clock.UntilAskedAsync(Poll);

        await _clock.PassAsync(Limit);

        var exception = await Assert.ThrowsAsync<VpsWaitException>(() => wait.Guarded());
        Assert.Equal("Server 1 did not reach status 'active' within 900 s; its last status was 'provisioning'.", exception.Message);
        Assert.Empty(exception.MissingPorts);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("evil.example.com")]
    [InlineData("::1")]
    public async Task A_time_out_says_that_there_was_no_address(string? address)
    {
        Set(1, "active", address);
        var wait = WaitAsync(1, 22, 443);
        await _clock.UntilAskedAsync(Poll);

        await _clock.PassAsync(Limit);

        var exception = await Assert.ThrowsAsync<VpsWaitException>(() => wait.Guarded());
        Assert.Equal("Server 1 has status 'active', but within 900 s it showed no IPv4 address at which ports 22, 443 could be tried.", exception.Message);
        Assert.Empty(_attempts);
    }

    [Fact]
    public async Task An_attempt_that_hangs_is_bounded_and_the_next_follows()
    {
        Set(1, "active", "203.0.113.1");
        _ends["203.0.113.1:443"] = () => new TaskCompletionSource().Task;
        var wait = WaitAsync(1, 443);
        await UntilTriedAsync(1);
        await _clock.UntilAskedAsync(Poll);
        Open("203.0.113.1:443");

        await _clock.ExpireAsync(Bound);

        await wait.Guarded();
        Assert.Equal(2, _attempts.Count);
    }

    [Fact]
    public async Task A_time_out_shorter_than_an_attempt_tells_what_that_has_met_so_far()
    {
        Set(1, "active", "203.0.113.1");
        var probe = new TcpPortProbe(_clock, (_, _) => Task.FromResult<IReadOnlyList<IPEndPoint>>([new IPEndPoint(IPAddress.Loopback, 1)]), (_, _) =>
        {
            _attempts.Enqueue("connecting");
            _changed.Raise();
            return new TaskCompletionSource().Task;
        });
        var goal = new ReachableGoal(new StatusGoal(1, "active"), new ReachPlan([22], VpsAddressKind.IPAddress) { Bound = Bound }, probe, _clock);
        var wait = _watch.WaitAsync(goal, TimeSpan.FromSeconds(3));
        await UntilTriedAsync(1);

        await _clock.PassAsync(TimeSpan.FromSeconds(3));

        Assert.EndsWith(
            "the last attempt at port 22 of 203.0.113.1: nothing answered.",
            (await Assert.ThrowsAsync<VpsWaitException>(() => wait.Guarded())).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suspended_ends_the_wait_though_the_status_was_there()
    {
        Set(1, "active", "203.0.113.1");
        var wait = WaitAsync(1, 443);
        await UntilPausedAsync(tried: 1);
        await _clock.UntilAskedAsync(Poll);
        Set(1, "suspended", "203.0.113.1");

        await _clock.PassAsync(Poll);

        Assert.Equal(VpsWaitEnd.Suspended, (await Assert.ThrowsAsync<VpsWaitException>(() => wait.Guarded())).End);
    }

    [Fact]
    public async Task After_a_restart_a_port_that_was_open_all_the_time_counts_only_once_the_status_left_and_came_back()
    {
        Set(1, "active", "203.0.113.1");
        Open("203.0.113.1:443");
        var wait = RestartAsync();
        await UntilPausedAsync(tried: 1);
        await PassPollAsync();
        Set(1, "rebooting", "203.0.113.1");
        await PassPollAsync();
        Assert.False(wait.IsCompleted);
        Set(1, "active", "203.0.113.1");

        await _clock.PassAsync(Poll);

        Assert.Equal("active", (await wait.Guarded()).Status);
    }

    [Fact]
    public async Task After_a_restart_that_no_look_saw_a_port_counts_once_it_was_seen_closed()
    {
        Set(1, "active", "203.0.113.1", "2025-01-16T15:00:01Z"); // The last change moves when the restart is accepted.
        Open("203.0.113.1:443");
        var wait = RestartAsync();
        await UntilPausedAsync(tried: 1);
        Close("203.0.113.1:443");
        await PassPauseAsync();
        await UntilPausedAsync(tried: 2);
        Assert.False(wait.IsCompleted);
        Open("203.0.113.1:443");

        await PassPauseAsync();

        await wait.Guarded();
        Assert.Equal(3, _attempts.Count);
    }

    [Theory]
    [InlineData(SocketError.NetworkUnreachable)]
    [InlineData(SocketError.HostNotFound)]
    [InlineData(SocketError.ConnectionReset)]
    [InlineData(SocketError.AccessDenied)]
    public async Task After_a_restart_an_attempt_that_does_not_show_a_closed_port_is_no_proof_of_it(SocketError error)
    {
        Set(1, "active", "203.0.113.1", "2025-01-16T15:00:01Z");
        _ends["203.0.113.1:443"] = () => Task.FromException(new SocketException((int)error));
        var wait = RestartAsync();
        await UntilPausedAsync(tried: 1);
        Open("203.0.113.1:443");
        await PassPauseAsync();
        await UntilPausedAsync(tried: 2);
        await _clock.UntilAskedAsync(Poll);

        await _clock.PassAsync(Limit);

        Assert.EndsWith(
            "it was open, which does not show that the restart is over.",
            (await Assert.ThrowsAsync<VpsWaitException>(() => wait.Guarded())).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_restart_that_nothing_showed_the_time_out_says_so()
    {
        Set(1, "active", "203.0.113.1", "2025-01-16T15:00:01Z");
        Open("203.0.113.1:443");
        var wait = RestartAsync();
        await UntilPausedAsync(tried: 1);
        await _clock.UntilAskedAsync(Poll);

        await _clock.PassAsync(Limit);

        Assert.EndsWith(
            "port 443 of 203.0.113.1: it was open, which does not show that the restart is over.",
            (await Assert.ThrowsAsync<VpsWaitException>(() => wait.Guarded())).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_IPv6_address_is_read_from_the_detail_of_those_that_need_it()
    {
        for (var id = 1; id <= 4; id++)
        {
            Set(id, id < 4 ? "active" : "starting", "203.0.113.1", ipv6: $"2001:db8::{id}");
            Open($"2001:db8::{id}:443");
        }

        Set(5, "starting", "203.0.113.5");
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _holds["5"] = begin.Task;
        var fifth = WaitAsync(5, 443);
        await _handler.UntilRequestsAsync(1);
        var waits = Enumerable.Range(1, 4).Select(id => _watch.WaitAsync(Goal(id, new ReachPlan([443], VpsAddressKind.IPv6Address)), Limit)).ToList();
        begin.SetResult(); // Not before all four wait: so one list looks at them, and none is looked at alone for having come first.

        Assert.Equal([1, 2, 3], (await Task.WhenAll(waits.Take(3)).Guarded()).Select(server => (int)server.Id));
        Assert.DoesNotContain(_handler.Lines, line => line.EndsWith("/servers/4/", StringComparison.Ordinal));
        Assert.DoesNotContain(_attempts, tried => tried.StartsWith("203.", StringComparison.Ordinal));
        Assert.False(fifth.IsCompleted);
    }

    [Fact]
    public async Task A_host_name_is_tried_where_that_is_asked_for()
    {
        Set(1, "active", "203.0.113.1", hostname: "web01.example.com");
        Open("web01.example.com:443");

        await _watch.WaitAsync(Goal(1, new ReachPlan([443], VpsAddressKind.Hostname)), Limit).Guarded();

        Assert.Equal(["web01.example.com:443"], _attempts);
    }

    private Task<VpsServer> WaitAsync(int id, params int[] ports) =>
        _watch.WaitAsync(Goal(id, new ReachPlan(ports, VpsAddressKind.IPAddress)), Limit);

    private Task<VpsServer> RestartAsync() => _watch.WaitAsync(
        Goal(1, new ReachPlan([443], VpsAddressKind.IPAddress) { AfterRestart = true }, new RebootGoal(1, new DateTime(2025, 1, 16, 15, 0, 0, DateTimeKind.Utc), Poll)), Limit);

    private ReachableGoal Goal(int id, ReachPlan plan, WaitGoal? status = null)
    {
        // Hosts are found by what the test says of them; the port is in the name, and so is the address.
        var probe = new TcpPortProbe(
            _clock,
            (host, port) => TryAsync(string.Create(CultureInfo.InvariantCulture, $"{host}:{port}")),
            (_, _) => Task.CompletedTask);
        return new ReachableGoal(status ?? new StatusGoal(id, "active"), plan with { Bound = Bound }, probe, _clock);
    }

    private async Task<IReadOnlyList<IPEndPoint>> TryAsync(string end)
    {
        var met = _ends.TryGetValue(end, out var script) ? script() : Task.FromException(new SocketException((int)SocketError.ConnectionRefused));
        _attempts.Enqueue(end);
        _changed.Raise(); // What a test opens or closes from now on is for the next attempt.
        await met;
        return [new IPEndPoint(IPAddress.Loopback, 1)];
    }

    private void Open(string end) => _ends[end] = () => Task.CompletedTask;

    private void Close(string end) => _ends.TryRemove(end, out _);

    private Task UntilTriedAsync(int count) => _changed.UntilAsync(() => _attempts.Count >= count);

    /// <summary>Waits until so many attempts have ended, and the next is two seconds away.</summary>
    private async Task UntilPausedAsync(int tried = 0)
    {
        await UntilTriedAsync(tried);
        await _clock.UntilAskedAsync(Pause);
    }

    private async Task PassPauseAsync() => await _clock.PassAsync(Pause);

    private async Task PassPollAsync()
    {
        await _clock.PassAsync(Poll);
        await _clock.UntilAskedAsync(Poll);
    }

    private void Set(int id, string status, string? ip, string updatedAt = "2025-01-16T15:00:00Z", string? hostname = null, string? ipv6 = null) =>
        _json[id.ToString(CultureInfo.InvariantCulture)] = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"id":{{id}},"name":"server-{{id}}","status":"{{status}}","hostname":{{Text(hostname)}},"ip_address":{{Text(ip)}},"updated_at":"{{updatedAt}}","ipv6_address":{{Text(ipv6)}}}""");

    private static string Text(string? value) => value is null ? "null" : $"\"{value}\"";

    private HttpResponseMessage Answer(string last)
    {
        if (last != "servers")
        {
            return StubHandler.Json(_json[last]);
        }

        var items = _json.OrderBy(server => server.Key, StringComparer.Ordinal).Select(server => server.Value[..server.Value.IndexOf(",\"ipv6", StringComparison.Ordinal)] + "}").ToList();
        return StubHandler.Json(string.Create(CultureInfo.InvariantCulture, $$"""{"count":{{items.Count}},"results":[{{string.Join(",", items)}}]}"""));
    }
}
