namespace VpsOrg.Client.Tests;

/// <summary>A status of success is not the success: what the API documents is, and what the server shows.</summary>
public sealed class NoIsNoSuccessTests
{
    private static readonly Dictionary<string, (string Status, Func<VpsClient, ICallTrace?, Task> Call)> Writes = new()
    {
        ["delete"] = ("gone", (client, trace) => client.DeleteServerAsync(12345, trace)),
        ["start"] = ("active", (client, trace) => client.StartServerAsync(12345, trace)),
        ["stop"] = ("stopped", (client, trace) => client.StopServerAsync(12345, trace)),
        ["reboot"] = ("rebooting", (client, trace) => client.RebootServerAsync(12345, trace)),
        ["update"] = ("web-09", (client, trace) => client.UpdateServerAsync(12345, new UpdateServerRequest { Name = "web-09" }, trace)),
        ["replace"] = ("web-09", (client, trace) => client.ReplaceServerAsync(12345, new ReplaceServerRequest("web-09", "web.example.com", backupsEnabled: true), trace)),
    };

    private static readonly string[] Refusals =
    [
        """{"status":"error"}""",
        """{"status":"ERROR","message":"the server is locked"}""",
        """{"status":"failed"}""",
        """{"status":"Failure"}""",
        """{"status":"rejected"}""",
        """{"status":403}""",
        """{"status":"500"}""",
        """{"status":false}""",
        """{"status":"success","error":"not running"}""",
        """{"error":{"code":7}}""",
        """{"errors":["locked"]}""",
        """{"errors":{"id":["unknown"]}}""",
        """{"detail":"Not allowed."}""",
        """{"non_field_errors":["locked"]}""",
        """{"success":false}""",
        """{"success":"false"}""",
        """{"ok":0}""",
        """{"result":"error"}""",
        "<html><body>Please log in</body></html>",
        "\r\n <!DOCTYPE html><title>Login</title>",
        "\ufeff<html>",
    ];

    public static TheoryData<string, string> EveryWriteWithEveryRefusal
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var write in Writes.Keys)
            {
                foreach (var refusal in Refusals)
                {
                    data.Add(write, refusal);
                }
            }

            return data;
        }
    }

    public static TheoryData<string, string> EveryWriteThatCanBeReadBack
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var write in Writes.Keys.Except(["reboot"]))
            {
                foreach (var answer in (string[])["", "{}", "[]", "null", "\"ok\"", """{"message":"queued"}""", """{"status":"success","error":null,"errors":[]}""", """{"id":"0f8e-77","task":"x"}""", """{"st"""])
                {
                    data.Add(write, answer);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(EveryWriteWithEveryRefusal))]
    public async Task A_no_that_comes_with_200_is_an_error_whatever_the_server_shows(string write, string refusal)
    {
        await using var server = Server(write, 200, refusal, isDone: true);
        using var client = Clients.For(server, retries: 4);

        var exception = await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => Writes[write].Call(client, null).Guarded());

        Assert.True(exception.MayHaveActed);
        Assert.True(exception.IsSettled);
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(EveryWriteThatCanBeReadBack))]
    public async Task A_success_that_is_not_documented_counts_where_the_server_shows_it(string write, string answer)
    {
        foreach (var status in (int[])[200, 201, 202])
        {
            await using var server = Server(write, status, answer, isDone: true);
            using var client = Clients.For(server);

            await Writes[write].Call(client, null).Guarded();

            Assert.Equal(2, server.Requests.Count);
            Assert.Equal("GET", server.Requests[1].Method);
        }
    }

    [Theory]
    [MemberData(nameof(EveryWriteThatCanBeReadBack))]
    public async Task A_success_that_is_not_documented_and_that_the_server_does_not_show_is_an_error(string write, string answer)
    {
        await using var server = Server(write, 202, answer, isDone: false);
        using var client = Clients.For(server, timeout: TimeSpan.FromSeconds(30));

        var exception = await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => Writes[write].Call(client, null).Guarded());

        Assert.True(exception.MayHaveActed);
        Assert.Contains("does not show that it was done: its name is 'web-server-01', its status 'suspended'", exception.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests, request => request.Method != "GET");
    }

    [Fact]
    public async Task Start_and_stop_that_answer_204_are_read_back()
    {
        var status = "starting";
        await using var server = new RawServer(request => request.Method == "GET" ? RawAnswer.Json(Payloads.Server(12345, status)) : RawAnswer.NoContent());
        using var client = Clients.For(server);

        var started = await client.StartServerAsync(12345).Guarded();
        status = "stopping";
        var stopped = await client.StopServerAsync(12345).Guarded();

        Assert.Equal(("starting", "stopping"), (started.ServerStatus, stopped.ServerStatus));
        Assert.Equal(((object)12345, "server-12345"), (started.ServerId, started.ServerName));
    }

    [Fact]
    public async Task What_is_read_back_is_looked_at_until_it_shows()
    {
        var looks = 0;
        await using var server = new RawServer(request => request.Method == "GET"
            ? RawAnswer.Json(Payloads.Server(12345, ++looks < 4 ? "active" : "stopping"))
            : RawAnswer.Status(202));
        var clock = new ManualClock { MovesByItself = true };
        using var client = Clients.For(server, clock);

        await client.StopServerAsync(12345).Guarded();

        Assert.Equal(4, looks);
        Assert.Equal(TimeSpan.FromSeconds(15), clock.UtcNow - ManualClock.Start);
    }

    [Theory]
    [InlineData("stopped")]
    [InlineData("suspended")]
    [InlineData("error")]
    public async Task A_success_that_shows_the_server_elsewhere_is_read_back(string status)
    {
        await using var server = new RawServer(request => RawAnswer.Json(request.Method == "GET"
            ? Payloads.Server(12345, "starting")
            : $$$"""{"status":"success","server":{"id":12345,"name":"web","status":"{{{status}}}"}}"""));
        using var client = Clients.For(server);

        var action = await client.StartServerAsync(12345).Guarded();

        Assert.Equal("starting", action.ServerStatus);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task The_trail_does_not_call_done_what_the_server_does_not_show()
    {
        var trail = Path.GetTempFileName();
        try
        {
            await using var server = new RawServer(request => request.Method == "GET" ? RawAnswer.Json(Payloads.Server(12345)) : RawAnswer.Json("{}"));
            using var client = new VpsClient(new VpsClientOptions { BaseAddress = server.BaseAddress, LogPath = trail, Clock = new ManualClock { MovesByItself = true } });

            await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.DeleteServerAsync(12345).Guarded());

            Assert.Contains("\"outcome\":\"unknown\"", (await File.ReadAllLinesAsync(trail))[^1], StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(trail);
        }
    }

    [Fact]
    public async Task Reading_back_ends_with_the_call_s_time()
    {
        await using var server = new RawServer(request => request.Method == "GET" ? RawAnswer.Json(Payloads.Server(12345)) : RawAnswer.Json("{}"));
        var clock = new ManualClock { MovesByItself = true };
        using var client = Clients.For(server, clock, timeout: TimeSpan.FromSeconds(60));

        await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.DeleteServerAsync(12345).Guarded());

        Assert.InRange(clock.UtcNow - ManualClock.Start, TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_server_that_cannot_be_read_back_proves_nothing()
    {
        await using var server = new RawServer(request => request.Method == "GET" ? RawAnswer.Status(403) : RawAnswer.Json("{}"));
        using var client = Clients.For(server);

        var exception = await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.DeleteServerAsync(12345).Guarded());

        Assert.Contains("403", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.MayHaveActed);
    }

    [Theory]
    [InlineData(202, "")]
    [InlineData(204, "")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"status":"success"}""")]
    public async Task A_reboot_that_nothing_shows_is_a_warning_against_repeating_it(int status, string body)
    {
        await using var server = new RawServer(request => request.Method == "GET"
            ? RawAnswer.Json(Payloads.Server(12345))
            : status == 204 ? RawAnswer.NoContent() : RawAnswer.Status(status, body));
        using var client = Clients.For(server);
        var trace = new RecordingTrace();

        await client.RebootServerAsync(12345, trace).Guarded();

        var warning = Assert.Single(trace.Warnings);
        Assert.Contains("cannot be read back", warning, StringComparison.Ordinal);
        Assert.Contains("a second time", warning, StringComparison.Ordinal);
        Assert.Single(server.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task A_reboot_that_the_server_shows_needs_no_warning()
    {
        await using var server = new RawServer(request => request.Method == "GET" ? RawAnswer.Json(Payloads.Server(12345, "rebooting")) : RawAnswer.Status(202));
        using var client = Clients.For(server);
        var trace = new RecordingTrace();

        var action = await client.RebootServerAsync(12345, trace).Guarded();

        Assert.Equal("rebooting", action.ServerStatus);
        Assert.Empty(trace.Warnings);
    }

    [Fact]
    public async Task What_the_API_documents_costs_no_further_request()
    {
        await using var server = new RawServer(
            RawAnswer.Json(Payloads.Start), RawAnswer.Json(Payloads.Stop), RawAnswer.Json(Payloads.Reboot), RawAnswer.Json(Payloads.Get), RawAnswer.NoContent());
        using var client = Clients.For(server);

        await client.StartServerAsync(12345).Guarded();
        await client.StopServerAsync(12345).Guarded();
        await client.RebootServerAsync(12345).Guarded();
        await client.UpdateServerAsync(12345, new UpdateServerRequest { BackupsEnabled = true }).Guarded();
        await client.DeleteServerAsync(12345).Guarded();

        Assert.Equal(5, server.Requests.Count);
    }

    /// <summary>A server that answers a write so, and then shows it or does not.</summary>
    private static RawServer Server(string write, int status, string answer, bool isDone) => new(request =>
    {
        var shown = Writes[write].Status;
        return request.Method != "GET" ? RawAnswer.Status(status, answer)
            : !isDone ? RawAnswer.Json("""{"id":12345,"name":"web-server-01","status":"suspended"}""")
            : shown == "gone" ? RawAnswer.Status(404)
            : shown == "web-09" ? RawAnswer.Json("""{"id":12345,"name":"web-09","hostname":"web.example.com","backups_enabled":true,"status":"active"}""")
            : RawAnswer.Json(Payloads.Server(12345, shown));
    });
}
