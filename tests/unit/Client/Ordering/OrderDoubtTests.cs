using VpsOrg.Sandbox;

namespace VpsOrg.Client.Tests;

/// <summary>What nobody knows the end of is not ordered again, until it is known or the switch says so.</summary>
public abstract class OrderDoubtTests(SandboxServerIds ids)
{
    private static readonly CreateServerRequest Order = new("web-02", 1, 5, "us-west");
    private static readonly VpsOrderOptions Remembering = new() { UnlessRemembered = true };

    private readonly ManualClock _clock = new() { MovesByItself = true };
    private readonly OrderLedger _ledger = new();

    [Fact]
    public async Task An_order_of_a_name_in_doubt_is_refused_and_says_what_is_known()
    {
        var account = Account();
        using var client = await InDoubtAsync(account, SandboxFaultKind.CutBeforeActing);

        var exception = await Assert.ThrowsAsync<VpsOrderInDoubtException>(() => client.CreateServerAsync(Order).Guarded());

        Assert.False(exception.MayHaveActed);
        Assert.Equal("web-02", exception.ServerName);
        Assert.Empty(exception.CandidateIds);
        Assert.Equal(ManualClock.Start + TimeSpan.FromMinutes(10), exception.EndsAt);
        Assert.Contains("'web-02' was not ordered", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, account.CountRequests("POST", "servers/"));
    }

    [Fact]
    public async Task The_case_of_a_name_makes_it_no_other_name()
    {
        var account = Account();
        using var client = await InDoubtAsync(account, SandboxFaultKind.CutBeforeActing);

        await Assert.ThrowsAsync<VpsOrderInDoubtException>(() => client.CreateServerAsync(new CreateServerRequest("WEB-02", 1, 5, "us-west")).Guarded());
    }

    [Fact]
    public async Task DespiteDoubt_orders_all_the_same()
    {
        var account = Account();
        using var client = await InDoubtAsync(account, SandboxFaultKind.CutBeforeActing);

        var server = await client.CreateServerAsync(Order, new VpsOrderOptions { DespiteDoubt = true }).Guarded();

        Assert.Equal("web-02", server.Name);
        Assert.Equal(2, account.CountRequests("POST", "servers/"));
    }

    [Fact]
    public async Task A_doubt_survives_the_client_and_holds_for_another_of_the_same_account()
    {
        var account = Account();
        (await InDoubtAsync(account, SandboxFaultKind.CutBeforeActing)).Dispose();
        using var again = Sandboxes.ClientOf(account, _clock, ledger: _ledger);
        await again.GetAccountAsync().Guarded();

        await Assert.ThrowsAsync<VpsOrderInDoubtException>(() => again.CreateServerAsync(Order).Guarded());
        await Assert.ThrowsAsync<VpsOrderInDoubtException>(() => again.CreateServerAsync(Order, Remembering).Guarded());
    }

    [Fact]
    public async Task Another_account_has_doubts_of_its_own()
    {
        using var client = await InDoubtAsync(Account(), SandboxFaultKind.CutBeforeActing);
        var other = Account(email: "other@example.com", token: "vps_other");
        using var elsewhere = Clients.For(other.BaseAddress, _clock, handler: other.CreateHandler, token: "vps_other", ledger: _ledger);
        await elsewhere.GetAccountAsync().Guarded();

        Assert.Equal("web-02", (await elsewhere.CreateServerAsync(Order).Guarded()).Name);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_doubt_ends_after_ten_minutes_and_two_lists_that_do_not_show_the_server(int orders)
    {
        var account = Account();
        using var client = await InDoubtAsync(account, SandboxFaultKind.CutBeforeActing);
        if (orders == 2)
        {
            account.FailNext("POST", "servers/", SandboxFaultKind.CutBeforeActing);
            await Assert.ThrowsAsync<VpsCreateOutcomeUnknownException>(() => client.CreateServerAsync(Order, new VpsOrderOptions { DespiteDoubt = true }).Guarded());
        }

        _clock.Advance(OrderDoubts.Lifetime);
        var (lists, waits) = (account.CountRequests("GET", "servers/"), _clock.Delays.Count);
        var server = await client.CreateServerAsync(Order).Guarded();

        Assert.Equal("web-02", server.Name);
        Assert.Equal([TimeSpan.FromSeconds(5)], _clock.Delays.Skip(waits));
        Assert.Equal(lists + 3, account.CountRequests("GET", "servers/")); // Two for the doubt, and the one before an order.
    }

    [Fact]
    public async Task A_doubt_does_not_end_a_moment_earlier()
    {
        var account = Account();
        using var client = await InDoubtAsync(account, SandboxFaultKind.CutBeforeActing);

        _clock.Advance(OrderDoubts.Lifetime - TimeSpan.FromSeconds(31));

        await Assert.ThrowsAsync<VpsOrderInDoubtException>(() => client.CreateServerAsync(Order).Guarded());
    }

    [Fact]
    public async Task A_list_that_cannot_be_had_ends_no_doubt()
    {
        var account = Account();
        using var client = await InDoubtAsync(account, SandboxFaultKind.CutBeforeActing);
        _clock.Advance(OrderDoubts.Lifetime);
        account.FailNext("GET", "servers/", SandboxFaultKind.Status, status: 403);

        var exception = await Assert.ThrowsAsync<VpsOrderInDoubtException>(() => client.CreateServerAsync(Order).Guarded());

        Assert.Contains("the list could not be read", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, account.CountRequests("POST", "servers/"));
    }

    [Fact]
    public async Task A_server_that_shows_ends_the_doubt_and_is_not_bought_again()
    {
        var account = Account(listLag: TimeSpan.FromMinutes(2));
        using var client = await InDoubtAsync(account, SandboxFaultKind.CutAfterActing);
        _clock.Advance(TimeSpan.FromMinutes(2));

        var refused = await Assert.ThrowsAsync<VpsOrderInDoubtException>(() => client.CreateServerAsync(Order).Guarded());
        var server = await client.CreateServerAsync(Order, Remembering).Guarded();

        Assert.Equal([Id(3).Value], refused.CandidateIds);
        Assert.Equal(Id(3), server.Key);
        Assert.Equal(1, account.CountRequests("POST", "servers/"));
    }

    [Fact]
    public async Task A_server_that_was_made_later_than_the_504_is_found_by_the_next_order()
    {
        var account = Account();
        using var client = await InDoubtAsync(account, SandboxFaultKind.Status, status: 504);
        account.AddServer("web-02", planId: 1, osId: 5);

        Assert.Equal(Id(3), (await client.CreateServerAsync(Order, Remembering).Guarded()).Key);
        Assert.Equal(1, account.CountRequests("POST", "servers/"));
    }

    [Fact]
    public async Task A_server_that_fits_two_doubtful_orders_settles_neither()
    {
        var account = Account(listLag: TimeSpan.FromMinutes(2));
        using var client = await InDoubtAsync(account, SandboxFaultKind.CutBeforeActing);
        account.FailNext("POST", "servers/", SandboxFaultKind.CutAfterActing);
        await Assert.ThrowsAsync<VpsCreateOutcomeUnknownException>(() => client.CreateServerAsync(Order, new VpsOrderOptions { DespiteDoubt = true }).Guarded());
        _clock.Advance(TimeSpan.FromMinutes(3));

        var exception = await Assert.ThrowsAsync<VpsOrderInDoubtException>(() => client.CreateServerAsync(Order, Remembering).Guarded());

        Assert.Equal([Id(3).Value], exception.CandidateIds);
    }

    [Fact]
    public async Task A_lost_order_beside_a_doubtful_one_takes_no_server_that_may_be_the_other_s()
    {
        var account = Account();
        using var client = await InDoubtAsync(account, SandboxFaultKind.CutBeforeActing);
        account.FailNext("POST", "servers/", SandboxFaultKind.CutAfterActing);

        var exception = await Assert.ThrowsAsync<VpsCreateOutcomeUnknownException>(
            () => client.CreateServerAsync(Order, new VpsOrderOptions { DespiteDoubt = true }).Guarded());

        Assert.Equal([Id(3)], exception.Candidates.Select(server => server.Key));
    }

    [Fact]
    public async Task A_remembered_server_is_confirmed_by_its_id_while_the_list_lags()
    {
        var account = Account(listLag: TimeSpan.FromSeconds(20), detailLag: TimeSpan.FromSeconds(10));
        using var client = Sandboxes.ClientOf(account, _clock, ledger: _ledger);
        await client.CreateServerAsync(Order, Remembering).Guarded();
        using var again = Sandboxes.ClientOf(account, _clock, ledger: _ledger);

        Assert.Equal(Id(3), (await again.CreateServerAsync(Order, Remembering).Guarded()).Key);
        Assert.Equal(Id(3), (await again.RememberedServerAsync("WEB-02", false, new RecordingTrace(), default).Guarded())!.Key);
        Assert.Equal(1, account.CountRequests("POST", "servers/"));
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("invoke")]
    [InlineData("elsewhere")]
    [InlineData("renamed")]
    public async Task A_remembered_server_that_is_gone_is_forgotten(string how)
    {
        var account = Account(listLag: TimeSpan.FromMinutes(2));
        using var client = Sandboxes.ClientOf(account, _clock, ledger: _ledger);
        using var stranger = Sandboxes.ClientOf(account, _clock);
        await client.CreateServerAsync(Order, Remembering).Guarded();
        await client.GetServerAsync(Id(3)).Guarded();
        await (how switch
        {
            "delete" => client.DeleteServerAsync(Id(3)),
            "invoke" => client.InvokeAsync(HttpMethod.Delete, $"servers/{Id(3)}/"),
            "elsewhere" => stranger.DeleteServerAsync(Id(3)),
            _ => (Task)client.UpdateServerAsync(Id(3), new UpdateServerRequest { Name = "web-03" }),
        }).Guarded();

        Assert.Equal(Id(4), (await client.CreateServerAsync(Order, Remembering).Guarded()).Key);
    }

    [Fact]
    public async Task A_remembered_server_that_cannot_be_read_is_no_reason_to_order()
    {
        var account = Account();
        using var client = Sandboxes.ClientOf(account, _clock, ledger: _ledger);
        await client.CreateServerAsync(Order, Remembering).Guarded();
        account.FailNext("GET", "servers/{id}/", SandboxFaultKind.Status, status: 500);

        await Assert.ThrowsAsync<VpsServerErrorException>(() => client.CreateServerAsync(Order, Remembering).Guarded());

        Assert.Equal(1, account.CountRequests("POST", "servers/"));
    }

    [Fact]
    public async Task Orders_of_one_name_take_turns_over_all_clients_of_the_account()
    {
        var account = Account();
        using var first = Sandboxes.ClientOf(account, new ManualClock(), ledger: _ledger);
        using var second = Sandboxes.ClientOf(account, new ManualClock(), ledger: _ledger);
        account.FailNext("POST", "servers/", SandboxFaultKind.HoldAfterActing);
        var one = first.CreateServerAsync(Order, Remembering);
        await account.WaitForHeldAsync(1).Guarded();

        var other = second.CreateServerAsync(Order, Remembering);
        Assert.False(other.IsCompleted);
        account.ReleaseHeld();

        Assert.Equal(Id(3), (await one.Guarded()).Key);
        Assert.Equal(Id(3), (await other.Guarded()).Key);
        Assert.Equal(1, account.CountRequests("POST", "servers/"));
    }

    [Fact]
    public async Task An_order_waits_for_one_that_was_left_alone_no_longer_than_a_call_takes()
    {
        var account = Account();
        var clock = new ManualClock();
        using var client = Sandboxes.ClientOf(account, clock, ledger: _ledger);
        using var stop = new CancellationTokenSource();
        account.FailNext("POST", "servers/", SandboxFaultKind.HoldAfterActing);
        var left = client.CreateServerAsync(Order, null, null, stop.Token);
        await account.WaitForHeldAsync(1).Guarded();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left.Guarded());
        var later = new ManualClock();
        using var again = Sandboxes.ClientOf(account, later, ledger: _ledger);

        var waiting = again.CreateServerAsync(Order, Remembering);
        await later.ExpireAsync(TimeSpan.FromSeconds(100));

        Assert.Contains("has not come yet", (await Assert.ThrowsAsync<VpsOrderInDoubtException>(() => waiting.Guarded())).Message, StringComparison.Ordinal);
        account.ReleaseHeld();
        Assert.Equal(Id(3), (await again.CreateServerAsync(Order, Remembering).Guarded()).Key);
    }

    [Fact]
    public async Task A_server_whose_order_was_left_alone_is_not_bought_again_by_repeating_the_order()
    {
        var account = Account();
        using var client = Sandboxes.ClientOf(account, _clock, ledger: _ledger);
        using var stop = new CancellationTokenSource();
        account.FailNext("POST", "servers/", SandboxFaultKind.HoldAfterActing);
        var left = client.CreateServerAsync(Order, null, null, stop.Token);
        await account.WaitForHeldAsync(1).Guarded();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left.Guarded());
        account.ReleaseHeld();

        var exception = await Assert.ThrowsAsync<VpsOrderInDoubtException>(() => client.CreateServerAsync(Order).Guarded());

        Assert.Equal([Id(3).Value], exception.CandidateIds);
        Assert.Equal(Id(3), (await client.CreateServerAsync(Order, Remembering).Guarded()).Key);
        Assert.Equal(Id(4), (await client.CreateServerAsync(Order).Guarded()).Key);
    }

    private VpsId Id(int number) => Sandboxes.Id(ids, number);

    private SandboxAccount Account(TimeSpan listLag = default, TimeSpan detailLag = default, string email = "sandbox@example.com", string token = "vps_sandbox") => new(new SandboxOptions
    {
        ServerIds = ids,
        Clock = new SandboxClock(() => _clock.UtcNow, _clock.Delay),
        ListLag = listLag,
        DetailLag = detailLag,
        AccountEmail = email,
        Token = token,
    });

    /// <summary>A client whose order was lost, and is in doubt since 30 seconds.</summary>
    private async Task<VpsClient> InDoubtAsync(SandboxAccount account, SandboxFaultKind fault, int? status = null)
    {
        var client = Sandboxes.ClientOf(account, _clock, ledger: _ledger);
        account.FailNext("POST", "servers/", fault, status: status);
        await Assert.ThrowsAsync<VpsCreateOutcomeUnknownException>(() => client.CreateServerAsync(Order).Guarded());
        return client;
    }

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : OrderDoubtTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : OrderDoubtTests(SandboxServerIds.Uuid);
}
