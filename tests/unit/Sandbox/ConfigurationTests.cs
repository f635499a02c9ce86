namespace VpsOrg.Sandbox.Tests;

public sealed class ConfigurationTests : IDisposable
{
    private readonly SandboxFixture _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_put_replaces_the_configuration()
    {
        await _sandbox.Client.PutAsync("servers/12345/", """{"name":"renamed","hostname":null,"backups_enabled":false}""");

        var server = await _sandbox.ShowAsync(12345);

        Assert.Equal("renamed", (string?)server["name"]);
        Assert.Null((string?)server["hostname"]);
        Assert.False((bool)server["backups_enabled"]!);
        Assert.Equal("2025-01-17T12:00:00Z", (string?)server["updated_at"]);
        Assert.Equal("2025-01-10T14:30:00Z", (string?)server["created_at"]);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("hostname")]
    [InlineData("backups_enabled")]
    public async Task A_put_needs_every_field(string field)
    {
        var body = Reply.ParseJson("""{"name":"renamed","hostname":"new.example.com","backups_enabled":false}""");
        body.Remove(field);

        var answer = await _sandbox.Client.PutAsync("servers/12345/", body.ToString());

        Assert.Equal(400, answer.Status);
        Assert.Equal($$"""{"{{field}}":["This field is required."]}""", answer.Text);
        Assert.Equal(Documentation.Read("get").ToString(), (await _sandbox.ShowAsync(12345)).ToString());
    }

    [Fact]
    public async Task A_patch_changes_only_what_it_names()
    {
        var answer = await _sandbox.Client.PatchAsync("servers/12345/", """{"name":"renamed"}""");

        var expected = Documentation.Read("get");
        expected["name"] = "renamed";
        expected["updated_at"] = "2025-01-17T12:00:00Z";
        Assert.Equal(expected.ToString(), answer.Json.ToString());
    }

    [Fact]
    public async Task A_patch_with_null_clears_the_hostname()
    {
        var answer = await _sandbox.Client.PatchAsync("servers/12345/", """{"hostname":null}""");

        Assert.Equal(200, answer.Status);
        Assert.Null((string?)answer.Json["hostname"]);
    }

    [Theory]
    [InlineData("""{"name":null}""", "name")]
    [InlineData("""{"name":"a b"}""", "name")]
    [InlineData("""{"backups_enabled":null}""", "backups_enabled")]
    [InlineData("""{"hostname":["a"]}""", "hostname")]
    [InlineData("""{"plan_id":2}""", "plan_id")]
    [InlineData("{}", "detail")]
    [InlineData("[]", "non_field_errors")]
    [InlineData("", "detail")]
    public async Task A_wrong_patch_is_refused(string body, string key)
    {
        var answer = await _sandbox.Client.PatchAsync("servers/12345/", body);

        Assert.Equal(400, answer.Status);
        Assert.Equal([key], answer.Json.Properties().Select(property => property.Name));
    }

    [Fact]
    public async Task A_deleted_server_is_gone()
    {
        var deleted = await _sandbox.Client.DeleteAsync("servers/12345/");
        var left = await _sandbox.Client.GetAsync("servers/");

        Assert.Equal(204, deleted.Status);
        Assert.Equal("", deleted.Text);
        Assert.Equal([12346], left.Ids);
        Assert.Equal(404, (await _sandbox.Client.GetAsync("servers/12345/")).Status);
        Assert.Equal(404, (await _sandbox.Client.DeleteAsync("servers/12345/")).Status);
    }

    [Fact]
    public async Task A_server_deleted_while_it_starts_stays_deleted()
    {
        var created = await _sandbox.Client.PostAsync("servers/", SandboxFixture.Order);
        await _sandbox.Client.DeleteAsync($"servers/{created.Json["id"]}/");
        _sandbox.Clock.Advance(5);

        var list = await _sandbox.Client.GetAsync("servers/");

        Assert.Equal([12345, 12346], list.Ids);
    }
}
