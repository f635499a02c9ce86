namespace VpsOrg.Sandbox.Tests;

public sealed class PowerTests : IDisposable
{
    private readonly SandboxFixture _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("start", "stopped", "starting", "active")]
    [InlineData("stop", "active", "stopping", "stopped")]
    [InlineData("reboot", "active", "rebooting", "active")]
    public async Task An_action_passes_through_a_status_and_then_ends(string action, string from, string passing, string target)
    {
        _sandbox.Account.SetServerStatus(12345, from);
        await _sandbox.Client.PostAsync($"servers/12345/{action}/");

        _sandbox.Clock.Advance(1.9);
        var during = await _sandbox.StatusOfAsync(12345);
        _sandbox.Clock.Advance(0.1);
        var after = await _sandbox.StatusOfAsync(12345);

        Assert.Equal(passing, during);
        Assert.Equal(target, after);
    }

    [Fact]
    public async Task A_new_server_gets_its_addresses_when_it_is_ready()
    {
        var created = await _sandbox.Client.PostAsync("servers/", SandboxFixture.Order);
        var id = (long)created.Json["id"]!;
        var during = await _sandbox.ShowAsync(id);
        _sandbox.Clock.Advance(2);

        var after = await _sandbox.ShowAsync(id);

        Assert.Null((string?)during["ip_address"]);
        Assert.Null((string?)during["ipv6_address"]);
        Assert.Equal("active", (string?)after["status"]);
        Assert.StartsWith("203.0.113.", (string?)after["ip_address"]);
        Assert.StartsWith("2001:0db8::", (string?)after["ipv6_address"]);
    }

    [Fact]
    public async Task The_end_of_a_transition_is_dated_when_it_happened()
    {
        await _sandbox.Client.PostAsync("servers/12345/stop/");
        var during = await _sandbox.ShowAsync(12345);
        _sandbox.Clock.Advance(60);

        var after = await _sandbox.ShowAsync(12345);

        Assert.Equal("2025-01-17T12:00:00Z", (string?)during["updated_at"]);
        Assert.Equal("2025-01-17T12:00:02Z", (string?)after["updated_at"]);
    }

    [Theory]
    [InlineData("start", "active", "Server is already running.")]
    [InlineData("stop", "stopped", "Server is not running.")]
    [InlineData("reboot", "stopped", "Server is not running.")]
    [InlineData("start", "suspended", "Server is suspended.")]
    [InlineData("stop", "suspended", "Server is suspended.")]
    [InlineData("reboot", "suspended", "Server is suspended.")]
    [InlineData("start", "starting", "Server is starting.")]
    [InlineData("stop", "provisioning", "Server is provisioning.")]
    [InlineData("reboot", "rebooting", "Server is rebooting.")]
    public async Task A_wrong_power_state_refuses_the_action(string action, string status, string detail)
    {
        _sandbox.Account.SetServerStatus(12345, status);

        var answer = await _sandbox.Client.PostAsync($"servers/12345/{action}/");

        Assert.Equal(400, answer.Status);
        Assert.Equal(detail, (string?)answer.Json["detail"]);
        Assert.Equal(status, await _sandbox.StatusOfAsync(12345));
    }

    [Theory]
    [InlineData("start")]
    [InlineData("stop")]
    [InlineData("reboot")]
    public async Task An_action_on_no_server_is_not_found(string action)
    {
        var answer = await _sandbox.Client.PostAsync($"servers/1/{action}/");

        Assert.Equal(404, answer.Status);
        Assert.Equal("Not found.", (string?)answer.Json["detail"]);
    }

    [Theory]
    [InlineData("{}", 200)]
    [InlineData("""{"force":true}""", 400)]
    [InlineData("[", 400)]
    public async Task An_action_takes_no_fields(string body, int status)
    {
        var answer = await _sandbox.Client.PostAsync("servers/12345/stop/", body);

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task A_status_that_was_set_stays()
    {
        await _sandbox.Client.PostAsync("servers/12345/stop/");
        _sandbox.Account.SetServerStatus(12345, "migrating");
        _sandbox.Clock.Advance(60);

        Assert.Equal("migrating", await _sandbox.StatusOfAsync(12345));
    }
}
