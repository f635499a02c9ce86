namespace VpsOrg.Sandbox.Tests;

public sealed class BodyFaultTests : IDisposable
{
    private readonly SandboxFixture _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_truncated_body_is_half_of_the_true_one_and_then_a_lost_connection()
    {
        var whole = await _sandbox.Client.GetAsync("servers/");
        _sandbox.Account.FailNext("GET", "servers/", SandboxFaultKind.TruncateBody, times: 2);

        var buffered = await Assert.ThrowsAsync<HttpRequestException>(() => _sandbox.Client.GetAsync("servers/"));
        using var response = await _sandbox.Client.StartAsync("GET", "servers/", completion: HttpCompletionOption.ResponseHeadersRead);
        using var stream = await response.Content.ReadAsStreamAsync();
        var half = new byte[whole.Text.Length / 2];
        await stream.ReadExactlyAsync(half);

        await Assert.ThrowsAsync<IOException>(() => stream.ReadExactlyAsync(new byte[1]).AsTask());
        Assert.IsAssignableFrom<IOException>(buffered.InnerException);
        Assert.Equal(whole.Text[..half.Length], System.Text.Encoding.UTF8.GetString(half));
        Assert.Equal(whole.Text.Length, response.Content.Headers.ContentLength);
        Assert.All(_sandbox.Account.Requests, request => Assert.False(request.Aborted));
    }

    [Fact]
    public async Task A_stalled_body_ends_when_the_caller_gives_up()
    {
        _sandbox.Account.FailNext("GET", "servers/", SandboxFaultKind.StallBody);
        using var cancellation = new CancellationTokenSource();
        using var response = await _sandbox.Client.StartAsync("GET", "servers/", completion: HttpCompletionOption.ResponseHeadersRead);
        using var stream = await response.Content.ReadAsStreamAsync();
        var reading = stream.CopyToAsync(Stream.Null, cancellation.Token);
        Assert.False(reading.IsCompleted);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.True(Assert.Single(_sandbox.Account.Requests).Aborted);
    }

    [Fact]
    public async Task A_stalled_body_ends_a_buffering_client_too()
    {
        _sandbox.Account.FailNext("GET", "servers/", SandboxFaultKind.StallBody);
        using var cancellation = new CancellationTokenSource();
        var reading = _sandbox.Client.StartAsync("GET", "servers/", cancellationToken: cancellation.Token);
        await _sandbox.Account.WaitForHeldAsync(1);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await _sandbox.Account.WaitForAbortsAsync(1);
    }

    [Fact]
    public async Task A_stalled_body_ends_when_it_is_disposed()
    {
        _sandbox.Account.FailNext("GET", "servers/", SandboxFaultKind.StallBody);
        var response = await _sandbox.Client.StartAsync("GET", "servers/", completion: HttpCompletionOption.ResponseHeadersRead);
        var stream = await response.Content.ReadAsStreamAsync();
        var reading = stream.CopyToAsync(Stream.Null);

        response.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => reading);
        Assert.True(Assert.Single(_sandbox.Account.Requests).Aborted);
    }

    [Fact]
    public async Task A_dripping_body_comes_byte_by_byte()
    {
        _sandbox.Account.FailNext("GET", "servers/12345/", SandboxFaultKind.DripBody);
        using var response = await _sandbox.Client.StartAsync("GET", "servers/12345/", completion: HttpCompletionOption.ResponseHeadersRead);
        using var stream = await response.Content.ReadAsStreamAsync();

        var first = await stream.ReadAsync(new byte[100]);
        using var rest = new StreamReader(stream);
        var text = await rest.ReadToEndAsync();

        Assert.Equal(1, first);
        Assert.Equal(12345, (int)Reply.ParseJson("{" + text)["id"]!);
    }

    [Fact]
    public async Task Each_byte_of_a_dripping_body_takes_its_time_on_the_account_s_clock()
    {
        _sandbox.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.DripBody, Delay = TimeSpan.FromSeconds(1) });
        using var response = await _sandbox.Client.StartAsync("GET", "servers/", completion: HttpCompletionOption.ResponseHeadersRead);
        using var stream = await response.Content.ReadAsStreamAsync();
        var one = new byte[1];

        foreach (var expected in "{\"count\"")
        {
            var reading = stream.ReadAsync(one).AsTask();
            Assert.False(reading.IsCompleted);
            _sandbox.Clock.Advance(1);
            await reading;
            Assert.Equal(expected, (char)one[0]);
        }
    }

    [Fact]
    public async Task A_drip_that_is_waited_for_can_be_cancelled()
    {
        _sandbox.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.DripBody, Delay = TimeSpan.FromDays(1) });
        using var cancellation = new CancellationTokenSource();
        using var response = await _sandbox.Client.StartAsync("GET", "servers/", completion: HttpCompletionOption.ResponseHeadersRead);
        using var stream = await response.Content.ReadAsStreamAsync();
        var reading = stream.ReadAsync(new byte[1], cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task A_body_can_be_read_without_tasks()
    {
        using var response = await _sandbox.Client.StartAsync("GET", "servers/", completion: HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(response.Content.ReadAsStream());

        string ReadAll() => reader.ReadToEnd();
        Assert.Equal(2, (int)Reply.ParseJson(ReadAll())["count"]!);
    }
}
