namespace VpsOrg.Client.Tests;

public sealed class RequestBodyTests
{
    [Fact]
    public async Task A_create_leaves_out_what_was_not_given() =>
        Assert.Equal(
            """{"name":"web-02","plan_id":1,"os_id":5,"location":"us-west"}""",
            await BodyOfAsync(client => client.CreateServerAsync(new CreateServerRequest("web-02", 1, 5, "us-west"))));

    [Fact]
    public async Task A_create_tells_backups_off_from_backups_not_given() =>
        Assert.Equal(
            """{"name":"web-02","plan_id":1,"os_id":5,"location":"us-west","backups_enabled":false}""",
            await BodyOfAsync(client => client.CreateServerAsync(new CreateServerRequest("web-02", 1, 5, "us-west") { BackupsEnabled = false })));

    [Fact]
    public async Task A_patch_sends_null_where_null_was_set() =>
        Assert.Equal(
            """{"hostname":null}""",
            await BodyOfAsync(client => client.UpdateServerAsync(12345, new UpdateServerRequest { Hostname = null })));

    [Fact]
    public async Task A_patch_of_the_name_sends_the_name_alone() =>
        Assert.Equal(
            """{"name":"web-09"}""",
            await BodyOfAsync(client => client.UpdateServerAsync(12345, new UpdateServerRequest { Name = "web-09" })));

    [Fact]
    public async Task A_patch_tells_backups_off_from_backups_not_set() =>
        Assert.Equal(
            """{"backups_enabled":false}""",
            await BodyOfAsync(client => client.UpdateServerAsync(12345, new UpdateServerRequest { BackupsEnabled = false })));

    [Fact]
    public async Task A_patch_of_everything_sends_everything() =>
        Assert.Equal(
            """{"name":"web-09","hostname":"web09.example.com","backups_enabled":true}""",
            await BodyOfAsync(client => client.UpdateServerAsync(
                12345, new UpdateServerRequest { Name = "web-09", Hostname = "web09.example.com", BackupsEnabled = true })));

    [Fact]
    public async Task A_patch_of_nothing_is_refused_and_nothing_is_sent()
    {
        await using var server = new RawServer();
        using var client = Clients.For(server);

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => client.UpdateServerAsync(12345, new UpdateServerRequest()));

        Assert.StartsWith("There is nothing to change", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, server.ConnectionsAccepted);
    }

    private static async Task<string> BodyOfAsync(Func<VpsClient, Task> call)
    {
        await using var server = new RawServer(request => request.Method switch
        {
            "GET" => RawAnswer.Json(Payloads.Page(0, [])),
            "POST" => RawAnswer.Created("""{"id":1,"name":"web-02"}"""),
            _ => RawAnswer.Json(Payloads.Get),
        });
        using var client = Clients.For(server);
        await call(client).Guarded();
        return server.Requests.Single(request => request.Method != "GET").Body;
    }
}
