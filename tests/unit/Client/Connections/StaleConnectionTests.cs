namespace VpsOrg.Client.Tests;

/// <summary>
/// A kept connection that the server closes after reading a request: the platform re-sends a request without content by
/// itself, and a POST that went out twice is a server bought twice.
/// </summary>
public sealed class StaleConnectionTests
{
    [Theory]
    [InlineData("start")]
    [InlineData("stop")]
    [InlineData("reboot")]
    public async Task An_action_on_a_stale_connection_is_sent_exactly_once(string action)
    {
        await using var server = Stale(_ => RawAnswer.Json(Payloads.Start));
        using var client = Clients.For(server, retries: 4);
        await client.GetServerAsync(12345).Guarded();

        var exception = await Assert.ThrowsAsync<VpsConnectionException>(() => (action switch
        {
            "start" => client.StartServerAsync(12345),
            "stop" => client.StopServerAsync(12345),
            _ => client.RebootServerAsync(12345),
        }).Guarded());

        Assert.True(exception.MayHaveActed);
        Assert.Equal(["GET /api/v1/servers/12345/", $"POST /api/v1/servers/12345/{action}/"], server.Lines);
        Assert.Equal(server.Requests[0].Connection, server.Requests[1].Connection);
    }

    [Fact]
    public async Task A_create_on_a_stale_connection_is_sent_exactly_once()
    {
        await using var server = Stale(request => request.Method == "POST" ? RawAnswer.Created(Payloads.Create) : RawAnswer.Json(Payloads.Page(0, [])));
        using var client = Clients.For(server, retries: 4);
        await client.GetServerAsync(12345).Guarded();

        await Assert.ThrowsAsync<VpsCreateOutcomeUnknownException>(
            () => client.CreateServerAsync(new CreateServerRequest("web-02", 1, 5, "us-west")).Guarded());

        Assert.Equal(1, server.Requests.Count(request => request.Method == "POST"));
        Assert.Equal(server.Requests[0].Connection, server.Requests[1].Connection);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task What_does_no_harm_twice_is_sent_again_on_a_new_connection(string method)
    {
        await using var server = Stale(_ => RawAnswer.Json(Payloads.Get));
        using var client = Clients.For(server, retries: 1);
        await client.GetServerAsync(12345).Guarded();

        var result = await (method switch
        {
            "GET" => client.GetServerAsync(12345),
            "PUT" => client.ReplaceServerAsync(12345, new ReplaceServerRequest("web", "web.example.com", backupsEnabled: true)),
            _ => client.UpdateServerAsync(12345, new UpdateServerRequest { BackupsEnabled = true }),
        }).Guarded();

        Assert.Equal(12345, result.Id);
        Assert.Equal(["GET", method, method], server.Requests.Select(request => request.Method));
        Assert.Equal([1, 1, 2], server.Requests.Select(request => request.Connection));
    }

    /// <summary>Answers the first request on a kept connection, closes it after reading the second, and then answers.</summary>
    private static RawServer Stale(Func<RawRequest, RawAnswer> then)
    {
        var count = 0;
        return new RawServer(request => ++count switch
        {
            1 => RawAnswer.Json(Payloads.Get),
            2 => RawAnswer.Close(),
            _ => then(request),
        });
    }
}
