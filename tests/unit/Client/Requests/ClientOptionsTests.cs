namespace VpsOrg.Client.Tests;

/// <summary>The token goes over https to the host that it was given for, or over http to this machine.</summary>
public sealed class ClientOptionsTests
{
    [Theory]
    [InlineData("http://admin.vps.org/api/v1/")]
    [InlineData("http://localhost.example.com/api/v1/")]
    [InlineData("http://127.0.0.1.example.com/")]
    [InlineData("http://10.0.0.1/")]
    public void Http_to_another_machine_is_refused_by_an_error_of_its_own(string address)
    {
        var exception = Assert.Throws<InsecureAddressException>(() => new VpsClient(new VpsClientOptions { BaseAddress = new Uri(address) }));

        Assert.StartsWith($"{new Uri(address).Host} would get the token over http", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080/api/v1/")]
    [InlineData("http://localhost/api/v1/")]
    [InlineData("http://[::1]:8080/api/v1/")]
    [InlineData("https://admin.vps.org/api/v1/")]
    public void Https_and_this_machine_are_allowed(string address)
    {
        using var client = new VpsClient(new VpsClientOptions { BaseAddress = new Uri(address) });

        Assert.Equal(address, client.BaseAddress.AbsoluteUri);
    }

    [Fact]
    public void Http_to_another_machine_is_allowed_where_that_was_asked_for()
    {
        using var client = new VpsClient(new VpsClientOptions { BaseAddress = new Uri("http://testbed.example/api/"), AllowInsecure = true });

        Assert.Equal("testbed.example", client.BaseAddress.Host);
    }

    [Theory]
    [InlineData("ftp://admin.vps.org/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:secret@admin.vps.org/api/v1/")]
    [InlineData("https://admin.vps.org/api/v1/?token=x")]
    [InlineData("https://admin.vps.org/api/v1/#x")]
    public void An_address_that_is_no_API_s_is_refused(string address) =>
        Assert.DoesNotContain("secret", Refusal(address), StringComparison.Ordinal);

    [Fact]
    public void A_relative_address_is_refused() =>
        Assert.Throws<ArgumentException>(() => new VpsClient(new VpsClientOptions { BaseAddress = new Uri("api/v1/", UriKind.Relative) }));

    [Fact]
    public void Time_outs_and_retries_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new VpsClient(new VpsClientOptions { Timeout = TimeSpan.Zero }));
        Assert.Throws<ArgumentException>(() => new VpsClient(new VpsClientOptions { Timeout = TimeSpan.FromSeconds(-1) }));
        Assert.Throws<ArgumentException>(() => new VpsClient(new VpsClientOptions { Timeout = TimeSpan.FromDays(2) }));
        Assert.Throws<ArgumentException>(() => new VpsClient(new VpsClientOptions { MaximumRetryCount = -1 }));
    }

    [Fact]
    public void The_vendor_s_address_is_the_default() =>
        Assert.Equal("https://admin.vps.org/api/v1/", VpsClientOptions.DefaultBaseAddress.AbsoluteUri);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("vps_a b")]
    [InlineData("vps_ü")]
    [InlineData("vps_a\r\nX-Evil: 1")]
    public void A_token_that_no_header_may_carry_is_refused_and_not_shown(string value)
    {
        var exception = Assert.Throws<ArgumentException>(() => new VpsToken(value));

        Assert.Contains("The token", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Evil", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("vps_a", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("vps_ü", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task White_space_around_a_copied_token_is_dropped()
    {
        await using var server = new RawServer(RawAnswer.Json(Payloads.Get));
        using var client = new VpsClient(new VpsClientOptions { BaseAddress = server.BaseAddress, Token = new VpsToken("  vps_copied\r\n") });

        await client.GetServerAsync(12345).Guarded();

        Assert.Equal("Bearer vps_copied", server.Requests.Single().Header("Authorization"));
    }

    private static string Refusal(string address) =>
        Assert.Throws<ArgumentException>(() => new VpsClient(new VpsClientOptions { BaseAddress = new Uri(address) })).Message;
}
