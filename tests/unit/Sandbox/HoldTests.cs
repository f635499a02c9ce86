namespace VpsOrg.Sandbox.Tests;

public sealed class HoldTests : IDisposable
{
    private readonly SandboxFixture _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_held_request_has_arrived_and_is_acted_on_when_it_is_released()
    {
        _sandbox.Account.FailNext("DELETE", "servers/{id}/", SandboxFaultKind.Hold);
        var deleting = _sandbox.Client.DeleteAsync("servers/12345/");
        await _sandbox.Account.WaitForHeldAsync(1);
        var before = await _sandbox.StatusOfAsync(12345);
        var logged = _sandbox.Account.Requests[0];

        var released = _sandbox.Account.ReleaseHeld();

        Assert.Equal(204, (await deleting).Status);
        Assert.Equal(1, released);
        Assert.Equal("active", before);
        Assert.Equal("#1 DELETE servers/12345/ -", logged.ToString());
        var left = await _sandbox.Client.GetAsync("servers/");
        Assert.Equal([12346], left.Ids);
    }

    [Fact]
    public async Task A_held_answer_was_acted_on_before()
    {
        _sandbox.Account.FailNext("POST", "servers/", SandboxFaultKind.HoldAfterActing);
        var ordering = _sandbox.Client.PostAsync("servers/", SandboxFixture.Order);
        await _sandbox.Account.WaitForHeldAsync(1);
        var during = await _sandbox.Client.GetAsync("servers/");

        _sandbox.Account.ReleaseHeld();

        var created = await ordering;
        Assert.Equal([12345, 12346, 12347], during.Ids);
        Assert.Equal(12347, (long)created.Json["id"]!);
    }

    [Theory]
    [InlineData(SandboxFaultKind.Hold, 2)]
    [InlineData(SandboxFaultKind.HoldAfterActing, 1)]
    public async Task What_is_released_is_answered_as_the_fault_says_where_it_says(SandboxFaultKind kind, int serversLeft)
    {
        _sandbox.Account.FailNext("DELETE", "servers/{id}/", kind, status: 504);
        var deleting = _sandbox.Client.DeleteAsync("servers/12345/");
        await _sandbox.Account.WaitForHeldAsync(1);

        _sandbox.Account.ReleaseHeld();

        Assert.Equal(504, (await deleting).Status);
        Assert.Equal(serversLeft, (await _sandbox.Client.GetAsync("servers/")).Ids.Length);
    }

    [Fact]
    public async Task Requests_can_be_gathered_and_let_go_one_by_one_the_oldest_first()
    {
        _sandbox.Account.FailNext("GET", "servers/{id}/", SandboxFaultKind.Hold, times: 3);
        var first = _sandbox.Client.GetAsync("servers/12345/");
        await _sandbox.Account.WaitForHeldAsync(1);
        var second = _sandbox.Client.GetAsync("servers/12346/");
        await _sandbox.Account.WaitForHeldAsync(2);
        var third = _sandbox.Client.GetAsync("servers/12345/");
        await _sandbox.Account.WaitForHeldAsync(3);

        Assert.Equal(1, _sandbox.Account.ReleaseHeld(1));
        await first;
        Assert.Equal(2, _sandbox.Account.HeldRequests);
        Assert.Equal(2, _sandbox.Account.ReleaseHeld(9));
        await Task.WhenAll(second, third);
        Assert.Equal(0, _sandbox.Account.ReleaseHeld());
        Assert.Equal(3, _sandbox.Account.PeakRequestsInFlight);
    }

    [Fact]
    public async Task One_of_many_held_requests_can_be_let_go()
    {
        _sandbox.Account.FailNext("GET", "servers/{id}/", SandboxFaultKind.Hold, times: 2);
        var first = _sandbox.Client.GetAsync("servers/12345/");
        var second = _sandbox.Client.GetAsync("servers/12346/");
        await _sandbox.Account.WaitForHeldAsync(2);

        var released = _sandbox.Account.ReleaseHeld("get", "servers/12346/");

        Assert.Equal(12346, (long)(await second).Json["id"]!);
        Assert.Equal(1, released);
        Assert.Equal(1, _sandbox.Account.HeldRequests);
        Assert.False(first.IsCompleted);
        _sandbox.Account.ReleaseHeld("GET", "servers/{id}/");
        Assert.Equal(200, (await first).Status);
    }

    [Theory]
    [InlineData(SandboxFaultKind.Hold, 2)]
    [InlineData(SandboxFaultKind.HoldAfterActing, 1)]
    public async Task A_held_request_that_its_caller_gives_up_is_no_longer_held_and_reported_as_aborted(SandboxFaultKind kind, int serversLeft)
    {
        _sandbox.Account.FailNext("DELETE", "servers/{id}/", kind);
        using var cancellation = new CancellationTokenSource();
        var deleting = _sandbox.Client.StartAsync("DELETE", "servers/12345/", cancellationToken: cancellation.Token);
        await _sandbox.Account.WaitForHeldAsync(1);
        var aborted = _sandbox.Account.WaitForAbortsAsync(1);
        Assert.False(aborted.IsCompleted);

        await cancellation.CancelAsync();

        await aborted;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => deleting);
        Assert.True(_sandbox.Account.Requests[0].Aborted);
        Assert.Equal(0, _sandbox.Account.HeldRequests);
        Assert.Equal(serversLeft, (await _sandbox.Client.GetAsync("servers/")).Ids.Length);
    }

    [Fact]
    public async Task Waits_for_held_and_for_aborted_requests_can_be_cancelled()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _sandbox.Account.WaitForHeldAsync(1, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _sandbox.Account.WaitForAbortsAsync(1, cancelled));
    }
}
