namespace VpsOrg.Sandbox.Tests;

public sealed class AccountTests
{
    [Theory]
    [InlineData(0, 12347)]
    [InlineData(1, 12347)]
    [InlineData(2, 12347)]
    [InlineData(3, 12348)]
    public async Task There_are_as_many_servers_as_wished_and_the_next_id_is_new(int count, long nextId)
    {
        using var sandbox = new SandboxFixture(options => options.ServerCount = count);

        var list = await sandbox.Client.GetAsync("servers/");
        var created = await sandbox.Client.PostAsync("servers/", SandboxFixture.Order);

        Assert.Equal(count, list.Ids.Length);
        Assert.Equal(nextId, (long)created.Json["id"]!);
    }

    [Fact]
    public async Task Generated_servers_are_the_same_every_time_and_varied()
    {
        using var one = new SandboxFixture(options => options.ServerCount = 60);
        using var other = new SandboxFixture(options => options.ServerCount = 2);
        other.Account.AddServers(58);

        var list = await one.Client.GetAsync("servers/");

        Assert.Equal(list.Text, (await other.Client.GetAsync("servers/")).Text);
        Assert.Equal("app-server-003", (string?)list.Results[2]["name"]);
        Assert.Equal(60, list.Results.Select(server => (string?)server["ip_address"]).Distinct().Count());
        Assert.Equal(["active", "stopped", "suspended"], list.Results.Select(server => (string?)server["status"]).Distinct().Order());
        Assert.Equal(4, list.Results.Select(server => (string?)server["location"]).Distinct().Count());
    }

    [Fact]
    public async Task Addresses_are_unique_as_long_as_there_are_any()
    {
        using var sandbox = new SandboxFixture(options => options.ServerCount = 800);

        var list = await sandbox.Client.GetAsync("servers/");

        Assert.Equal(762, list.Results.Select(server => (string?)server["ip_address"]).Distinct().Count());
    }

    [Fact]
    public async Task A_server_of_any_kind_can_be_added()
    {
        using var sandbox = new SandboxFixture();

        var id = sandbox.Account.AddServer("odd [name]", "migrating", "us-east", 3, 1, "odd.example.com");

        var server = await sandbox.ShowAsync(id);
        Assert.Equal("odd [name]", (string?)server["name"]);
        Assert.Equal("migrating", (string?)server["status"]);
        Assert.Equal("AlmaLinux 9", (string?)server["os"]!["name"]);
    }

    [Fact]
    public void A_server_of_no_known_plan_or_system_cannot_be_added()
    {
        var account = new SandboxAccount();

        Assert.Throws<ArgumentException>("planId", () => account.AddServer("a", planId: 9));
        Assert.Throws<ArgumentException>("osId", () => account.AddServer("a", osId: 9));
        Assert.Throws<ArgumentOutOfRangeException>(() => account.AddServers(-1));
        Assert.Throws<KeyNotFoundException>(() => account.SetServerStatus(1, "active"));
    }

    [Fact]
    public async Task The_account_s_time_can_be_moved_forward()
    {
        using var sandbox = new SandboxFixture();
        await sandbox.Client.PostAsync("servers/12345/stop/");

        sandbox.Account.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal("stopped", await sandbox.StatusOfAsync(12345));
        Assert.Equal(sandbox.Clock.Now.AddSeconds(60), sandbox.Account.Requests[^1].Time);
        Assert.Throws<ArgumentOutOfRangeException>(() => sandbox.Account.Advance(-TimeSpan.FromTicks(1)));
    }

    [Fact]
    public void It_says_in_a_few_words_what_it_is()
    {
        Assert.Equal("VPS.org sandbox sandbox@example.com: 2 servers", new SandboxAccount().ToString());
        Assert.Equal("VPS.org sandbox sandbox@example.com: 1 server", new SandboxAccount(new SandboxOptions { ServerCount = 1 }).ToString());
    }

    [Fact]
    public async Task Every_name_can_get_a_prefix()
    {
        using var sandbox = new SandboxFixture();

        sandbox.Account.RenameServers("demo7-");

        var list = await sandbox.Client.GetAsync("servers/");
        Assert.Equal(["demo7-web-server-01", "demo7-db-server-01"], list.Results.Select(server => (string?)server["name"]));
    }

    [Fact]
    public async Task Options_are_copied()
    {
        var options = new SandboxOptions();
        var account = new SandboxAccount(options);
        options.Token = "vps_other";
        using var client = new ApiClient(account.CreateHandler(), account.BaseAddress);

        Assert.Equal(200, (await client.GetAsync("servers/")).Status);
    }

    [Fact]
    public void Options_without_sense_are_refused()
    {
        Assert.Throws<ArgumentException>("Token", () => new SandboxAccount(new SandboxOptions { Token = " " }));
        Assert.Throws<ArgumentException>("ServerCount", () => new SandboxAccount(new SandboxOptions { ServerCount = -1 }));
        Assert.Throws<ArgumentException>("Clock", () => new SandboxAccount(new SandboxOptions { Clock = null! }));
        Assert.Throws<ArgumentException>("FirstServerId", () => new SandboxAccount(new SandboxOptions { FirstServerId = 0 }));
        Assert.Throws<ArgumentException>("FirstServerId", () => new SandboxAccount(new SandboxOptions { FirstServerId = long.MaxValue }));
        Assert.Throws<ArgumentException>("FirstSnapshotId", () => new SandboxAccount(new SandboxOptions { FirstSnapshotId = 0 }));
        Assert.Throws<ArgumentException>("FirstBackupId", () => new SandboxAccount(new SandboxOptions { FirstBackupId = -1 }));
        Assert.Throws<ArgumentException>("SnapshotDelay", () => new SandboxAccount(new SandboxOptions { SnapshotDelay = TimeSpan.MaxValue }));
        Assert.Throws<ArgumentException>("RestoreDelay", () => new SandboxAccount(new SandboxOptions { RestoreDelay = -TimeSpan.FromTicks(1) }));
        Assert.Throws<ArgumentException>("StatusAfterRestore", () => new SandboxAccount(new SandboxOptions { StatusAfterRestore = "" }));
        Assert.Throws<ArgumentException>("ServerIds", () => new SandboxAccount(new SandboxOptions { ServerIds = (SandboxServerIds)9 }));
        Assert.Throws<ArgumentException>("ListLag", () => new SandboxAccount(new SandboxOptions { ListLag = TimeSpan.MaxValue }));
        Assert.Throws<ArgumentException>("DetailLag", () => new SandboxAccount(new SandboxOptions { DetailLag = -TimeSpan.FromTicks(1) }));
        Assert.Throws<ArgumentException>("RequestsPerSecond", () => new SandboxAccount(new SandboxOptions { RequestsPerSecond = 0 }));
        Assert.Throws<ArgumentException>("RetryAfterSec", () => new SandboxAccount(new SandboxOptions { RetryAfterSec = -1 }));
        Assert.Throws<ArgumentException>("PageSize", () => new SandboxAccount(new SandboxOptions { PageSize = 0 }));
        Assert.Throws<ArgumentException>("Latency", () => new SandboxAccount(new SandboxOptions { Latency = TimeSpan.MaxValue }));
        Assert.Throws<ArgumentException>("TransitionDelay", () => new SandboxAccount(new SandboxOptions { TransitionDelay = -TimeSpan.FromTicks(1) }));
    }
}
