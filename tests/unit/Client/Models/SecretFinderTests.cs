using System.Text;

namespace VpsOrg.Client.Tests;

/// <summary>The token is found in whatever form it comes back, and nothing else is taken for it.</summary>
public sealed class SecretFinderTests
{
    private const string Secret = "vps_canary_5d2c0f7e";

    private static readonly TextCleaner Cleaner = new(Secret);

    public static TheoryData<string> Forms
    {
        get
        {
            var data = new TheoryData<string>
            {
                Secret,
                Secret.ToUpperInvariant(),
                Secret[4..],
                Secret[..^4],
                Secret[3..14],
                Convert.ToHexString(Encoding.UTF8.GetBytes(Secret)),
                Convert.ToHexString(Encoding.Unicode.GetBytes(Secret)).ToLowerInvariant(),
            };
            foreach (var before in new[] { "", "a", "ab", "Bearer ", "user:" })
            {
                data.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes(before + Secret + "zz")));
                data.Add(Convert.ToBase64String(Encoding.Unicode.GetBytes(before + Secret)));
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_form_and_every_long_part_is_found_anywhere_in_a_text(string form)
    {
        foreach (var (before, after) in new[] { ("", ""), ("x", ""), ("", "y"), ("some words and then ", " and more of them"), (Secret, Secret), ("vps_", "_") })
        {
            var clean = Cleaner.Redact(before + form + after);

            Assert.Contains(TextCleaner.Redacted, clean, StringComparison.Ordinal);
            Assert.DoesNotContain(form, clean, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("a/b+c=d&e\"f\\g?h", "a%2Fb%2Bc%3Dd%26e%22f%5Cg%3Fh")]
    [InlineData("a/b+c=d&e\"f\\g?h", "a/b+c=d&e\\\"f\\\\g?h")]
    [InlineData("a/b+c=d&e\"f\\g?h", "a\\/b+c=d&e\\\"f\\\\g?h")]
    public void A_token_with_odd_characters_is_found_as_addresses_and_JSON_write_it(string secret, string shown) =>
        Assert.Equal($"<{TextCleaner.Redacted}>", new TextCleaner(secret).Redact($"<{shown}>"));

    [Theory]
    [InlineData("")]
    [InlineData("vps_")]
    [InlineData("vps_canar")]
    [InlineData("web-server-01")]
    [InlineData("a canary in a coal mine")]
    [InlineData("admin@vps.org")]
    public void What_only_resembles_it_stays(string text) => Assert.Same(text, Cleaner.Redact(text));

    [Fact]
    public void A_short_secret_is_found_as_a_whole() => Assert.Equal("a [redacted] b vps_shor", new TextCleaner("vps_short").Redact("a vps_short b vps_shor"));

    [Theory]
    [InlineData("servers/?token=abc&page=2", "servers/?token=[redacted]&page=2")]
    [InlineData("servers/?api_key=abc;Access-Token=x", "servers/?api_key=[redacted];Access-Token=[redacted]")]
    [InlineData("https://host/vps_abcdefgh/", "https://host/[redacted]/")]
    [InlineData("servers/?x=vps%5Fabcdefgh", "servers/?x=[redacted]")]
    [InlineData("servers/12345/?page=2", "servers/12345/?page=2")]
    public void What_looks_like_a_secret_is_hidden_in_an_address(string address, string shown) => Assert.Equal(shown, TokenLookAlikes.HideInAddress(address));

    [Fact]
    public async Task A_path_that_holds_a_token_is_shown_without_it()
    {
        await using var server = new RawServer(RawAnswer.Status(404, "{}"));
        using var client = Clients.For(server);
        var trace = new RecordingTrace();

        var exception = await Assert.ThrowsAsync<VpsNotFoundException>(() => client.InvokeAsync(HttpMethod.Get, $"{Clients.Canary}/?token=other", null, trace).Guarded());

        Assert.Contains($"/{Clients.Canary}/?token=other", server.Requests.Single().Target, StringComparison.Ordinal);
        Assert.All([exception.Message, exception.Context.Path, .. trace.All], text => Assert.DoesNotContain(Clients.Canary, text, StringComparison.Ordinal));
        Assert.Contains(trace.All, line => line.Contains("token=[redacted]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_looks_like_a_token_is_hidden_in_errors_and_addresses_and_stays_in_names()
    {
        await using var refusing = new RawServer(RawAnswer.Status(403, """{"detail":"not with vps_somebody_else"}"""));
        using var client = Clients.For(refusing);
        using var reading = Clients.Reading("""{"id":1,"name":"vps_production"}""");

        var exception = await Assert.ThrowsAsync<VpsForbiddenException>(() => client.GetServerAsync(1).Guarded());
        var server = await reading.GetServerAsync(1).Guarded();

        Assert.Contains("not with [redacted]", exception.Message, StringComparison.Ordinal);
        Assert.Equal("vps_production", server.Name);
        var address = Assert.Throws<ArgumentException>(() => new VpsClient(new VpsClientOptions { BaseAddress = new Uri("https://host.example/vps_somebody_else/") }));
        Assert.DoesNotContain("somebody", address.Message, StringComparison.Ordinal);
    }
}
