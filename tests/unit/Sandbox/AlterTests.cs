namespace VpsOrg.Sandbox.Tests;

/// <summary>Answers that do not fit what was asked or done.</summary>
public sealed class AlterTests : IDisposable
{
    private readonly SandboxFixture _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task An_order_can_be_answered_with_a_known_id_and_another_name()
    {
        _sandbox.Account.InjectFault(new SandboxFault
        {
            Kind = SandboxFaultKind.Alter,
            Status = 202,
            Edits = { ["id"] = "12345", ["name"] = "\"web-server-99\"" },
        });

        var created = await _sandbox.Client.PostAsync("servers/", SandboxFixture.Order);

        Assert.Equal(202, created.Status);
        Assert.StartsWith("""{"id":12345,"name":"web-server-99","hostname":null,"status":"provisioning",""", created.Text, StringComparison.Ordinal);
        Assert.Equal("web-server-02", (string?)(await _sandbox.ShowAsync(12347))["name"]);
    }

    [Theory]
    [InlineData("GET", "servers/12345/", null, "id")]
    [InlineData("PATCH", "servers/12345/", """{"backups_enabled":true}""", "id")]
    [InlineData("POST", "servers/12345/stop/", "", "server.id")]
    [InlineData("GET", "servers/", null, "results[0].id")]
    public async Task An_answer_can_be_about_another_server(string method, string path, string? body, string place)
    {
        _sandbox.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Alter, Edits = { [place] = "12346" } });

        var answer = await _sandbox.Client.SendAsync(method, path, body);

        Assert.Equal(200, answer.Status);
        Assert.Equal(12346, (long)answer.Json.SelectToken(place)!);
    }

    [Fact]
    public async Task Fields_can_be_taken_away_and_added()
    {
        _sandbox.Account.InjectFault(new SandboxFault
        {
            Kind = SandboxFaultKind.Alter,
            Edits = { ["id"] = null, ["os.name"] = null, ["PSObject"] = """{"PSTypeNames":[]}""", ["plan"] = "null" },
        });

        var detail = await _sandbox.ShowAsync(12345);

        Assert.False(detail.ContainsKey("id"));
        Assert.Equal("""{"id":5}""", detail["os"]!.ToString(Newtonsoft.Json.Formatting.None));
        Assert.Equal("""{"PSTypeNames":[]}""", detail["PSObject"]!.ToString(Newtonsoft.Json.Formatting.None));
        Assert.Null((string?)detail["plan"]);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(400)]
    [InlineData(409)]
    public async Task What_was_done_can_be_answered_with_anything(int status)
    {
        _sandbox.Account.InjectFault(new SandboxFault
        {
            Kind = SandboxFaultKind.Alter,
            Status = status,
            Body = "",
            Headers = { ["Location"] = "https://elsewhere.example/" },
        });

        var answer = await _sandbox.Client.DeleteAsync("servers/12345/");

        var left = await _sandbox.Client.GetAsync("servers/");
        Assert.Equal((status, "", "https://elsewhere.example/"), (answer.Status, answer.Text, answer.Header("Location")));
        Assert.Equal([12346], left.Ids);
    }

    [Theory]
    [InlineData(SandboxFaultKind.Alter, 1)]
    [InlineData(SandboxFaultKind.Body, 2)]
    public async Task A_deletion_can_be_answered_with_a_page_whether_it_was_done_or_not(SandboxFaultKind kind, int serversLeft)
    {
        _sandbox.Account.InjectFault(new SandboxFault { Kind = kind, Status = 200, Body = "<html>login</html>", ContentType = "text/html" });

        var answer = await _sandbox.Client.DeleteAsync("servers/12345/");

        Assert.Equal((200, "<html>login</html>", "text/html"), (answer.Status, answer.Text, answer.Header("Content-Type")));
        Assert.Equal(serversLeft, (await _sandbox.Client.GetAsync("servers/")).Ids.Length);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"status":"error"}""")]
    public async Task An_action_can_be_answered_with_a_no_that_looks_like_a_yes(string body)
    {
        _sandbox.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Body, Body = body });

        var answer = await _sandbox.Client.PostAsync("servers/12345/stop/");

        Assert.Equal((200, body), (answer.Status, answer.Text));
        Assert.Equal("active", await _sandbox.StatusOfAsync(12345));
    }

    [Fact]
    public async Task Edits_work_with_a_hold_too()
    {
        _sandbox.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.HoldAfterActing, Edits = { ["id"] = "1" } });
        var ordering = _sandbox.Client.PostAsync("servers/", SandboxFixture.Order);
        await _sandbox.Account.WaitForHeldAsync(1);

        _sandbox.Account.ReleaseHeld();

        Assert.Equal(1, (long)(await ordering).Json["id"]!);
    }

    [Fact]
    public async Task An_edit_that_cannot_be_made_is_told()
    {
        _sandbox.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Alter, Edits = { ["server.id"] = "1" } });

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => _sandbox.Client.GetAsync("servers/12345/"));

        Assert.Equal("The answer has no server.id to edit.", exception.Message);
        Assert.Throws<ArgumentException>("edits", () => _sandbox.Account.InjectFault(new SandboxFault { Edits = { ["id"] = "{'a'}" } }));
        Assert.Throws<ArgumentException>("Edits", () => _sandbox.Account.InjectFault(new SandboxFault { Edits = null! }));
    }
}
