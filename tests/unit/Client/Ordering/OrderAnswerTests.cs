using VpsOrg.Sandbox;

namespace VpsOrg.Client.Tests;

/// <summary>What the answer to an order is worth, and which server may be taken for the one that was ordered.</summary>
public abstract class OrderAnswerTests(SandboxServerIds ids)
{
    private static readonly CreateServerRequest Order = new("web-02", 1, 5, "us-west");

    /// <summary>Stands for the id of a server that was there before.</summary>
    private const string TheFirst = "the first";

    private readonly ManualClock _clock = new() { MovesByItself = true };

    public static TheoryData<string, string?, string> Answers => new()
    {
        { "id", TheFirst, "which was there before" },
        { "name", "\"web-server-01\"", "which has another name" },
        { "name", null, "does not say its name" },
        { "id", "-1", "which is no id" },
        { "id", "-5000000000", "which is no id" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_about_another_server_is_not_believed_and_the_ordered_one_is_found(string field, string? value, string doubt)
    {
        var account = Account();
        account.InjectFault(new SandboxFault { Method = "POST", Kind = SandboxFaultKind.Alter, Edits = new Dictionary<string, string?> { [field] = value == TheFirst ? Payloads.Json(Id(1)) : value } });
        using var client = Sandboxes.ClientOf(account, _clock);
        var trace = new RecordingTrace();

        var server = await client.CreateServerAsync(Order, trace).Guarded();

        Assert.Equal((Id(3), "web-02"), (server.Key, server.Name));
        Assert.Contains(doubt, Assert.Single(trace.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_names_only_a_task_and_a_stranger_is_unknown_and_names_the_stranger()
    {
        var account = Account();
        account.InjectFault(new SandboxFault { Method = "POST", Kind = SandboxFaultKind.Body, Status = 202, Body = $$"""{"id":{{Payloads.Json(Id(1))}},"task":"a1"}""" });
        using var client = Sandboxes.ClientOf(account, _clock);

        var exception = await Assert.ThrowsAsync<VpsCreateOutcomeUnknownException>(() => client.CreateServerAsync(Order).Guarded());

        Assert.Contains(Id(1).ToString(), exception.Message, StringComparison.Ordinal);
        Assert.Empty(exception.Candidates);
    }

    [Fact]
    public async Task An_id_of_another_kind_than_those_of_the_account_s_servers_may_be_a_task_s_and_is_looked_up()
    {
        var other = ids == SandboxServerIds.Uuid ? "4711" : "\"c0ffee00-5a6d-4b1d-8c5e-000000000001\"";
        var account = Account();
        account.InjectFault(new SandboxFault { Method = "POST", Kind = SandboxFaultKind.Alter, Edits = new Dictionary<string, string?> { ["id"] = other } });
        using var client = Sandboxes.ClientOf(account, _clock);
        var trace = new RecordingTrace();

        Assert.Equal(Id(3), (await client.CreateServerAsync(Order, trace).Guarded()).Key);

        Assert.Contains("of another kind than those of the account's servers", Assert.Single(trace.Warnings), StringComparison.Ordinal);
        Assert.Equal(1, account.CountRequests("POST", "servers/"));
    }

    [Fact]
    public async Task An_answer_with_the_id_of_another_order_s_server_is_not_believed()
    {
        var account = Account();
        using var client = Sandboxes.ClientOf(account, _clock);
        await client.CreateServerAsync(new CreateServerRequest("web-09", 1, 5, "us-west")).Guarded();
        account.InjectFault(new SandboxFault { Method = "POST", Kind = SandboxFaultKind.Alter, Edits = new Dictionary<string, string?> { ["id"] = Payloads.Json(Id(3)) } });

        Assert.Equal(Id(4), (await client.CreateServerAsync(Order).Guarded()).Key);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_after_an_order_that_acted_is_looked_up(int status)
    {
        var account = Account();
        account.FailNext("POST", "servers/", SandboxFaultKind.StatusAfterActing, status: status);
        using var client = Sandboxes.ClientOf(account, _clock);

        Assert.Equal(Id(3), (await client.CreateServerAsync(Order).Guarded()).Key);
    }

    [Fact]
    public async Task A_redirect_after_which_no_server_shows_is_unknown_and_ends_the_orders_of_the_command()
    {
        var account = Account();
        account.FailNext("POST", "servers/", SandboxFaultKind.Status, status: 302);
        using var client = Sandboxes.ClientOf(account, _clock);

        var exception = await Assert.ThrowsAsync<VpsCreateOutcomeUnknownException>(() => client.CreateServerAsync(Order).Guarded());

        Assert.True(exception.EndsOrders);
    }

    [Theory]
    [InlineData(409, "{}")]
    [InlineData(400, """{"name":["is taken"]}""")]
    [InlineData(400, """{"detail":"A server with this name already exists."}""")]
    [InlineData(422, """{"name":["is taken"]}""")]
    public async Task A_refusal_of_the_name_by_an_order_that_acted_is_unknown_and_names_the_server(int status, string body)
    {
        var account = Account();
        account.InjectFault(new SandboxFault { Method = "POST", Kind = SandboxFaultKind.StatusAfterActing, Status = status, Body = body });
        using var client = Sandboxes.ClientOf(account, _clock);

        var exception = await Assert.ThrowsAsync<VpsCreateOutcomeUnknownException>(() => client.CreateServerAsync(Order).Guarded());

        Assert.True(exception.MayHaveActed);
        Assert.Equal([Id(3)], exception.Candidates.Select(server => server.Key));
    }

    [Theory]
    [InlineData(409, "{}", typeof(VpsConflictException), 2)]
    [InlineData(400, """{"name":["is taken"]}""", typeof(VpsInvalidRequestException), 2)]
    [InlineData(400, """{"plan_id":["is no plan"]}""", typeof(VpsInvalidRequestException), 1)]
    public async Task A_refusal_after_which_no_server_shows_is_what_it_says(int status, string body, Type type, int lists)
    {
        var account = Account();
        account.AddServer("web-02", planId: 1, osId: 5);
        account.InjectFault(new SandboxFault { Method = "POST", Kind = SandboxFaultKind.Status, Status = status, Body = body });
        using var client = Sandboxes.ClientOf(account, _clock);

        var exception = await Assert.ThrowsAnyAsync<VpsException>(() => client.CreateServerAsync(Order).Guarded());

        Assert.IsType(type, exception);
        Assert.False(exception.MayHaveActed);
        Assert.Equal(lists, account.CountRequests("GET", "servers/"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(20)]
    public async Task A_server_that_another_session_made_shortly_before_is_never_claimed(int secondsBefore)
    {
        var account = Account();
        using var client = Sandboxes.ClientOf(account, _clock);
        account.AddServer("web-02", planId: 1, osId: 5);
        _clock.Advance(TimeSpan.FromSeconds(secondsBefore));
        account.FailNext("POST", "servers/", SandboxFaultKind.Status, status: 503);

        var exception = await Assert.ThrowsAsync<VpsCreateOutcomeUnknownException>(() => client.CreateServerAsync(Order).Guarded());

        Assert.Empty(exception.Candidates);
    }

    [Fact]
    public async Task A_server_that_the_list_before_did_not_show_is_not_claimed_where_it_is_older_than_the_order()
    {
        var account = Account(listLag: TimeSpan.FromSeconds(4));
        using var client = Sandboxes.ClientOf(account, _clock);
        using var elsewhere = Sandboxes.ClientOf(account, _clock);
        await elsewhere.CreateServerAsync(Order).Guarded();
        _clock.Advance(TimeSpan.FromSeconds(2));
        account.FailNext("POST", "servers/", SandboxFaultKind.Status, status: 503);

        var exception = await Assert.ThrowsAsync<VpsCreateOutcomeUnknownException>(() => client.CreateServerAsync(Order).Guarded());

        Assert.Empty(exception.Candidates);
    }

    [Fact]
    public async Task One_list_before_an_order_serves_those_of_the_next_half_minute()
    {
        var account = Account();
        using var client = Sandboxes.ClientOf(account, _clock);
        await client.CreateServerAsync(Named("a")).Guarded();
        await client.CreateServerAsync(Named("b")).Guarded();
        Assert.Equal(1, account.CountRequests("GET", "servers/"));

        _clock.Advance(TimeSpan.FromSeconds(30));
        await client.CreateServerAsync(Named("c")).Guarded();

        Assert.Equal(2, account.CountRequests("GET", "servers/"));
    }

    [Fact]
    public async Task A_list_of_all_servers_that_was_read_for_another_reason_serves_too_and_a_filtered_one_does_not()
    {
        var account = Account();
        using var client = Sandboxes.ClientOf(account, _clock);
        await client.GetServersAsync(new ServerFilter { Statuses = ["active"] }).Guarded();
        await client.GetServersAsync().Guarded();
        await client.CreateServerAsync(Order).Guarded();

        Assert.Equal(2, account.Requests.Count(request => request.Method == "GET"));
    }

    [Fact]
    public async Task Where_the_list_is_forbidden_the_order_goes_on_and_a_loss_is_unknown_at_once()
    {
        var account = Account();
        account.FailNext("GET", "servers/", SandboxFaultKind.Status, times: 99, status: 403);
        account.FailNext("POST", "servers/", SandboxFaultKind.CutAfterActing);
        using var client = Sandboxes.ClientOf(account, _clock);

        var exception = await Assert.ThrowsAsync<VpsCreateOutcomeUnknownException>(() => client.CreateServerAsync(Order).Guarded());

        Assert.Contains("What was there before is not known", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, account.CountRequests("GET", "servers/"));
        Assert.Equal("web-03", (await client.CreateServerAsync(Named("web-03")).Guarded()).Name);
    }

    [Theory]
    [InlineData(2000, true)]
    [InlineData(2101, false)]
    public async Task An_account_of_many_pages_is_not_listed_before_orders(int servers, bool isListed)
    {
        var account = new SandboxAccount(new SandboxOptions { ServerIds = ids, Clock = new SandboxClock(() => _clock.UtcNow, _clock.Delay), ServerCount = servers, PageSize = 100, Credits = 1000 });
        using var client = Sandboxes.ClientOf(account, _clock);

        await client.CreateServerAsync(Order).Guarded();

        var pages = account.Requests.Count(request => request.Method == "GET");
        Assert.True(isListed ? pages >= 20 : pages < 10, $"{pages} pages");
    }

    [Fact]
    public async Task Orders_at_once_share_the_list()
    {
        var account = Account();
        account.FailNext("GET", "servers/", SandboxFaultKind.Hold);
        using var client = Sandboxes.ClientOf(account, _clock);
        var orders = Enumerable.Range(1, 8).Select(number => client.CreateServerAsync(Named($"web-{number}"))).ToArray();
        await account.WaitForHeldAsync(1).Guarded();

        account.ReleaseHeld();
        await Task.WhenAll(orders).Guarded();

        Assert.Equal(1, account.CountRequests("GET", "servers/"));
    }

    [Fact]
    public async Task An_own_server_that_its_address_does_not_show_yet_is_asked_for_again()
    {
        var account = Account(detailLag: TimeSpan.FromSeconds(10));
        using var client = Sandboxes.ClientOf(account, _clock);
        await client.CreateServerAsync(Order).Guarded();

        Assert.Equal("web-02", (await client.GetServerAsync(Id(3)).Guarded()).Name);
        Assert.Equal([2, 2, 2, 2, 2], _clock.DelaysInSeconds);
    }

    [Fact]
    public async Task After_a_minute_it_was_ordered_and_never_seen()
    {
        var account = Account(detailLag: TimeSpan.FromHours(1));
        using var client = Sandboxes.ClientOf(account, _clock);
        await client.CreateServerAsync(Order).Guarded();

        var exception = await Assert.ThrowsAsync<VpsServerNotSeenException>(() => client.GetServerAsync(Id(3)).Guarded());

        Assert.Equal(60, _clock.DelaysInSeconds.Sum());
        Assert.Equal((Id(3).Value, ManualClock.Start), (exception.ServerId, exception.OrderedAt));
        Assert.Contains("was never seen", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_asked_for_no_longer_than_the_call_may_take()
    {
        var account = Account(detailLag: TimeSpan.FromHours(1));
        using var client = Clients.For(account.BaseAddress, _clock, handler: account.CreateHandler, token: new SandboxOptions().Token, timeout: TimeSpan.FromSeconds(7));
        await client.CreateServerAsync(Order).Guarded();

        await Assert.ThrowsAsync<VpsServerNotSeenException>(() => client.GetServerAsync(Id(3)).Guarded());

        Assert.Equal([2, 2, 2], _clock.DelaysInSeconds);
    }

    [Fact]
    public async Task Once_it_was_seen_a_404_is_what_it_says()
    {
        var account = Account();
        using var client = Sandboxes.ClientOf(account, _clock);
        using var stranger = Sandboxes.ClientOf(account, _clock);
        await client.CreateServerAsync(Order).Guarded();
        await client.GetServerAsync(Id(3)).Guarded();
        await stranger.DeleteServerAsync(Id(3)).Guarded();

        await Assert.ThrowsAsync<VpsNotFoundException>(() => client.GetServerAsync(Id(3)).Guarded());
        await Assert.ThrowsAsync<VpsNotFoundException>(() => client.GetServerAsync(4711).Guarded());

        Assert.Empty(_clock.Delays);
    }

    [Fact]
    public async Task A_guard_waits_for_the_name_of_an_own_server()
    {
        var account = Account(detailLag: TimeSpan.FromSeconds(10));
        using var client = Clients.For(account.BaseAddress, _clock, handler: account.CreateHandler, token: new SandboxOptions().Token, isProtected: name => name == "db");
        await client.CreateServerAsync(Order).Guarded();

        await client.DeleteServerAsync(Id(3)).Guarded();

        Assert.Equal(1, account.CountRequests("DELETE", "servers/{id}/"));
    }

    private VpsId Id(int number) => Sandboxes.Id(ids, number);

    private static CreateServerRequest Named(string name) => new(name, 1, 5, "us-west");

    private SandboxAccount Account(TimeSpan listLag = default, TimeSpan detailLag = default) => new(new SandboxOptions
    {
        ServerIds = ids,
        Clock = new SandboxClock(() => _clock.UtcNow, _clock.Delay),
        ListLag = listLag,
        DetailLag = detailLag,
    });

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : OrderAnswerTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : OrderAnswerTests(SandboxServerIds.Uuid);
}
