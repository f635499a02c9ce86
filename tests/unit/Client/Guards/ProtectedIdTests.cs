using VpsOrg.Sandbox;

namespace VpsOrg.Client.Tests;

/// <summary>A protected name holds for its server, by whatever kind of id and however that is spelt.</summary>
public abstract class ProtectedIdTests(SandboxServerIds ids)
{
    private const string Name = "db-server-01";

    private static readonly Dictionary<string, Func<VpsClient, VpsId, Task>> Writes = new()
    {
        ["replace"] = (client, id) => client.ReplaceServerAsync(id, new ReplaceServerRequest("web", "web.example.com", backupsEnabled: true)),
        ["rename"] = (client, id) => client.UpdateServerAsync(id, new UpdateServerRequest { Name = "web-09" }),
        ["delete"] = (client, id) => client.DeleteServerAsync(id),
        ["stop"] = (client, id) => client.StopServerAsync(id),
        ["reboot"] = (client, id) => client.RebootServerAsync(id),
    };

    private readonly ManualClock _clock = new() { MovesByItself = true };

    public static TheoryData<string> EveryWrite => [.. Writes.Keys];

    public static TheoryData<string> Spellings => ["servers/{id}/stop/", "servers/{id}/stop", "SERVERS/{id}/reboot/", "servers//{id}/resize/", "servers/{encoded}/", "servers/{id}"];

    [Theory]
    [MemberData(nameof(EveryWrite))]
    public async Task No_write_is_sent_to_it(string write)
    {
        var account = Account();
        using var client = Client(account);

        var exception = await Assert.ThrowsAsync<VpsGuardException>(() => Writes[write](client, Id(2)).Guarded());

        Assert.Contains($"server {Id(2)} ('{Name}') is protected", exception.Message, StringComparison.Ordinal);
        Assert.All(account.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task No_write_is_sent_by_its_path_either(string path)
    {
        var account = Account();
        using var client = Client(account);

        foreach (var method in (HttpMethod[])[HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete])
        {
            var exception = await Assert.ThrowsAsync<VpsGuardException>(() => client.InvokeAsync(method, Spelt(path, Id(2))).Guarded());
            Assert.Contains($"('{Name}') is protected", exception.Message, StringComparison.Ordinal);
        }

        Assert.All(account.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task An_id_in_upper_case_is_the_same_server_where_the_API_takes_it_so()
    {
        await using var server = new RawServer(_ => RawAnswer.Json($$"""{"id":{{Payloads.Json(Id(2))}},"name":"{{Name}}"}"""));
        using var client = Clients.For(server.BaseAddress, _clock, isProtected: name => name == Name);
        var typed = Id(2).ToString().ToUpperInvariant();
        Assert.True(VpsId.TryParse(typed, out var id));

        await Assert.ThrowsAsync<VpsGuardException>(() => client.StopServerAsync(id).Guarded());
        var exception = await Assert.ThrowsAsync<VpsGuardException>(() => client.InvokeAsync(HttpMethod.Post, $"servers/{typed}/stop/").Guarded());

        Assert.Contains($"('{Name}') is protected", exception.Message, StringComparison.Ordinal);
        Assert.All(server.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Theory]
    [InlineData("servers/{plain}/stop/")]
    [InlineData("servers/{{id}}/stop/")]
    [InlineData("servers/urn:uuid:{id}/stop/")]
    [InlineData("servers/{id},{id}/stop/")]
    [InlineData("servers/db-server-01/stop/")]
    public async Task A_path_that_other_frameworks_may_take_for_an_id_names_none_and_is_refused(string path)
    {
        var account = Account();
        using var client = Client(account);
        var spelt = Spelt(path, Id(1));

        var isNumber = path.Contains("{plain}", StringComparison.Ordinal) && ids == SandboxServerIds.Integer; // A number has no hyphens to leave out.
        var exception = isNumber ? null : await Assert.ThrowsAsync<VpsGuardException>(() => client.InvokeAsync(HttpMethod.Post, spelt).Guarded());

        Assert.True(isNumber || exception!.Message.Contains("does not name a server by its id", StringComparison.Ordinal));
        Assert.Empty(account.Requests);
    }

    [Fact]
    public async Task Another_server_takes_the_write_by_its_path()
    {
        var account = Account();
        using var client = Client(account);

        await client.InvokeAsync(HttpMethod.Post, $"servers/{Id(1)}/stop/").Guarded();

        Assert.Equal([$"GET servers/{Id(1)}/", $"POST servers/{Id(1)}/stop/"], account.Requests.Select(request => $"{request.Method} {request.Path}"));
    }

    private static string Spelt(string path, VpsId id)
    {
        var text = id.ToString();
        return path
            .Replace("{id}", text, StringComparison.Ordinal)
            .Replace("{plain}", text.Replace("-", "", StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("{encoded}", Uri.HexEscape(text[0]) + text[1..], StringComparison.Ordinal);
    }

    private VpsId Id(int number) => Sandboxes.Id(ids, number);

    private SandboxAccount Account() => new(new SandboxOptions { ServerIds = ids, Clock = new SandboxClock(() => _clock.UtcNow, _clock.Delay) });

    private VpsClient Client(SandboxAccount account) =>
        Clients.For(account.BaseAddress, _clock, handler: account.CreateHandler, token: new SandboxOptions().Token, isProtected: name => name == Name);

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : ProtectedIdTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : ProtectedIdTests(SandboxServerIds.Uuid);
}
