namespace VpsOrg.Client.Tests;

/// <summary>A 401 in the middle of a run is proven once more; one at its beginning is believed.</summary>
public sealed class TokenProofTests
{
    private readonly ManualClock _clock = new() { MovesByItself = true };

    [Fact]
    public async Task A_401_after_a_success_is_asked_once_more_two_seconds_later()
    {
        await using var server = new RawServer(RawAnswer.Json(Payloads.Get), RawAnswer.Status(401), RawAnswer.Json(Payloads.Get));
        using var client = Clients.For(server, _clock);
        await client.GetServerAsync(12345).Guarded();

        await client.GetServerAsync(12345).Guarded();

        Assert.Equal([2], _clock.DelaysInSeconds);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_write_that_was_answered_401_did_nothing_and_is_sent_once_more()
    {
        await using var server = new RawServer(RawAnswer.Json(Payloads.Get), RawAnswer.Status(401), RawAnswer.NoContent());
        using var client = Clients.For(server, _clock);
        await client.GetServerAsync(12345).Guarded();

        await client.DeleteServerAsync(12345).Guarded();

        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_second_401_is_believed_and_from_then_on_the_first()
    {
        await using var server = new RawServer(request => request.Method == "GET" ? RawAnswer.Json(Payloads.Get) : RawAnswer.Status(401));
        using var client = Clients.For(server, _clock);
        await client.GetServerAsync(12345).Guarded();

        var exception = await Assert.ThrowsAsync<VpsUnauthorizedException>(() => client.StartServerAsync(12345).Guarded());
        await Assert.ThrowsAsync<VpsUnauthorizedException>(() => client.StartServerAsync(12345).Guarded());

        Assert.False(exception.MayHaveActed);
        Assert.Equal(2, exception.Attempts);
        Assert.Equal([2], _clock.DelaysInSeconds);
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task A_token_that_never_worked_is_refused_at_once()
    {
        await using var server = new RawServer(_ => RawAnswer.Status(401));
        using var client = Clients.For(server, _clock, retries: 4);

        await Assert.ThrowsAsync<VpsUnauthorizedException>(() => client.GetAccountAsync().Guarded());

        Assert.Single(server.Requests);
        Assert.Empty(_clock.Delays);
    }

    [Fact]
    public async Task Two_seconds_that_a_call_does_not_have_are_not_waited()
    {
        await using var server = new RawServer(RawAnswer.Json(Payloads.Get), RawAnswer.Status(401));
        using var client = Clients.For(server, _clock, timeout: TimeSpan.FromSeconds(2));
        await client.GetServerAsync(12345).Guarded();

        await Assert.ThrowsAsync<VpsUnauthorizedException>(() => client.GetServerAsync(12345).Guarded());

        Assert.Empty(_clock.Delays);
    }
}
