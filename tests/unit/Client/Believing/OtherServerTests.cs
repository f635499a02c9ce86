using System.Globalization;

namespace VpsOrg.Client.Tests;

/// <summary>An answer is believed about the server that was asked for, and about no other.</summary>
public sealed class OtherServerTests
{
    private static readonly Dictionary<string, Func<VpsClient, Task>> Calls = new()
    {
        ["get"] = client => client.GetServerAsync(12345),
        ["replace"] = client => client.ReplaceServerAsync(12345, new ReplaceServerRequest("web", "web.example.com", backupsEnabled: true)),
        ["update"] = client => client.UpdateServerAsync(12345, new UpdateServerRequest { BackupsEnabled = true }),
        ["delete"] = client => client.DeleteServerAsync(12345),
        ["start"] = client => client.StartServerAsync(12345),
        ["stop"] = client => client.StopServerAsync(12345),
        ["reboot"] = client => client.RebootServerAsync(12345),
        ["invoke get"] = client => client.InvokeAsync(HttpMethod.Get, "servers/12345/"),
        ["invoke patch"] = client => client.InvokeAsync(new HttpMethod("PATCH"), "servers/12345/", "{}"),
        ["invoke stop"] = client => client.InvokeAsync(HttpMethod.Post, "servers/12345/stop/"),
    };

    private static readonly string[] AnswersAboutAnother =
    [
        """{"id":12346,"name":"db-server-01","status":"active"}""",
        """{"id":"12346","name":"db-server-01","status":"active"}""",
        """{"id":12346.0,"status":"success"}""",
        """{"status":"success","server_id":12346}""",
        """{"status":"success","message":"ok","server":{"id":12346,"name":"web-server-01","status":"stopping"}}""",
        """{"status":"success","server":12346}""",
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
        await using var server = new RawServer(_ => RawAnswer.Json(answer));
        using var client = Clients.For(server, retries: 4);

        var exception = await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => Calls[call](client).Guarded());

        if (call != "get" || answer.StartsWith("""{"id""", StringComparison.Ordinal))
        {
            Assert.Contains("is about server 12346, not about server 12345", exception.Message, StringComparison.Ordinal);
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
            ? RawAnswer.Json("""{"id":12345,"name":"web-09","status":"stopped"}""")
            : status == 204 ? RawAnswer.NoContent() : RawAnswer.Status(status, body));
        using var client = Clients.For(server);

        var changed = await client.UpdateServerAsync(12345, new UpdateServerRequest { Name = "web-09" }).Guarded();

        Assert.Equal(("web-09", "stopped"), (changed.Name, changed.Status));
        Assert.Equal(["PATCH /api/v1/servers/12345/", "GET /api/v1/servers/12345/"], server.Lines);
    }

    [Fact]
    public async Task A_change_that_the_server_does_not_show_is_no_success()
    {
        await using var server = new RawServer(request => request.Method == "GET"
            ? RawAnswer.Json("""{"id":12345,"name":"web-01","status":"active"}""")
            : RawAnswer.Json("{}"));
        using var client = Clients.For(server, timeout: TimeSpan.FromSeconds(20));

        var exception = await Assert.ThrowsAsync<VpsUnreadableAnswerException>(
            () => client.UpdateServerAsync(12345, new UpdateServerRequest { Name = "web-09" }).Guarded());

        Assert.True(exception.MayHaveActed);
        Assert.Contains("its name is 'web-01'", exception.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests, request => request.Method == "PATCH");
    }

    [Fact]
    public async Task A_replacement_is_read_back_field_by_field()
    {
        var replies = new Queue<string>(["web-01.example.com", "web-09.example.com"]);
        await using var server = new RawServer(request => request.Method == "GET"
            ? RawAnswer.Json(string.Create(CultureInfo.InvariantCulture, $$"""{"id":12345,"name":"web-09","hostname":"{{replies.Dequeue()}}","backups_enabled":true}"""))
            : RawAnswer.NoContent());
        using var client = Clients.For(server);

        var replaced = await client.ReplaceServerAsync(12345, new ReplaceServerRequest("web-09", "web-09.example.com", backupsEnabled: true)).Guarded();

        Assert.Equal("web-09.example.com", replaced.Hostname);
        Assert.Equal(3, server.Requests.Count);
    }
}
