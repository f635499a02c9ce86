using Newtonsoft.Json.Linq;

namespace VpsOrg.Sandbox.Tests;

public sealed class ContractTests : IDisposable
{
    private readonly SandboxFixture _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task The_list_is_the_documented_one_but_for_the_time_in_which_the_documentation_contradicts_itself()
    {
        var documented = Documentation.Read("list");
        documented["results"]![0]!["updated_at"] = Documentation.Read("get")["updated_at"];

        var list = await _sandbox.Client.GetAsync("servers/");

        Assert.Equal(200, list.Status);
        Assert.Equal(documented.ToString(), list.Json.ToString());
    }

    [Fact]
    public async Task The_detail_is_the_documented_one()
    {
        var detail = await _sandbox.Client.GetAsync("servers/12345/");

        Assert.Equal(200, detail.Status);
        Assert.Equal(Documentation.Read("get").ToString(), detail.Json.ToString());
    }

    [Fact]
    public async Task A_created_server_is_the_documented_one_but_for_its_times()
    {
        var created = await _sandbox.Client.PostAsync("servers/", """
            {"name":"web-server-02","hostname":"web02.example.com","plan_id":1,"os_id":5,"location":"us-west","ssh_key_id":789,"backups_enabled":true}
            """);

        var documented = Documentation.Read("create");
        documented["created_at"] = documented["updated_at"] = "2025-01-17T12:00:00Z";
        Assert.Equal(201, created.Status);
        Assert.Equal(documented.ToString(), created.Json.ToString());
    }

    [Theory]
    [InlineData("start", "stopped")]
    [InlineData("stop", "active")]
    [InlineData("reboot", "active")]
    public async Task An_action_answers_as_documented(string action, string from)
    {
        _sandbox.Account.SetServerStatus(12345, from);

        var answer = await _sandbox.Client.PostAsync($"servers/12345/{action}/");

        Assert.Equal(200, answer.Status);
        Assert.Equal(Documentation.Read(action).ToString(), answer.Json.ToString());
    }

    [Theory]
    [InlineData("PUT", """{"name":"web-server-01","hostname":"web01.example.com","backups_enabled":true}""")]
    [InlineData("PATCH", """{"backups_enabled":true}""")]
    public async Task A_changed_server_is_shown_in_detail(string method, string body)
    {
        var answer = await _sandbox.Client.SendAsync(method, "servers/12345/", body);

        var documented = Documentation.Read("get");
        documented["updated_at"] = "2025-01-17T12:00:00Z";
        Assert.Equal(200, answer.Status);
        Assert.Equal(documented.ToString(), answer.Json.ToString());
    }

    [Fact]
    public async Task Every_server_has_the_documented_keys_and_types_in_list_and_detail()
    {
        using var sandbox = new SandboxFixture(options => options.ServerCount = 40);
        var item = Documentation.ShapeOf(Documentation.Read("list")["results"]![0]!.DeepClone());
        var detail = Documentation.ShapeOf(Documentation.Read("get"));

        var list = await sandbox.Client.GetAsync("servers/");

        foreach (var server in list.Results)
        {
            Assert.Equal(item, ShapeWithHostname(server.DeepClone()));
            Assert.Equal(detail, ShapeWithHostname(await sandbox.ShowAsync((long)server["id"]!)));
        }
    }

    [Fact]
    public async Task Figures_keep_their_json_types_when_a_server_is_stopped()
    {
        _sandbox.Account.SetServerStatus(12345, "stopped");

        var usage = (JObject)(await _sandbox.ShowAsync(12345))["resource_usage"]!;

        Assert.Equal("""{"cpu_percent":0.0,"memory_used":0,"disk_used":35,"bandwidth_used":450}""", usage.ToString(Newtonsoft.Json.Formatting.None));
    }

    private static IReadOnlyList<string> ShapeWithHostname(JToken server)
    {
        server["hostname"] = "present.example.com";
        return Documentation.ShapeOf(server);
    }
}
