namespace VpsOrg.Client.Tests;

/// <summary>A time-out bounds the whole call, its body included. The watchdog alone bounds these tests.</summary>
public sealed class TimeoutTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(600);

    public static TheoryData<string> Faults => ["never answers", "stops in the head", "stops in the body", "drips the head", "drips the body", "drips an error"];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_read_ends_in_time_whatever_the_server_does(string fault)
    {
        await using var server = new RawServer(_ => Answer(fault));
        using var client = Clients.For(server, retries: 4, timeout: Short);

        var exception = await Assert.ThrowsAsync<VpsTimeoutException>(() => client.GetServerAsync(12345).Guarded());

        Assert.Contains("no whole answer within 0.6 s (-TimeoutSec)", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.MayHaveActed);
        Assert.Equal(1, exception.Attempts);
        await server.UntilClosedAsync(1);
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_list_ends_in_time_whatever_the_server_does(string fault)
    {
        await using var server = new RawServer(_ => Answer(fault));
        using var client = Clients.For(server, retries: 4, timeout: Short);

        await Assert.ThrowsAsync<VpsTimeoutException>(() => client.GetServersAsync().Guarded());

        await server.UntilClosedAsync(1);
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_write_that_timed_out_may_have_acted_and_is_not_sent_again(string fault)
    {
        await using var server = new RawServer(_ => Answer(fault));
        using var client = Clients.For(server, retries: 4, timeout: Short);

        var exception = await Assert.ThrowsAsync<VpsTimeoutException>(() => client.UpdateServerAsync(1, new UpdateServerRequest { BackupsEnabled = true }).Guarded());

        Assert.True(exception.MayHaveActed);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_handler_that_minds_no_token_is_left_behind()
    {
        var never = new TaskCompletionSource<HttpResponseMessage>();
        using var client = Clients.For(new StubHandler((_, _) => never.Task), timeout: Short);

        await Assert.ThrowsAsync<VpsTimeoutException>(() => client.GetServerAsync(1).Guarded());
    }

    private static RawAnswer Answer(string fault) => fault switch
    {
        "never answers" => RawAnswer.Stall(),
        "stops in the head" => RawAnswer.BytesThenStall("HTTP/1.1 200 OK\r\nContent-"),
        "stops in the body" => RawAnswer.BytesThenStall(RawAnswer.Head(200, 5000) + "{\"count\":1,\"results\":["),
        "drips the head" => RawAnswer.Drip("HTTP/1.1 200 OK\r\nX-Drops: ", 'x'),
        "drips the body" => RawAnswer.Drip(RawAnswer.Head(200, 5_000_000) + "{\"count\":1,\"results\":[", ' '),
        _ => RawAnswer.Drip(RawAnswer.Head(500, 5_000_000) + "{\"detail\":\"", 'x'),
    };
}
