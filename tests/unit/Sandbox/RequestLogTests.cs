using System.Text.Json;

namespace VpsOrg.Sandbox.Tests;

public sealed class RequestLogTests : IDisposable
{
    private readonly SandboxFixture _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_request_is_logged_as_it_was_sent()
    {
        _sandbox.Client.Http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "test/1.0 (comment)");
        _sandbox.Client.Http.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/json");

        await _sandbox.Client.SendAsync("PATCH", "servers/12345/?a=%20b", """{"name":"renamed"}""", "application/json; charset=utf-8");

        var request = Assert.Single(_sandbox.Account.Requests);
        Assert.Equal(1, request.Number);
        Assert.Equal(_sandbox.Clock.Now, request.Time);
        Assert.Equal("PATCH", request.Method);
        Assert.Equal("servers/12345/", request.Path);
        Assert.Equal("a=%20b", request.Query);
        Assert.Equal("application/json; charset=utf-8", request.ContentType);
        Assert.Equal("application/json", request.Accept);
        Assert.Equal("test/1.0 (comment)", request.UserAgent);
        Assert.Equal("""{"name":"renamed"}""", request.BodyText);
        Assert.Equal(200, request.Status);
        Assert.Null(request.FaultKind);
        Assert.False(request.Aborted);
        Assert.True(request.Authorized);
        Assert.Equal("#1 PATCH servers/12345/ 200", request.ToString());
    }

    [Fact]
    public async Task A_request_without_body_or_token_is_logged_so()
    {
        _sandbox.Client.Http.DefaultRequestHeaders.Clear();

        await _sandbox.Client.GetAsync("/elsewhere/");

        var request = Assert.Single(_sandbox.Account.Requests);
        Assert.Equal("/elsewhere/", request.Path);
        Assert.Equal("", request.Query);
        Assert.Null(request.BodyText);
        Assert.Null(request.ContentType);
        Assert.False(request.Authorized);
    }

    [Fact]
    public async Task The_token_is_nowhere_in_the_log()
    {
        _sandbox.Client.Http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "vps_sandbox");

        await _sandbox.Client.PostAsync("vps_sandbox/?token=vps_sandbox", "\"vps_sandbox\"");

        var request = Assert.Single(_sandbox.Account.Requests);
        Assert.DoesNotContain("vps_sandbox", JsonSerializer.Serialize(request), StringComparison.Ordinal);
        Assert.DoesNotContain("vps_sandbox", request.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("vps_sandbox", _sandbox.Account.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("vps_sandbox", string.Concat(_sandbox.Account.RequestSummary), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_summary_folds_ids_and_keeps_the_order_of_the_documentation()
    {
        await _sandbox.Client.GetAsync("account/me/");
        await _sandbox.Client.PostAsync("servers/12346/reboot/");
        await _sandbox.Client.PostAsync("servers/12345/reboot/");
        await _sandbox.Client.DeleteAsync("servers/12345/");
        await _sandbox.Client.PostAsync("servers/", SandboxFixture.Order);
        await _sandbox.Client.GetAsync("servers/?page=1");
        await _sandbox.Client.GetAsync("servers/?page=2");

        Assert.Equal(
            ["GET servers/: 2", "POST servers/: 1", "DELETE servers/{id}/: 1", "POST servers/{id}/reboot/: 2", "GET account/me/: 1"],
            _sandbox.Account.RequestSummary);
        Assert.Equal(2, _sandbox.Account.CountRequests("POST", "servers/{id}/reboot/"));
        Assert.Equal(1, _sandbox.Account.CountRequests("post", "servers/12345/reboot/"));
        Assert.Equal(0, _sandbox.Account.CountRequests("GET", "servers/{id}/"));
    }

    [Fact]
    public async Task Clearing_the_log_keeps_the_numbers_going()
    {
        await _sandbox.Client.GetAsync("servers/");
        var before = _sandbox.Account.Requests;
        _sandbox.Account.ClearRequests();

        await _sandbox.Client.GetAsync("servers/");

        Assert.Single(before);
        Assert.Equal(2, Assert.Single(_sandbox.Account.Requests).Number);
    }

    [Fact]
    public async Task The_peak_is_the_most_that_were_under_way_at_once()
    {
        _sandbox.Account.FailNext("GET", "servers/", SandboxFaultKind.Hang, times: 3);
        using var cancellation = new CancellationTokenSource();
        var hanging = Enumerable.Range(0, 3)
            .Select(_ => _sandbox.Client.StartAsync("GET", "servers/", cancellationToken: cancellation.Token))
            .ToArray();
        await _sandbox.Account.WaitForRequestsAsync(3);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(hanging));
        await _sandbox.Account.WaitUntilIdleAsync();

        await _sandbox.Client.GetAsync("servers/");

        Assert.Equal(3, _sandbox.Account.PeakRequestsInFlight);
        _sandbox.Account.ClearRequests();
        Assert.Equal(0, _sandbox.Account.PeakRequestsInFlight);
    }

    [Fact]
    public async Task Requests_one_after_the_other_have_a_peak_of_one()
    {
        await _sandbox.Client.GetAsync("servers/");
        await _sandbox.Client.DeleteAsync("servers/12345/");
        await _sandbox.Client.GetAsync("servers/");

        Assert.Equal(1, _sandbox.Account.PeakRequestsInFlight);
    }

    [Fact]
    public async Task Every_request_takes_the_latency_on_the_account_s_clock()
    {
        using var sandbox = new SandboxFixture(options => options.Latency = TimeSpan.FromSeconds(3));
        var deleting = sandbox.Client.DeleteAsync("servers/12345/");
        sandbox.Clock.Advance(2.9);
        var before = sandbox.Account.ToString();
        Assert.Equal([3], sandbox.Clock.Waiting);

        sandbox.Clock.Advance(0.1);

        Assert.Equal(204, (await deleting).Status);
        Assert.Contains(": 2 servers", before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_request_is_logged_as_aborted_and_not_acted_on()
    {
        using var sandbox = new SandboxFixture(options => options.Latency = TimeSpan.FromDays(1));
        using var cancellation = new CancellationTokenSource();
        var deleting = sandbox.Client.StartAsync("DELETE", "servers/12345/", cancellationToken: cancellation.Token);
        await sandbox.Account.WaitForRequestsAsync(1);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => deleting);

        var request = Assert.Single(sandbox.Account.Requests);
        Assert.True(request.Aborted);
        Assert.Null(request.Status);
        Assert.Contains(": 2 servers", sandbox.Account.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_dropped_before_its_end_is_logged_as_aborted()
    {
        using (await _sandbox.Client.StartAsync("GET", "servers/", completion: HttpCompletionOption.ResponseHeadersRead))
        {
        }

        var request = Assert.Single(_sandbox.Account.Requests);
        Assert.True(request.Aborted);
        Assert.Equal(200, request.Status);
        Assert.Equal("#1 GET servers/ 200 aborted", request.ToString());
    }

    [Fact]
    public async Task A_wait_for_requests_can_be_cancelled()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _sandbox.Account.WaitForRequestsAsync(1, new CancellationToken(canceled: true)));
    }
}
