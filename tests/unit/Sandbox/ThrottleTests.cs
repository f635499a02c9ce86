namespace VpsOrg.Sandbox.Tests;

public sealed class ThrottleTests
{
    [Fact]
    public async Task More_than_so_many_requests_within_a_second_are_refused_and_not_acted_on()
    {
        using var sandbox = new SandboxFixture(options => options.RequestsPerSecond = 3);
        await sandbox.Client.GetAsync("servers/");
        sandbox.Clock.Advance(0.5);
        await sandbox.Client.GetAsync("servers/");
        await sandbox.Client.GetAsync("account/me/");

        var refused = await sandbox.Client.DeleteAsync("servers/12345/");
        sandbox.Clock.Advance(0.5);
        var passed = await sandbox.Client.GetAsync("servers/");
        var refusedAgain = await sandbox.Client.GetAsync("servers/");

        Assert.Equal([429, 200, 429], new[] { refused, passed, refusedAgain }.Select(answer => answer.Status));
        Assert.Equal("""{"detail":"Request was throttled."}""", refused.Text);
        Assert.Equal("1", refused.Header("Retry-After"));
        Assert.Equal([12345, 12346], passed.Ids);
    }

    [Fact]
    public async Task The_limit_is_the_account_s_whatever_the_connection()
    {
        using var sandbox = new SandboxFixture(options => options.RequestsPerSecond = 5);
        var clients = Enumerable.Range(0, 4).Select(_ => new ApiClient(sandbox.Account.CreateHandler(), sandbox.Account.BaseAddress)).ToArray();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => clients[number % 4].GetAsync("servers/"))));

        Assert.Equal(5, answers.Count(answer => answer.Status == 200));
        Assert.Equal(15, answers.Count(answer => answer.Status == 429));
        Array.ForEach(clients, client => client.Dispose());
    }

    [Theory]
    [InlineData(200, "200")]
    [InlineData(null, null)]
    public async Task What_a_refusal_says_of_the_time_to_wait_is_an_option(int? seconds, string? header)
    {
        using var sandbox = new SandboxFixture(options => (options.RequestsPerSecond, options.RetryAfterSec) = (1, seconds));
        await sandbox.Client.GetAsync("servers/");

        var refused = await sandbox.Client.GetAsync("servers/");

        Assert.Equal(429, refused.Status);
        Assert.Equal(header, refused.Header("Retry-After"));
    }
}
