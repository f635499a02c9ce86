using System.Text;

namespace VpsOrg.Sandbox.Tests;

public sealed class ServerListTests
{
    [Theory]
    [InlineData("servers/?status=active", new long[] { 12345 })]
    [InlineData("servers/?status=stopped", new long[] { 12346 })]
    [InlineData("servers/?status=suspended", new long[0])]
    [InlineData("servers/?location=us-east", new long[] { 12346 })]
    [InlineData("servers/?status=active&location=us-east", new long[0])]
    [InlineData("servers/?location=the%20moon", new long[0])]
    [InlineData("servers/?location=us-west&location=us-east", new long[] { 12346 })]
    [InlineData("servers/?status=&colour=blue", new long[] { 12345, 12346 })]
    public async Task Filters_choose_servers(string path, long[] expected)
    {
        using var sandbox = new SandboxFixture();
        sandbox.Account.SetServerStatus(12346, "stopped");

        var list = await sandbox.Client.GetAsync(path);

        Assert.Equal(200, list.Status);
        Assert.Equal(expected, list.Ids);
        Assert.Equal(expected.Length, (int)list.Json["count"]!);
    }

    [Fact]
    public async Task An_unknown_status_filter_is_refused()
    {
        using var sandbox = new SandboxFixture();

        var list = await sandbox.Client.GetAsync("servers/?status=running");

        Assert.Equal(400, list.Status);
        Assert.StartsWith("Select a valid choice.", (string?)list.Json["status"]![0]);
    }

    [Fact]
    public async Task A_list_shows_every_change_at_once()
    {
        using var sandbox = new SandboxFixture();
        var before = await sandbox.Client.GetAsync("servers/?status=active");
        sandbox.Account.SetServerStatus(12345, "suspended");

        var after = await sandbox.Client.GetAsync("servers/?status=active");

        Assert.Equal([12345, 12346], before.Ids);
        Assert.Equal([12346], after.Ids);
    }

    [Fact]
    public async Task A_list_shows_what_only_time_changed()
    {
        using var sandbox = new SandboxFixture();
        await sandbox.Client.PostAsync("servers/12345/stop/");
        var before = await sandbox.Client.GetAsync("servers/");
        sandbox.Clock.Advance(2);

        var after = await sandbox.Client.GetAsync("servers/");

        Assert.Equal("stopping", (string?)before.Results[0]["status"]);
        Assert.Equal("stopped", (string?)after.Results[0]["status"]);
    }

    [Fact]
    public async Task A_hundred_thousand_servers_come_in_one_list()
    {
        using var sandbox = new SandboxFixture(options => options.ServerCount = 100_000);
        var last = await sandbox.Client.GetAsync("servers/?page=1000&page_size=100");
        var lastServer = last.Results.Last!.ToString(Newtonsoft.Json.Formatting.None);
        using var response = await sandbox.Client.StartAsync("GET", "servers/", completion: HttpCompletionOption.ResponseHeadersRead);

        var body = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal("""{"count":100000,"results":[{"id":12345,""", Encoding.UTF8.GetString(body, 0, 39));
        Assert.Equal(lastServer + "]}", Encoding.UTF8.GetString(body, body.Length - lastServer.Length - 2, lastServer.Length + 2));
    }
}
