namespace VpsOrg.Client.Tests;

/// <summary>Which requests go through a proxy, and what is taken for the address of one.</summary>
public sealed class ProxyTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080/")]
    [InlineData("http://127.200.3.4/")]
    [InlineData("http://127.1/")]
    [InlineData("http://0x7f.0.0.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://[::1]:8080/")]
    [InlineData("http://[0:0:0:0:0:0:0:1]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[::ffff:127.0.0.2]/")]
    [InlineData("http://[::ffff:7f00:3]/")]
    [InlineData("http://localhost/")]
    [InlineData("https://LocalHost:443/")]
    [InlineData("http://localhost./")]
    [InlineData("https://127.0.0.1/")]
    public void This_machine_s_own_addresses_bypass_every_proxy(string address) => Assert.False(Handler(new Uri(address)).UseProxy);

    [Theory]
    [InlineData("https://admin.vps.org/")]
    [InlineData("https://localhost.example.com/")]
    [InlineData("https://127.0.0.1.example.com/")]
    [InlineData("https://128.0.0.1/")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://[::2]/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://notlocalhost/")]
    public void Any_other_address_goes_where_the_system_says(string address)
    {
        using var handler = Handler(new Uri(address));

        Assert.True(handler.UseProxy);
        Assert.Null(handler.Proxy);
    }

    [Fact]
    public async Task A_proxy_that_was_asked_for_is_used_for_this_machine_too()
    {
        await using var proxy = new RawServer(RawAnswer.Json(Payloads.Get));
        using var client = new VpsClient(new VpsClientOptions
        {
            BaseAddress = new Uri("http://localhost:1/api/v1/"),
            Token = new VpsToken(Clients.Canary),
            Proxy = new Uri($"http://127.0.0.1:{proxy.Port}"),
        });

        await client.GetServerAsync(12345).Guarded();

        Assert.Equal("GET http://localhost:1/api/v1/servers/12345/", Assert.Single(proxy.Lines));
    }

    [Theory]
    [InlineData("http://proxy.example.com:8080", "http://proxy.example.com:8080/")]
    [InlineData("proxy.example.com:8080", "http://proxy.example.com:8080/")]
    [InlineData("proxy:8080", "http://proxy:8080/")]
    [InlineData("localhost:3128/", "http://localhost:3128/")]
    [InlineData("10.0.0.1:8080", "http://10.0.0.1:8080/")]
    [InlineData("[::1]:8080", "http://[::1]:8080/")]
    [InlineData("http://proxy", "http://proxy/")]
    [InlineData("socks5://proxy:1080", "socks5://proxy:1080")]
    public void What_people_write_for_a_proxy_is_taken(string given, string taken) =>
        Assert.Equal(new Uri(taken), ProxyAddress.Of(new Uri(given, UriKind.RelativeOrAbsolute)));

    [Theory]
    [InlineData("foo")]
    [InlineData("")]
    [InlineData("foo bar")]
    [InlineData("host:port")]
    [InlineData("host:99999")]
    [InlineData("/etc/passwd")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://proxy:21")]
    [InlineData("http://proxy:8080/path")]
    [InlineData("[::1]")]
    public void What_is_no_proxy_is_refused_before_anything_is_sent(string given)
    {
        var exception = Assert.Throws<ArgumentException>(() => new VpsClient(new VpsClientOptions { Proxy = new Uri(given, UriKind.RelativeOrAbsolute) }));

        Assert.Contains("http://proxy.example.com:8080", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_in_a_proxy_s_address_is_refused_and_not_shown()
    {
        var exception = Assert.Throws<ArgumentException>(() => new VpsClient(new VpsClientOptions { Proxy = new Uri("http://user:geheim@proxy:8080") }));

        Assert.DoesNotContain("geheim", exception.Message, StringComparison.Ordinal);
    }

    private static HttpClientHandler Handler(Uri address) =>
        Assert.IsType<HttpClientHandler>(PlatformHandler.Make(new VpsClientOptions { BaseAddress = address }) switch
        {
            ServicePointHandler { InnerHandler: { } inner } => inner, // .NET Framework's.
            var handler => handler,
        });
}
