using System.Globalization;
using VpsOrg.Sandbox;

namespace VpsOrg.Client.Tests;

/// <summary>An answer is believed about the server that was asked for, and about no other.</summary>
public abstract class OtherServerTests(SandboxServerIds ids)
{
    private static readonly Dictionary<string, Func<VpsClient, VpsId, Task>> Calls = new()
    {
        ["get"] = (client, id) => client.GetServerAsync(id),
        ["replace"] = (client, id) => client.ReplaceServerAsync(id, new ReplaceServerRequest("web", "web.example.com", backupsEnabled: true)),
        ["update"] = (client, id) => client.UpdateServerAsync(id, new UpdateServerRequest { BackupsEnabled = true }),
        ["delete"] = (client, id) => client.DeleteServerAsync(id),
        ["start"] = (client, id) => client.StartServerAsync(id),
        ["stop"] = (client, id) => client.StopServerAsync(id),
        ["reboot"] = (client, id) => client.RebootServerAsync(id),
        ["invoke get"] = (client, id) => client.InvokeAsync(HttpMethod.Get, $"servers/{id}/"),
        ["invoke patch"] = (client, id) => client.InvokeAsync(new HttpMethod("PATCH"), $"servers/{id}/", "{}"),
        ["invoke stop"] = (client, id) => client.InvokeAsync(HttpMethod.Post, $"servers/{id}/stop/"),
    };

    private static readonly string[] AnswersAboutAnother =
    [
        """{"id":{other},"name":"db-server-01","status":"active"}""",
        """{"id":"{bare}","name":"db-server-01","status":"active"}""",
        """{"id":12346.0,"status":"success"}""",
        """{"status":"success","server_id":{other}}""",
        """{"status":"success","server_uuid":{other}}""",
        """{"status":"success","message":"ok","server":{"id":{other},"name":"web-server-01","status":"stopping"}}""",
        """{"status":"success","server":{other}}""",
    ];

    public static TheoryData<string, string> EveryCallWithEveryAnswer
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var call in Calls.Keys)
            {
                foreach (var answer in AnswersAboutAnother)
                {
                    data.Add(call, answer);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(EveryCallWithEveryAnswer))]
    public async Task An_answer_about_another_server_is_not_believed_and_the_request_is_not_sent_again(string call, string answer)
    {
        await using var server = new RawServer(_ => RawAnswer.Json(answer.Replace("{other}", Payloads.Json(Other), StringComparison.Ordinal).Replace("{bare}", Other.ToString(), StringComparison.Ordinal)));
        using var client = Clients.For(server, retries: 4);

        var exception = await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => Calls[call](client, Own).Guarded());

        if (call != "get" || answer.StartsWith("""{"id""", StringComparison.Ordinal))
        {
            Assert.Contains($", not about server {Own}", exception.Message, StringComparison.Ordinal);
        }

        var isWrite = !server.Lines[0].StartsWith("GET", StringComparison.Ordinal);
        Assert.Equal(isWrite, exception.MayHaveActed);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(204, "")]
    [InlineData(200, "")]
    [InlineData(202, "{}")]
    [InlineData(200, """{"status":"success"}""")]
    [InlineData(200, """{"name":"web-09","backups_enabled":true}""")]
    [InlineData(200, """{"id":null,"name":"web-09"}""")]
    [InlineData(200, """{"id":12345,"na""")]
    [InlineData(202, """{"id":12345,"name":"web-09"}""")]
    [InlineData(200, """{"id":12345}""")]
    public async Task An_answer_to_a_change_that_describes_no_server_is_read_back(int status, string body)
    {
        await using var server = new RawServer(request => request.Method == "GET"
            ? RawAnswer.Json($$"""{"id":{{Payloads.Json(Own)}},"name":"web-09","status":"stopped"}""")
            : status == 204 ? RawAnswer.NoContent() : RawAnswer.Status(status, body.Replace("12345", Payloads.Json(Own), StringComparison.Ordinal)));
        using var client = Clients.For(server);

        var changed = await client.UpdateServerAsync(Own, new UpdateServerRequest { Name = "web-09" }).Guarded();

        Assert.Equal(("web-09", "stopped"), (changed.Name, changed.Status));
        Assert.Equal([$"PATCH /api/v1/servers/{Own}/", $"GET /api/v1/servers/{Own}/"], server.Lines);
    }

    [Fact]
    public async Task A_change_that_the_server_does_not_show_is_no_success()
    {
        await using var server = new RawServer(request => request.Method == "GET"
            ? RawAnswer.Json($$"""{"id":{{Payloads.Json(Own)}},"name":"web-01","status":"active"}""")
            : RawAnswer.Json("{}"));
        using var client = Clients.For(server, timeout: TimeSpan.FromSeconds(20));

        var exception = await Assert.ThrowsAsync<VpsUnreadableAnswerException>(
            () => client.UpdateServerAsync(Own, new UpdateServerRequest { Name = "web-09" }).Guarded());

        Assert.True(exception.MayHaveActed);
        Assert.Contains("its name is 'web-01'", exception.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests, request => request.Method == "PATCH");
    }

    [Fact]
    public async Task A_replacement_is_read_back_field_by_field()
    {
        var replies = new Queue<string>(["web-01.example.com", "web-09.example.com"]);
        await using var server = new RawServer(request => request.Method == "GET"
            ? RawAnswer.Json(string.Create(CultureInfo.InvariantCulture, $$"""{"id":{{Payloads.Json(Own)}},"name":"web-09","hostname":"{{replies.Dequeue()}}","backups_enabled":true}"""))
            : RawAnswer.NoContent());
        using var client = Clients.For(server);

        var replaced = await client.ReplaceServerAsync(Own, new ReplaceServerRequest("web-09", "web-09.example.com", backupsEnabled: true)).Guarded();

        Assert.Equal("web-09.example.com", replaced.Hostname);
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData("""{"status":"success","server":{"id":"task-7","name":"web-01","status":"stopping"}}""")]
    [InlineData("""{"status":"success","server":{"id":"c0ffee00-0000-4b1d-8c5e-000000000000","name":"web-01","status":"stopping"}}""")]
    public async Task Text_tells_nothing_where_ids_are_numbers_so_the_server_is_read_back(string answer)
    {
        await using var server = new RawServer(request => RawAnswer.Json(request.Method == "GET" ? Payloads.Server(Own, "stopping") : answer));
        using var client = Clients.For(server);

        if (ids == SandboxServerIds.Integer)
        {
            Assert.Equal(Own.Value, (await client.StopServerAsync(Own).Guarded()).ServerId);
            Assert.Equal([$"POST /api/v1/servers/{Own}/stop/", $"GET /api/v1/servers/{Own}/"], server.Lines);
        }
        else
        {
            await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.StopServerAsync(Own).Guarded());
            Assert.Single(server.Requests);
        }
    }

    [Fact]
    public async Task An_answer_that_spells_the_id_in_the_other_case_is_about_this_server()
    {
        await using var server = new RawServer(request => RawAnswer.Json(request.Method == "GET"
            ? Payloads.Server(Own)
            : $$$"""{"status":"success","server":{"id":{{{Payloads.Json(Own)}}},"name":"web-01","status":"stopping"}}"""));
        using var client = Clients.For(server);
        Assert.True(VpsId.TryParse(Own.ToString().ToUpperInvariant(), out var typed));

        Assert.Equal(Own, (await client.GetServerAsync(typed).Guarded()).Key);
        await client.StopServerAsync(typed).Guarded();

        Assert.Equal([$"GET /api/v1/servers/{typed}/", $"POST /api/v1/servers/{typed}/stop/"], server.Lines);
    }

    private VpsId Own => Ids.Of(ids, 12345);

    private VpsId Other => Ids.Of(ids, 12346);

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : OtherServerTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : OtherServerTests(SandboxServerIds.Uuid);
}
