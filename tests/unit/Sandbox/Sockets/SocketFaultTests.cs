namespace VpsOrg.Sandbox.Tests;

public sealed class SocketFaultTests
{
    [Theory]
    [InlineData(SandboxFaultKind.CutBeforeActing, 2)]
    [InlineData(SandboxFaultKind.CutAfterActing, 1)]
    public async Task A_cut_is_a_lost_connection(SandboxFaultKind kind, int serversLeft)
    {
        await using var sandbox = await ServerFixture.StartAsync();
        sandbox.Server.Account.FailNext("DELETE", "servers/{id}/", kind);

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.Client.DeleteAsync("servers/12345/"));

        Assert.IsAssignableFrom<IOException>(exception.InnerException);
        Assert.Equal(serversLeft, (await sandbox.Client.GetAsync("servers/")).Ids.Length);
    }

    [Fact]
    public async Task A_truncated_body_arrives_by_half()
    {
        await using var sandbox = await ServerFixture.StartAsync();
        sandbox.Server.Account.FailNext("GET", "servers/", SandboxFaultKind.TruncateBody);
        using var response = await sandbox.Client.StartAsync("GET", "servers/", completion: HttpCompletionOption.ResponseHeadersRead);
        using var stream = await response.Content.ReadAsStreamAsync();
        using var received = new MemoryStream();

        await Assert.ThrowsAnyAsync<IOException>(() => stream.CopyToAsync(received));

        Assert.Equal(response.Content.Headers.ContentLength / 2, received.Length);
    }

    [Fact]
    public async Task A_stalled_body_arrives_by_half_and_ends_with_the_client()
    {
        await using var sandbox = await ServerFixture.StartAsync();
        sandbox.Server.Account.FailNext("GET", "servers/", SandboxFaultKind.StallBody);
        using var cancellation = new CancellationTokenSource();
        using var response = await sandbox.Client.StartAsync("GET", "servers/", completion: HttpCompletionOption.ResponseHeadersRead);
        using var stream = await response.Content.ReadAsStreamAsync();
        await stream.ReadExactlyAsync(new byte[(int)response.Content.Headers.ContentLength! / 2]);
        var reading = stream.ReadAsync(new byte[1], cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        response.Dispose();
        await sandbox.Server.Account.WaitForAbortsAsync(1);
    }

    [Fact]
    public async Task A_dripping_body_arrives_whole()
    {
        await using var sandbox = await ServerFixture.StartAsync();
        sandbox.Server.Account.FailNext("GET", "servers/", SandboxFaultKind.DripBody);

        var list = await sandbox.Client.GetAsync("servers/");

        Assert.Equal([12345, 12346], list.Ids);
    }

    [Fact]
    public async Task A_made_up_answer_arrives_with_its_headers()
    {
        await using var sandbox = await ServerFixture.StartAsync();
        sandbox.Server.Account.InjectFault(new SandboxFault
        {
            Status = 429,
            Body = "slow down",
            ContentType = "text/plain",
            Headers = { ["Retry-After"] = "Wed, 21 Oct 2026 07:28:00 GMT" },
        });

        var answer = await sandbox.Client.GetAsync("servers/");

        Assert.Equal(429, answer.Status);
        Assert.Equal("slow down", answer.Text);
        Assert.Equal("text/plain", answer.Header("Content-Type"));
        Assert.Equal("Wed, 21 Oct 2026 07:28:00 GMT", answer.Header("Retry-After"));
    }

    [Fact]
    public async Task An_empty_body_arrives_empty()
    {
        await using var sandbox = await ServerFixture.StartAsync();
        sandbox.Server.Account.FailNext("GET", "servers/", SandboxFaultKind.EmptyBody);

        var answer = await sandbox.Client.GetAsync("servers/");

        Assert.Equal(200, answer.Status);
        Assert.Equal("", answer.Text);
    }

    [Fact]
    public async Task A_hang_after_acting_has_acted()
    {
        await using var sandbox = await ServerFixture.StartAsync();
        sandbox.Server.Account.FailNext("DELETE", "servers/{id}/", SandboxFaultKind.HangAfterActing);
        using var cancellation = new CancellationTokenSource();
        var deleting = sandbox.Client.StartAsync("DELETE", "servers/12345/", cancellationToken: cancellation.Token);
        await sandbox.Server.Account.WaitForHeldAsync(1);
        var during = await sandbox.Client.GetAsync("servers/");

        await cancellation.CancelAsync();

        Assert.Equal([12346], during.Ids);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => deleting);
    }
}
