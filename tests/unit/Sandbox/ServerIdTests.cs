using System.Globalization;
using Newtonsoft.Json.Linq;

namespace VpsOrg.Sandbox.Tests;

public sealed class ServerIdTests
{
    [Fact]
    public async Task Seeded_generated_added_and_ordered_servers_follow_the_first_id()
    {
        using var sandbox = new SandboxFixture(options => (options.FirstServerId, options.ServerCount) = (900_000_001, 3));

        var added = sandbox.Account.AddServer("extra");
        var created = await sandbox.Client.PostAsync("servers/", SandboxFixture.Order);
        var list = await sandbox.Client.GetAsync("servers/");

        Assert.Equal([900_000_001, 900_000_002, 900_000_003, 900_000_004, 900_000_005], list.Ids);
        Assert.Equal("900000004", added);
        Assert.Equal(900_000_005, (long)created.Json["id"]!);
        Assert.Equal(200, (await sandbox.Client.PostAsync("servers/900000001/stop/")).Status);
        Assert.Equal(404, (await sandbox.Client.GetAsync("servers/12345/")).Status);
    }

    [Fact]
    public void Without_an_option_ids_begin_at_a_number_of_the_sandbox_s_own()
    {
        var account = new SandboxAccount(new SandboxOptions { ServerCount = 0 });

        Assert.Equal("900000003", account.AddServer("third"));
    }

    [Fact]
    public async Task Ids_can_be_UUIDs_in_every_answer_and_path()
    {
        using var sandbox = new SandboxFixture(options => (options.ServerIds, options.ServerCount) = (SandboxServerIds.Uuid, 3));
        var list = await sandbox.Client.GetAsync("servers/");
        var id = (string)list.Results[0]["id"]!;

        var created = await sandbox.Client.PostAsync("servers/", SandboxFixture.Order);
        var detail = await sandbox.Client.GetAsync($"servers/{id}/");
        var renamed = await sandbox.Client.PatchAsync($"servers/{id}/", """{"name":"renamed"}""");
        var action = await sandbox.Client.PostAsync($"servers/{id}/stop/");
        var deleted = await sandbox.Client.DeleteAsync($"servers/{sandbox.Account.AddServer("extra")}/");

        Assert.All(list.Results.Append(created.Json), server => AssertUuid(server["id"]!));
        Assert.Equal(4, list.Results.Append(created.Json).Select(server => (string)server["id"]!).Distinct().Count());
        Assert.All([detail.Json, renamed.Json, action.Json["server"]!], server => Assert.Equal(id, (string?)server["id"]));
        Assert.Equal("web-server-01", (string?)detail.Json["name"]);
        Assert.Equal(204, deleted.Status);
        Assert.Equal(2, sandbox.Account.CountRequests("GET", "servers/{id}/") + sandbox.Account.CountRequests("POST", $"servers/{id}/stop/"));
        Assert.Contains("PATCH servers/{id}/: 1", sandbox.Account.RequestSummary);
    }

    [Fact]
    public async Task Uuids_are_the_same_every_time_and_all_different()
    {
        using var one = new SandboxFixture(options => (options.ServerIds, options.ServerCount) = (SandboxServerIds.Uuid, 1000));
        using var other = new SandboxFixture(options => (options.ServerIds, options.ServerCount) = (SandboxServerIds.Uuid, 1000));

        var list = await one.Client.GetAsync("servers/");

        Assert.Equal(list.Text, (await other.Client.GetAsync("servers/")).Text);
        Assert.Equal(1000, list.Results.Select(server => (string)server["id"]!).Distinct().Count());
    }

    [Fact]
    public async Task Status_can_be_set_by_either_kind_of_id()
    {
        using var integers = new SandboxFixture();
        using var uuids = new SandboxFixture(options => options.ServerIds = SandboxServerIds.Uuid);
        var uuid = uuids.Account.AddServer("extra");

        integers.Account.SetServerStatus(12345, "suspended");
        integers.Account.SetServerStatus("12346", "stopped");
        uuids.Account.SetServerStatus(uuid, "stopped");

        Assert.Equal("suspended", await integers.StatusOfAsync("12345"));
        Assert.Equal("stopped", await integers.StatusOfAsync("12346"));
        Assert.Equal("stopped", await uuids.StatusOfAsync(uuid));
        Assert.Throws<KeyNotFoundException>(() => uuids.Account.SetServerStatus(12345, "stopped"));
    }

    [Theory]
    [InlineData("servers/012345/")]
    [InlineData("servers/5a6d4b1d8c5e5a6d4b1d8c5e5a6d4b1d/")]
    [InlineData("servers/{9e3779b1-5a6d-4b1d-8c5e-000000000001}/")]
    [InlineData("servers/9E3779B1-5A6D-4B1D-8C5E-000000000001/")]
    [InlineData("servers/9e3779b1-5a6d-4b1d-8c5e-000000000009/")]
    public async Task What_only_resembles_an_id_finds_nothing(string path)
    {
        using var sandbox = new SandboxFixture(options => options.ServerIds = SandboxServerIds.Uuid);

        var exact = await sandbox.Client.GetAsync("servers/9e3779b1-5a6d-4b1d-8c5e-000000000001/");
        var answer = await sandbox.Client.GetAsync(path);

        Assert.Equal(200, exact.Status);
        Assert.Equal(404, answer.Status);
    }

    private static void AssertUuid(JToken id)
    {
        Assert.Equal(JTokenType.String, id.Type);
        Assert.True(Guid.TryParseExact((string)id!, "D", out _), id.ToString());
        Assert.Equal(((string)id!).ToLower(CultureInfo.InvariantCulture), (string)id!);
    }
}
