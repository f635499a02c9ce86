namespace VpsOrg.Sandbox.Tests;

public sealed class DeploymentTests : IDisposable
{
    private readonly SandboxFixture _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_deployed_server_is_in_the_list()
    {
        var created = await _sandbox.Client.PostAsync("servers/", SandboxFixture.Order);

        var list = await _sandbox.Client.GetAsync("servers/");

        Assert.Equal([12345, 12346, (long)created.Json["id"]!], list.Ids);
    }

    [Fact]
    public async Task What_is_optional_has_documented_defaults()
    {
        var created = await _sandbox.Client.PostAsync("servers/", SandboxFixture.Order);

        Assert.False((bool)created.Json["backups_enabled"]!);
        Assert.Null((string?)created.Json["hostname"]);
    }

    [Fact]
    public async Task Two_servers_may_have_the_same_name()
    {
        await _sandbox.Client.PostAsync("servers/", SandboxFixture.Order);

        var second = await _sandbox.Client.PostAsync("servers/", SandboxFixture.Order);

        Assert.Equal(201, second.Status);
        Assert.Equal(12348, (long)second.Json["id"]!);
    }

    [Fact]
    public async Task Every_missing_field_is_named()
    {
        var answer = await _sandbox.Client.PostAsync("servers/", "{}");

        Assert.Equal(400, answer.Status);
        Assert.Equal(
            """{"name":["This field is required."],"plan_id":["This field is required."],"os_id":["This field is required."],"location":["This field is required."]}""",
            answer.Text);
    }

    [Theory]
    [InlineData("name", "\"\"")]
    [InlineData("name", "\"web_server\"")]
    [InlineData("name", "\"web server\"")]
    [InlineData("name", "\"wéb\"")]
    [InlineData("name", "\"web\\n\"")]
    [InlineData("name", "5")]
    [InlineData("name", "null")]
    [InlineData("plan_id", "99")]
    [InlineData("plan_id", "\"1\"")]
    [InlineData("plan_id", "1.0")]
    [InlineData("plan_id", "99999999999999999999999")]
    [InlineData("plan_id", "null")]
    [InlineData("os_id", "99")]
    [InlineData("location", "\"the-moon\"")]
    [InlineData("location", "1")]
    [InlineData("hostname", "\"no spaces\"")]
    [InlineData("hostname", "\"\"")]
    [InlineData("hostname", "7")]
    [InlineData("ssh_key_id", "0")]
    [InlineData("ssh_key_id", "\"789\"")]
    [InlineData("backups_enabled", "\"true\"")]
    [InlineData("backups_enabled", "null")]
    [InlineData("colour", "\"blue\"")]
    public async Task A_wrong_field_is_refused_by_name(string field, string value)
    {
        var order = Reply.ParseJson(SandboxFixture.Order);
        order.Remove(field);
        var body = order.ToString().TrimEnd('}') + $",\"{field}\":{value}}}";

        var answer = await _sandbox.Client.PostAsync("servers/", body);

        Assert.Equal(400, answer.Status);
        Assert.Equal([field], answer.Json.Properties().Select(property => property.Name));
        Assert.Single(answer.Json[field]!);
    }

    [Theory]
    [InlineData(63, 201)]
    [InlineData(64, 400)]
    public async Task A_name_has_63_characters_at_most(int length, int status)
    {
        var order = Reply.ParseJson(SandboxFixture.Order);
        order["name"] = new string('a', length);

        var answer = await _sandbox.Client.PostAsync("servers/", order.ToString());

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task A_refused_order_costs_nothing()
    {
        await _sandbox.Client.PostAsync("servers/", "{}");

        Assert.Equal(1000m, _sandbox.Account.Credits);
    }

    [Fact]
    public async Task Money_runs_out()
    {
        _sandbox.Account.Credits = 15m;

        var paid = await _sandbox.Client.PostAsync("servers/", SandboxFixture.Order);
        var unpaid = await _sandbox.Client.PostAsync("servers/", SandboxFixture.Order);

        Assert.Equal(201, paid.Status);
        Assert.Equal(402, unpaid.Status);
        Assert.Equal("Insufficient credits: Standard VPS costs 12.00 a month, 3.00 are left.", (string?)unpaid.Json["detail"]);
        Assert.Equal(3m, _sandbox.Account.Credits);
    }

    [Fact]
    public async Task Parallel_orders_get_ids_and_addresses_of_their_own()
    {
        using var sandbox = new SandboxFixture(options => options.Credits = 100_000m);

        var orders = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => sandbox.Client.PostAsync("servers/", SandboxFixture.Order))));
        sandbox.Clock.Advance(2);
        var list = await sandbox.Client.GetAsync("servers/");

        Assert.Equal(200, orders.Select(order => (long)order.Json["id"]!).Distinct().Count());
        Assert.Equal(202, list.Results.Select(server => (string?)server["ip_address"]).Distinct().Count());
        Assert.Equal(100_000m - (200 * 12m), sandbox.Account.Credits);
    }
}
