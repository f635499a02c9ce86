namespace VpsOrg.Sandbox.Tests;

public sealed class FaultTests : IDisposable
{
    private readonly SandboxFixture _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(SandboxFaultKind.Status, 2)]
    [InlineData(SandboxFaultKind.StatusAfterActing, 1)]
    public async Task A_status_is_answered_before_or_after_acting(SandboxFaultKind kind, int serversLeft)
    {
        _sandbox.Account.InjectFault(new SandboxFault
        {
            Kind = kind,
            Status = 502,
            Body = "<html>Bad gateway</html>",
            ContentType = "text/html",
            Headers = { ["Retry-After"] = "7", ["Date"] = "yesterday", ["Allow"] = "GET" },
        });

        var answer = await _sandbox.Client.DeleteAsync("servers/12345/");

        Assert.Equal(502, answer.Status);
        Assert.Equal("<html>Bad gateway</html>", answer.Text);
        Assert.Equal("text/html", answer.Header("Content-Type"));
        Assert.Equal("7", answer.Header("Retry-After"));
        Assert.Equal("yesterday", answer.Header("Date"));
        Assert.Equal("GET", answer.Header("Allow"));
        Assert.Equal(serversLeft, (await _sandbox.Client.GetAsync("servers/")).Ids.Length);
    }

    [Fact]
    public async Task A_status_fault_without_details_is_503_with_a_detail()
    {
        _sandbox.Account.InjectFault(new SandboxFault());

        var answer = await _sandbox.Client.GetAsync("servers/");

        Assert.Equal(503, answer.Status);
        Assert.Equal("The sandbox was told to answer this.", (string?)answer.Json["detail"]);
    }

    [Theory]
    [InlineData(SandboxFaultKind.CutBeforeActing, 2)]
    [InlineData(SandboxFaultKind.CutAfterActing, 1)]
    public async Task A_lost_connection_looks_as_with_the_real_handler(SandboxFaultKind kind, int serversLeft)
    {
        _sandbox.Account.FailNext("DELETE", "servers/{id}/", kind);

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => _sandbox.Client.DeleteAsync("servers/12345/"));

        Assert.IsAssignableFrom<IOException>(exception.InnerException);
        var request = Assert.Single(_sandbox.Account.Requests);
        Assert.Null(request.Status);
        Assert.False(request.Aborted);
        Assert.Equal(kind, request.FaultKind);
        Assert.Equal(serversLeft, (await _sandbox.Client.GetAsync("servers/")).Ids.Length);
    }

    [Theory]
    [InlineData(SandboxFaultKind.Hang, 2)]
    [InlineData(SandboxFaultKind.HangAfterActing, 1)]
    public async Task A_hanging_request_ends_when_the_caller_gives_up(SandboxFaultKind kind, int serversLeft)
    {
        _sandbox.Account.FailNext("DELETE", "servers/12345/", kind);
        using var cancellation = new CancellationTokenSource();
        var deleting = _sandbox.Client.StartAsync("DELETE", "servers/12345/", cancellationToken: cancellation.Token);
        await _sandbox.Account.WaitForRequestsAsync(1);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => deleting);

        Assert.True(Assert.Single(_sandbox.Account.Requests).Aborted);
        Assert.Equal(serversLeft, (await _sandbox.Client.GetAsync("servers/")).Ids.Length);
    }

    [Fact]
    public async Task A_body_can_be_anything()
    {
        _sandbox.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Body, Body = "<html>", ContentType = "text/html" });

        var answer = await _sandbox.Client.DeleteAsync("servers/12345/");

        Assert.Equal(200, answer.Status);
        Assert.Equal("<html>", answer.Text);
        Assert.Equal("active", await _sandbox.StatusOfAsync(12345));
    }

    [Fact]
    public async Task A_body_can_be_missing()
    {
        _sandbox.Account.FailNext("POST", "servers/", SandboxFaultKind.EmptyBody);

        var answer = await _sandbox.Client.PostAsync("servers/", SandboxFixture.Order);

        Assert.Equal(201, answer.Status);
        Assert.Equal("", answer.Text);
        Assert.Equal(3, (await _sandbox.Client.GetAsync("servers/")).Ids.Length);
    }

    [Fact]
    public async Task A_delay_passes_on_the_account_s_clock_and_then_the_request_is_acted_on()
    {
        _sandbox.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Delay, Delay = TimeSpan.FromSeconds(30) });
        var deleting = _sandbox.Client.DeleteAsync("servers/12345/");
        _sandbox.Clock.Advance(29);
        var before = await _sandbox.StatusOfAsync(12345);
        Assert.Equal([30], _sandbox.Clock.Waiting);

        _sandbox.Clock.Advance(1);

        Assert.Equal(204, (await deleting).Status);
        Assert.Equal("active", before);
    }

    [Fact]
    public async Task A_delay_ends_when_the_caller_gives_up()
    {
        _sandbox.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Delay, Delay = TimeSpan.FromDays(1) });
        using var cancellation = new CancellationTokenSource();
        var never = _sandbox.Client.StartAsync("GET", "servers/", cancellationToken: cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => never);
        Assert.True(Assert.Single(_sandbox.Account.Requests).Aborted);
    }

    [Fact]
    public async Task A_hang_is_told_from_the_moment_when_it_has_acted_and_no_release_ends_it()
    {
        _sandbox.Account.FailNext("DELETE", "servers/{id}/", SandboxFaultKind.HangAfterActing);
        using var cancellation = new CancellationTokenSource();
        var deleting = _sandbox.Client.StartAsync("DELETE", "servers/12345/", cancellationToken: cancellation.Token);
        await _sandbox.Account.WaitForHeldAsync(1);
        var during = await _sandbox.Client.GetAsync("servers/");

        var released = _sandbox.Account.ReleaseHeld();
        await cancellation.CancelAsync();

        Assert.Equal([12346], during.Ids);
        Assert.Equal(0, released);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => deleting);
    }

    [Fact]
    public async Task A_fault_strikes_as_often_as_told_and_only_where_told()
    {
        _sandbox.Account.FailNext("GET", "servers/{id}/", SandboxFaultKind.Status, times: 2, status: 500);

        var spared = await _sandbox.Client.GetAsync("servers/");
        var first = await _sandbox.Client.GetAsync("servers/12345/");
        var second = await _sandbox.Client.GetAsync("servers/12346/");
        var third = await _sandbox.Client.GetAsync("servers/12345/");

        Assert.Equal([200, 500, 500, 200], new[] { spared, first, second, third }.Select(answer => answer.Status));
    }

    [Fact]
    public async Task The_oldest_fault_strikes_first()
    {
        _sandbox.Account.InjectFault(new SandboxFault { Status = 500 });
        _sandbox.Account.InjectFault(new SandboxFault { Status = 502 });

        Assert.Equal(500, (await _sandbox.Client.GetAsync("servers/")).Status);
        Assert.Equal(502, (await _sandbox.Client.GetAsync("servers/")).Status);
    }

    [Fact]
    public async Task Faults_can_be_taken_back()
    {
        _sandbox.Account.InjectFault(new SandboxFault { Times = 100 });
        _sandbox.Account.ClearFaults();

        Assert.Equal(200, (await _sandbox.Client.GetAsync("servers/")).Status);
    }

    [Fact]
    public void A_fault_says_in_a_few_words_what_it_is()
    {
        Assert.Equal("CutAfterActing POST servers/ x2", new SandboxFault { Kind = SandboxFaultKind.CutAfterActing, Method = "POST", PathPattern = "servers/", Times = 2 }.ToString());
        Assert.Equal("Hang * * x1", new SandboxFault { Kind = SandboxFaultKind.Hang }.ToString());
    }

    [Fact]
    public void Faults_without_sense_are_refused()
    {
        Assert.Throws<ArgumentException>("Times", () => _sandbox.Account.InjectFault(new SandboxFault { Times = 0 }));
        Assert.Throws<ArgumentException>("Status", () => _sandbox.Account.InjectFault(new SandboxFault { Status = 99 }));
        Assert.Throws<ArgumentException>("Delay", () => _sandbox.Account.InjectFault(new SandboxFault { Delay = TimeSpan.MaxValue }));
        Assert.Throws<ArgumentException>("Kind", () => _sandbox.Account.InjectFault(new SandboxFault { Kind = (SandboxFaultKind)99 }));
    }
}
