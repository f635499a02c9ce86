namespace VpsOrg.Sandbox.Tests;

public sealed class LagTests
{
    [Fact]
    public async Task A_new_server_is_in_the_list_only_after_the_list_s_lag()
    {
        using var sandbox = new SandboxFixture(options => options.ListLag = TimeSpan.FromSeconds(20));
        await sandbox.Client.PostAsync("servers/", SandboxFixture.Order);

        var atOnce = await sandbox.Client.GetAsync("servers/");
        sandbox.Clock.Advance(19);
        var later = await sandbox.Client.GetAsync("servers/?location=us-west");
        var detail = await sandbox.Client.GetAsync("servers/12347/");
        var before = await sandbox.Client.GetAsync("servers/");
        sandbox.Clock.Advance(1);
        var after = await sandbox.Client.GetAsync("servers/");

        Assert.Equal([12345, 12346], atOnce.Ids);
        Assert.Equal(2, (int)atOnce.Json["count"]!);
        Assert.Equal([12345], later.Ids);
        Assert.Equal(200, detail.Status);
        Assert.Equal([12345, 12346], before.Ids);
        Assert.Equal([12345, 12346, 12347], after.Ids);
    }

    [Fact]
    public async Task A_detail_that_lags_is_not_found_but_what_is_done_is_done()
    {
        using var sandbox = new SandboxFixture(options => options.DetailLag = TimeSpan.FromSeconds(10));
        await sandbox.Client.PostAsync("servers/", SandboxFixture.Order);

        var atOnce = await sandbox.Client.GetAsync("servers/12347/");
        var list = await sandbox.Client.GetAsync("servers/");
        var renamed = await sandbox.Client.PatchAsync("servers/12347/", """{"name":"renamed"}""");
        sandbox.Clock.Advance(10);
        var after = await sandbox.Client.GetAsync("servers/12347/");

        Assert.Equal(404, atOnce.Status);
        Assert.Equal([12345, 12346, 12347], list.Ids);
        Assert.Equal(200, renamed.Status);
        Assert.Equal("renamed", (string?)after.Json["name"]);
    }

    [Fact]
    public async Task Only_what_was_ordered_lags()
    {
        using var sandbox = new SandboxFixture(options => options.ListLag = options.DetailLag = TimeSpan.FromDays(1));

        var id = sandbox.Account.AddServer("somebody-elses");

        Assert.Equal(200, (await sandbox.Client.GetAsync($"servers/{id}/")).Status);
        Assert.Equal(3, (await sandbox.Client.GetAsync("servers/")).Ids.Length);
    }

    [Fact]
    public async Task Lag_ends_when_the_account_s_time_is_moved()
    {
        using var sandbox = new SandboxFixture(options => options.ListLag = options.DetailLag = TimeSpan.FromHours(1));
        await sandbox.Client.PostAsync("servers/", SandboxFixture.Order);
        await sandbox.Client.GetAsync("servers/");

        sandbox.Account.Advance(TimeSpan.FromHours(1));

        Assert.Equal(3, (await sandbox.Client.GetAsync("servers/")).Ids.Length);
        Assert.Equal("active", await sandbox.StatusOfAsync(12347));
    }
}
