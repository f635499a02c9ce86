using System.Globalization;

namespace VpsOrg.PowerShell.Tests;

/// <summary>
/// A command that ends before its time sends nothing more, waits for the answers to the orders that are in flight, and names
/// each of them: nothing that was bought is lost.
/// </summary>
public sealed class EarlyEndTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_error_that_ends_the_command_waits_for_the_orders_in_flight_and_names_each()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var ending = await OrderInFlightAsync(rehearsal, refusal: 400, Names(8), new { ThrottleLimit = 8, ErrorAction = "Stop" });

        await rehearsal.Clock.UntilDeadlineAsync(Patience).Guarded();
        Assert.False(ending.IsCompleted);
        rehearsal.Account.ReleaseHeld();

        var result = await ending.Guarded();
        var record = Assert.Single(result.Errors);
        Assert.Equal("InvalidRequest", record.Id());
        var made = await MadeAsync(rehearsal);
        Assert.Equal(Names(8).Skip(1), made.Select(server => server.Name).Order(StringComparer.Ordinal));
        Assert.Empty(result.Objects);
        Assert.All(made, server =>
        {
            Assert.Contains($"Server '{server.Name}' was made: its id is {server.Id}.", result.Warnings);
            Assert.Contains($"Server '{server.Name}' was made: its id is {server.Id}.", record.ToString(), StringComparison.Ordinal);
            Assert.Contains($"Server '{server.Name}' was made: its id is {server.Id}.", record.Exception.Message, StringComparison.Ordinal);
        });
        Assert.Equal(7, result.Warnings.Count);
        Assert.Contains("this item", record.ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("command again", record.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_rejected_token_ends_the_command_after_the_orders_in_flight()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var ending = await OrderInFlightAsync(rehearsal, refusal: 401, Names(3), new { ThrottleLimit = 8 });
        rehearsal.Account.FailNext("POST", "servers/", SandboxFaultKind.Status, status: 401);
        await rehearsal.Clock.PassAsync(TimeSpan.FromSeconds(2)).Guarded(); // A 401 is believed when it is said twice.

        await rehearsal.Clock.UntilDeadlineAsync(Patience).Guarded();
        rehearsal.Account.ReleaseHeld();

        var result = await ending.Guarded();
        var record = result.Terminating("TokenRejected");
        var made = await MadeAsync(rehearsal);
        Assert.Equal(2, made.Count);
        Assert.All(made, server => Assert.Contains($"'{server.Name}' was made: its id is {server.Id}.", record.ToString(), StringComparison.Ordinal));
        Assert.All(made, server => Assert.Contains(result.Warnings, warning => warning.Contains($"'{server.Name}' was made", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_command_further_down_that_has_enough_learns_of_the_orders_in_flight()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.InjectFault(new SandboxFault { Method = "POST", Kind = SandboxFaultKind.HoldAfterActing, Times = 3 });
        var ending = rehearsal.Shell.Prepare<NewVpsServerCommand>(new { ThrottleLimit = 3 }, InTheirOrder(rehearsal, Names(3)), first: 1).RunAsync();
        await rehearsal.Account.WaitForHeldAsync(3).Guarded();

        rehearsal.Account.ReleaseHeld(1);
        await rehearsal.Clock.UntilDeadlineAsync(Patience).Guarded();
        rehearsal.Account.ReleaseHeld();

        var result = await ending.Guarded();
        var made = await MadeAsync(rehearsal);
        Assert.Equal("c-01", Assert.Single(result.Servers()).Name);
        Assert.Equal(
            made.Where(server => server.Name != "c-01").Select(server => $"Server '{server.Name}' was made: its id is {server.Id}.").Order(StringComparer.Ordinal),
            result.Warnings.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_queued_is_dropped_and_called_not_sent()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var ending = await OrderInFlightAsync(rehearsal, refusal: 400, ["bad", "twin", "TWIN"], new { ThrottleLimit = 8, AllowDuplicateName = true, ErrorAction = "Stop" }, atOnce: 2);

        await rehearsal.Clock.UntilDeadlineAsync(Patience).Guarded();
        rehearsal.Account.ReleaseHeld();

        var result = await ending.Guarded();
        Assert.Equal(2, rehearsal.Writes.Count);
        Assert.Contains("Server 'TWIN' was not ordered: nothing was sent for it.", result.Warnings);
        Assert.Contains(result.Warnings, warning => warning.StartsWith("Server 'twin' was made", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_row_that_waits_for_room_is_called_not_sent_too()
    {
        var rehearsal = await Rehearsal.StartAsync(credits: 1000000);
        var last = "bad";
        IEnumerable<object?> Input()
        {
            yield return Rows.Of(new { Name = "bad", PlanId = 99, OsId = 1, Location = "us-west" });
            for (var number = 1; number <= 5000; number++)
            {
                last = $"c-{number}"; // The row that finds the failure is the one that waits for room.
                yield return Rows.Of(Row(last));
            }
        }

        var result = await rehearsal.Shell.Prepare<NewVpsServerCommand>(new { ThrottleLimit = 2, ErrorAction = "Stop" }, Input()).RunAsync().Guarded();

        Assert.Equal("InvalidRequest", Assert.Single(result.Errors).Id());
        Assert.Contains($"Server '{last}' was not ordered: nothing was sent for it.", result.Warnings);
        Assert.DoesNotContain(await MadeAsync(rehearsal), server => server.Name == last);
    }

    [Fact]
    public async Task A_change_that_waits_for_room_is_called_not_sent()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 3);
        rehearsal.Account.InjectFault(new SandboxFault { Method = "POST", Kind = SandboxFaultKind.Hold, Status = 404, Body = "{}" });
        rehearsal.Account.InjectFault(new SandboxFault { Method = "POST", Kind = SandboxFaultKind.HoldAfterActing });
        IEnumerable<object?> Input()
        {
            yield return 99999L;
            rehearsal.Account.WaitForHeldAsync(1).Guarded().Wait();
            yield return 12345L;
            yield return 12346L;
        }

        var ending = rehearsal.Shell.RunAsync<StopVpsServerCommand>(new { ThrottleLimit = 2, ErrorAction = "Stop" }, Input());
        await rehearsal.Account.WaitForHeldAsync(2).Guarded();
        rehearsal.Account.ReleaseHeld(1);

        var result = await ending.Guarded();
        Assert.Contains(result.Warnings, warning => warning.EndsWith(": nothing was sent for it.", StringComparison.Ordinal));
        Assert.Equal(2, rehearsal.Writes.Count);
        rehearsal.Account.ReleaseHeld();
    }

    [Fact]
    public async Task An_order_without_an_answer_in_that_time_is_told_of_by_the_next_command()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var ending = await OrderInFlightAsync(rehearsal, refusal: 400, ["bad", "slow"], new { ThrottleLimit = 8, ErrorAction = "Stop" });

        await rehearsal.Clock.ExpireAsync(Patience);

        var result = await ending.Guarded();
        Assert.StartsWith("The order of server 'slow' was sent and has no answer yet", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal("slow", Assert.Single(rehearsal.Session.OpenOrders).Name);
        await AssertToldOnceAsync(rehearsal, "slow");
    }

    [Fact]
    public async Task Ctrl_C_leaves_the_order_in_flight_and_the_host_names_it()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.InjectFault(new SandboxFault { Method = "POST", Kind = SandboxFaultKind.HoldAfterActing });
        var host = new RecordingHost();
        var run = rehearsal.Shell.Prepare<NewVpsServerCommand>(Row("left"), host: host);
        var ending = run.RunAsync();
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();

        run.Stop();

        Assert.False((await ending.Guarded()).RanToEnd);
        Assert.StartsWith("The order of server 'left' was sent and has no answer yet", Assert.Single(host.Warnings), StringComparison.Ordinal);
        Assert.False(Assert.Single(rehearsal.Account.Requests, request => request.Method == "POST").Aborted);
        await AssertToldOnceAsync(rehearsal, "left");
    }

    [Fact]
    public async Task Ctrl_C_ends_the_wait_at_the_end_as_well()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var host = new RecordingHost();
        var (run, ending) = await PrepareInFlightAsync(rehearsal, refusal: 400, ["bad", "left"], new { ThrottleLimit = 8, ErrorAction = "Stop" }, atOnce: 2, host);
        await rehearsal.Clock.UntilDeadlineAsync(Patience).Guarded();

        run.Stop();

        await ending.Guarded();
        Assert.StartsWith("The order of server 'left' was sent and has no answer yet", Assert.Single(host.Warnings), StringComparison.Ordinal);
        await AssertToldOnceAsync(rehearsal, "left");
    }

    [Fact]
    public async Task A_server_that_was_made_and_is_waited_for_is_named()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var input = new[] { Rows.Of(Row("ready")), Rows.Of(new { Name = "bad", PlanId = "no number", OsId = 1, Location = "us-west" }) };
        IEnumerable<object?> Input()
        {
            yield return input[0];
            rehearsal.Account.WaitForRequestsAsync(2).Guarded().Wait(); // The list and the order.
            yield return input[1];
        }

        var result = await rehearsal.Shell.Prepare<NewVpsServerCommand>(new { ThrottleLimit = 8, Wait = true, ErrorAction = "Stop" }, Input()).RunAsync().Guarded();

        var id = Assert.Single(await MadeAsync(rehearsal)).Id;
        Assert.Equal([$"Server 'ready' was made: its id is {id}."], result.Warnings);
        Assert.Contains($"its id is {id}.", Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_written_before_an_error_ends_the_command_is_named_because_an_assignment_stays_empty()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var refused = new { Name = "c-02", PlanId = 99, OsId = 1, Location = "us-west" };

        var result = await rehearsal.RunAsync<NewVpsServerCommand>(new { ErrorAction = "Stop" }, [Rows.Of(Row("c-01")), Rows.Of(refused)]);

        var id = Assert.Single(result.Ids());
        Assert.Equal([$"Made and written before that: 'c-01' (id {id})."], result.Warnings);
        Assert.Contains($"'c-01' (id {id})", Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_402_ends_the_orders_of_the_command_and_each_row_says_that_it_was_not_sent()
    {
        var rehearsal = await Rehearsal.StartAsync(credits: 10);
        rehearsal.Account.FailNext("POST", "servers/", SandboxFaultKind.Status, status: 402);

        var result = await rehearsal.RunAsync<NewVpsServerCommand>(input: [Rows.Of(Row("c-01")), Rows.Of(Row("c-02")), Rows.Of(Row("c-03"))]);

        Assert.True(result.RanToEnd);
        Assert.Equal(["InsufficientCredits", "OrderNotSent", "OrderNotSent"], result.Errors.Select(Records.Id));
        Assert.Equal(["c-01", "c-02", "c-03"], result.Errors.Select(error => error.TargetObject));
        Assert.All(result.Errors.Skip(1), error => Assert.Contains("nothing was sent for it", error.ToString(), StringComparison.Ordinal));
        Assert.All(result.Errors, error => Assert.Contains("order this item again", error.ErrorDetails!.RecommendedAction, StringComparison.Ordinal));
        Assert.Single(rehearsal.Writes);
    }

    [Fact]
    public async Task A_402_ends_the_orders_that_are_queued_too()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.InjectFault(new SandboxFault { Method = "POST", Kind = SandboxFaultKind.Hold, Status = 402, Body = "{}" });
        var ending = rehearsal.Shell.RunAsync<NewVpsServerCommand>(new { ThrottleLimit = 8, AllowDuplicateName = true }, [Rows.Of(Row("twin")), Rows.Of(Row("twin"))]);
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();

        rehearsal.Account.ReleaseHeld();

        Assert.Equal(["InsufficientCredits", "OrderNotSent"], (await ending.Guarded()).Errors.Select(Records.Id).Order(StringComparer.Ordinal));
        Assert.Single(rehearsal.Writes);
    }

    [Fact]
    public async Task A_402_calls_back_an_order_that_waits_for_a_429_to_pass()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.InjectFault(new SandboxFault { Method = "POST", Kind = SandboxFaultKind.Hold, Status = 402, Body = "{}" });
        rehearsal.Account.InjectFault(new SandboxFault { Method = "POST", Kind = SandboxFaultKind.Status, Status = 429, Headers = new Dictionary<string, string> { ["Retry-After"] = "60" } });
        IEnumerable<object?> Input()
        {
            yield return Rows.Of(Row("c-01"));
            rehearsal.Account.WaitForHeldAsync(1).Guarded().Wait();
            yield return Rows.Of(Row("c-02"));
        }

        var ending = rehearsal.Shell.RunAsync<NewVpsServerCommand>(new { ThrottleLimit = 8 }, Input());
        await rehearsal.Clock.UntilAskedAsync(TimeSpan.FromSeconds(60)).Guarded();
        rehearsal.Account.ReleaseHeld();

        Assert.Equal(["InsufficientCredits", "OrderNotSent"], (await ending.Guarded()).Errors.Select(Records.Id));
        Assert.Equal(2, rehearsal.Writes.Count);
    }

    [Fact]
    public async Task A_change_that_was_given_up_is_never_called_not_done()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 3);
        rehearsal.Account.InjectFault(new SandboxFault { Method = "POST", PathPattern = "servers/12346/stop/", Kind = SandboxFaultKind.HoldAfterActing });
        IEnumerable<object?> Input()
        {
            yield return 12346;
            rehearsal.Account.WaitForHeldAsync(1).Guarded().Wait();
            yield return "no such server";
        }

        var result = await rehearsal.Shell.Prepare<StopVpsServerCommand>(new { ThrottleLimit = 8, ErrorAction = "Stop" }, Input()).RunAsync().Guarded();

        Assert.Contains("may have been sent and carried out. Look with Get-VpsServer 12346 before you repeat it.", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Contains("Get-VpsServer 12346", Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disconnecting_names_the_orders_that_are_still_open()
    {
        var rehearsal = await Rehearsal.StartAsync();
        await LeaveAsync(rehearsal, "left");

        var result = await rehearsal.Shell.RunAsync<DisconnectVpsCommand>();

        Assert.Contains("'left'", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Contains("Get-VpsServer -Name 'left'", result.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_session_shows_what_is_open_and_its_own_command_tells_what_ended()
    {
        var rehearsal = await Rehearsal.StartAsync();
        await LeaveAsync(rehearsal, "left");

        var session = (VpsSession)Assert.Single((await rehearsal.RunAsync<GetVpsSessionCommand>()).Objects)!;
        Assert.Equal(["left"], session.OpenOrders.Select(order => order.Name));
        await rehearsal.AnswerOrdersAsync();

        var told = await rehearsal.RunAsync<GetVpsSessionCommand>();
        Assert.Contains("'left'", Assert.Single(told.Warnings), StringComparison.Ordinal);
        Assert.Empty(rehearsal.Session.OpenOrders);
    }

    [Fact]
    public async Task Each_order_in_flight_is_named_also_where_a_warning_ends_the_command()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var ending = await OrderInFlightAsync(rehearsal, refusal: 400, Names(4), new { ThrottleLimit = 8, ErrorAction = "Stop", WarningAction = "Stop" });

        await rehearsal.Clock.UntilDeadlineAsync(Patience).Guarded();
        rehearsal.Account.ReleaseHeld();

        var result = await ending.Guarded();
        Assert.Equal(
            (await MadeAsync(rehearsal)).Select(server => $"Server '{server.Name}' was made: its id is {server.Id}.").Order(StringComparer.Ordinal),
            result.Warnings.Order(StringComparer.Ordinal));
        Assert.Equal(3, result.Warnings.Count);
    }

    [Fact]
    public async Task What_a_warning_that_ends_the_command_leaves_untold_the_next_command_tells()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.InjectFault(new SandboxFault { Method = "POST", Kind = SandboxFaultKind.HoldAfterActing, Times = 2 });
        var run = rehearsal.Shell.Prepare<NewVpsServerCommand>(new { ThrottleLimit = 2 }, [Rows.Of(Row("left-1")), Rows.Of(Row("left-2"))]);
        var ending = run.RunAsync();
        await rehearsal.Account.WaitForHeldAsync(2).Guarded();
        run.Stop();
        await ending.Guarded();
        await rehearsal.AnswerOrdersAsync();

        var stopped = await rehearsal.RunAsync<GetVpsServerCommand>(new { WarningAction = "Stop" });
        var next = await rehearsal.RunAsync<GetVpsServerCommand>();

        Assert.False(stopped.RanToEnd);
        Assert.Equal(["left-1", "left-2"], new[] { stopped, next }.Select(result => Assert.Single(result.Warnings).Split('\'')[1]).Order(StringComparer.Ordinal));
        Assert.Empty((await rehearsal.RunAsync<GetVpsServerCommand>()).Warnings);
    }

    private static object Row(string name) => new { Name = name, PlanId = 1, OsId = 1, Location = "us-west" };

    private static string[] Names(int count) => [.. Enumerable.Range(1, count).Select(number => $"c-{number.ToString("00", CultureInfo.InvariantCulture)}")];

    /// <summary>
    /// Rows that are sent in their order: each is given when those before it are held, as far as they can be. After the last, the
    /// test may let one go: here, nobody counts any more.
    /// </summary>
    private static IEnumerable<object?> InTheirOrder(Rehearsal rehearsal, string[] names, int atOnce = int.MaxValue, Action? givesLast = null)
    {
        for (var given = 0; given < names.Length; given++)
        {
            rehearsal.Account.WaitForHeldAsync(Math.Min(given, atOnce)).Guarded().Wait(); // The pipeline's own thread: an input cannot await.
            if (given == names.Length - 1)
            {
                givesLast?.Invoke();
            }

            yield return Rows.Of(Row(names[given]));
        }
    }

    private static async Task<Task<CommandResult>> OrderInFlightAsync(Rehearsal rehearsal, int refusal, string[] names, object parameters, int? atOnce = null) =>
        (await PrepareInFlightAsync(rehearsal, refusal, names, parameters, atOnce ?? names.Length)).Ending;

    /// <summary>Has several orders in flight, of which the first is refused when all are.</summary>
    private static async Task<(CommandRun Run, Task<CommandResult> Ending)> PrepareInFlightAsync(
        Rehearsal rehearsal, int refusal, string[] names, object parameters, int atOnce, RecordingHost? host = null)
    {
        rehearsal.Account.InjectFault(new SandboxFault { Method = "POST", Kind = SandboxFaultKind.Hold, Status = refusal, Body = "{\"detail\": \"no\"}" });
        rehearsal.Account.InjectFault(new SandboxFault { Method = "POST", Kind = SandboxFaultKind.HoldAfterActing, Times = names.Length - 1 });
        var allGiven = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = rehearsal.Shell.Prepare<NewVpsServerCommand>(parameters, InTheirOrder(rehearsal, names, atOnce, allGiven.SetResult), host: host);
        var ending = run.RunAsync();
        await allGiven.Task.Guarded();
        await rehearsal.Account.WaitForHeldAsync(atOnce).Guarded();
        rehearsal.Account.ReleaseHeld(1);
        return (run, ending);
    }

    /// <summary>Leaves an order behind with Ctrl-C.</summary>
    private static async Task LeaveAsync(Rehearsal rehearsal, string name)
    {
        rehearsal.Account.InjectFault(new SandboxFault { Method = "POST", Kind = SandboxFaultKind.HoldAfterActing });
        var run = rehearsal.Shell.Prepare<NewVpsServerCommand>(Row(name));
        var ending = run.RunAsync();
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();
        run.Stop();
        await ending.Guarded();
    }

    private static async Task AssertToldOnceAsync(Rehearsal rehearsal, string name)
    {
        await rehearsal.AnswerOrdersAsync();
        var first = await rehearsal.RunAsync<GetVpsServerCommand>();
        var id = Assert.Single(first.Servers(), server => server.Name == name).Id;
        Assert.Contains($"The order of server '{name}'", Assert.Single(first.Warnings), StringComparison.Ordinal);
        Assert.Contains($"the server's id is {id}.", first.Warnings[0], StringComparison.Ordinal);
        Assert.Empty((await rehearsal.RunAsync<GetVpsServerCommand>(new { Id = 12345 })).Warnings);
    }

    /// <summary>The servers that the account did not start with.</summary>
    private static async Task<IReadOnlyList<VpsServer>> MadeAsync(Rehearsal rehearsal) =>
        [.. (await rehearsal.RunAsync<GetVpsServerCommand>()).Servers().Where(server => server.PlanId is 1 && server.OsId is 1 && server.Key.Number > 12346)];
}
