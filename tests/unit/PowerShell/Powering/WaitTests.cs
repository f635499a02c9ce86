using System.Globalization;

namespace VpsOrg.PowerShell.Tests;

public sealed class WaitTests
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Servers_are_written_in_order_of_arrival()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.SetServerStatus(12345, "stopping");
        var written = new TaskCompletionSource();
        var run = rehearsal.Shell.Prepare<WaitVpsServerCommand>(
            new { Status = "active" },
            input: [12345, 12346],
            written: _ => written.TrySetResult());
        var ending = run.RunAsync();

        await written.Task.Guarded();
        rehearsal.Account.SetServerStatus(12345, "active");
        await rehearsal.Clock.PassAsync(Poll);

        Assert.Equal([12346, 12345], (await ending.Guarded()).Ids());
    }

    [Fact]
    public async Task A_time_out_names_the_last_status()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var clock = rehearsal.Clock;
        rehearsal.Account.SetServerStatus(12345, "stopping");
        var waiting = rehearsal.Shell.Prepare<WaitVpsServerCommand>(new { Id = 12345, Status = "active", TimeoutSec = 7 }).RunAsync();
        await clock.UntilAskedAsync(Poll);

        await clock.PassAsync(TimeSpan.FromSeconds(7));

        var record = (await waiting.Guarded()).OnlyError("OperationTimeout");
        Assert.Equal(ErrorCategory.OperationTimeout, record.CategoryInfo.Category);
        Assert.Equal(12345, record.TargetObject);
        Assert.Contains("'stopping'", record.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Polls_come_every_five_seconds_unless_told_otherwise()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var clock = rehearsal.Clock;
        rehearsal.Account.SetServerStatus(12345, "stopping");
        var waiting = rehearsal.Shell.Prepare<WaitVpsServerCommand>(new { Id = 12345, Status = "stopped" }).RunAsync();

        await clock.PassAsync(Poll);
        await clock.UntilAskedAsync(Poll);
        rehearsal.Account.SetServerStatus(12345, "stopped");
        await clock.PassAsync(Poll);

        Assert.Equal([12345], (await waiting.Guarded()).Ids());
        Assert.Equal(3, rehearsal.Sent.Count);
    }

    [Fact]
    public async Task Many_are_gathered_first_and_looked_at_together()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 0);
        var ids = Enumerable.Range(0, 40).Select(number => long.Parse(rehearsal.Account.AddServer($"web-{number}", "active"), CultureInfo.InvariantCulture)).ToArray();

        var servers = await rehearsal.ServersAsync<WaitVpsServerCommand>(new { Status = "active" }, input: ids.Cast<object>());

        Assert.Equal(ids.Length, servers.Count);
        Assert.InRange(rehearsal.Sent.Count, 1, ids.Length / 4);
    }

    [Fact]
    public async Task Many_are_looked_at_with_one_list()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 0);
        var clock = rehearsal.Clock;
        var ids = Enumerable.Range(0, 20).Select(number => long.Parse(rehearsal.Account.AddServer($"web-{number}", "starting"), CultureInfo.InvariantCulture)).ToArray();
        var waiting = rehearsal.Shell.Prepare<WaitVpsServerCommand>(new { Status = "active" }, input: ids.Cast<object>()).RunAsync();
        await clock.UntilWaitingAsync(ids.Length + 1);
        rehearsal.Account.ClearRequests();
        Array.ForEach(ids, id => rehearsal.Account.SetServerStatus(id, "active"));

        await clock.PassAsync(Poll);

        Assert.Equal(ids.Length, (await waiting.Guarded()).Objects.Count);
        Assert.Contains("GET servers/", rehearsal.Sent);
        Assert.InRange(rehearsal.Sent.Count, 1, 3);
    }

    [Theory]
    [InlineData(SandboxFaultKind.Status, 429, 7)]
    [InlineData(SandboxFaultKind.Status, 500, 5)]
    [InlineData(SandboxFaultKind.CutBeforeActing, null, 5)]
    public async Task What_the_network_does_never_ends_a_wait(SandboxFaultKind fault, int? status, int nextLookSec)
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.InjectFault(new SandboxFault
        {
            Method = "GET",
            PathPattern = "servers/{id}/",
            Kind = fault,
            Status = status,
            Headers = new Dictionary<string, string> { ["Retry-After"] = "7" },
        });
        var ending = rehearsal.Shell.RunAsync<WaitVpsServerCommand>(new { Id = 12345, Status = "active" });

        await rehearsal.Clock.PassAsync(TimeSpan.FromSeconds(nextLookSec));

        Assert.Equal([12345], (await ending).Ids());
        Assert.Equal(2, rehearsal.Sent.Count);
    }

    [Fact]
    public async Task A_server_that_is_gone_ends_its_wait_only()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<WaitVpsServerCommand>(new { Status = "active" }, input: [99999, 12345]);

        result.OnlyError("ServerNotFound");
        Assert.Equal([12345], result.Ids());
    }

    [Fact]
    public async Task Suspended_ends_a_wait_unless_it_is_what_was_waited_for()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.SetServerStatus(12345, "suspended");

        var failed = await rehearsal.RunAsync<WaitVpsServerCommand>(new { Id = 12345, Status = "active" });
        var reached = await rehearsal.ServersAsync<WaitVpsServerCommand>(new { Id = 12345, Status = "suspended" });

        Assert.Equal(ErrorCategory.InvalidOperation, failed.OnlyError("ServerSuspended").CategoryInfo.Category);
        Assert.Single(reached);
    }

    [Fact]
    public async Task A_reboot_that_is_over_before_the_first_look_is_noticed()
    {
        var rehearsal = await Rehearsal.StartAsync(delaySec: 0);

        var servers = await rehearsal.ServersAsync<RestartVpsServerCommand>(new { Id = 12345, Wait = true, PassThru = true });

        Assert.Equal("active", Assert.Single(servers).Status);
    }

    [Fact]
    public async Task A_rolling_restart_is_rolling()
    {
        var rehearsal = await Rehearsal.StartAsync();

        await rehearsal.ServersAsync<RestartVpsServerCommand>(new { Wait = true }, input: [12345, 12346]);

        var writes = rehearsal.Sent.Select((request, index) => (request, index)).Where(one => one.request.StartsWith("POST ", StringComparison.Ordinal)).ToArray();
        Assert.Equal(["POST servers/12345/reboot/", "POST servers/12346/reboot/"], writes.Select(one => one.request));
        Assert.All(rehearsal.Sent.Skip(writes[1].index), request => Assert.DoesNotContain("12345", request, StringComparison.Ordinal));
    }
}
