namespace VpsOrg.Client.Tests;

/// <summary>Bad input never leaves the machine, and the message says what is allowed.</summary>
public sealed class RequestRulesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("web 01")]
    [InlineData("web_01")]
    [InlineData("web.01")]
    [InlineData("wéb-01")]
    [InlineData("web-01\n")]
    [InlineData("ｗeb")]
    [InlineData("web-٣")]
    [InlineData("web/../01")]
    public void A_name_outside_letters_digits_and_hyphens_is_refused(string name)
    {
        var create = Assert.Throws<ArgumentException>(() => new CreateServerRequest(name, 1, 5, "us-west"));
        var replace = Assert.Throws<ArgumentException>(() => new ReplaceServerRequest(name, "web.example.com", backupsEnabled: true));
        var update = Assert.Throws<ArgumentException>(() => new UpdateServerRequest { Name = name });

        Assert.All([create, replace, update], exception =>
            Assert.Contains("letters (a-z, A-Z), digits and hyphens are allowed, 1 to 63 of them", exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_null_name_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new CreateServerRequest(null!, 1, 5, "us-west"));
        Assert.Throws<ArgumentException>(() => new UpdateServerRequest { Name = new Optional<string>(null!) });
    }

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void A_name_has_63_characters_at_most(int length, bool allowed) =>
        Assert.Equal(allowed, Allows(() => new CreateServerRequest(new string('a', length), 1, 5, "us-west")));

    [Theory]
    [InlineData("")]
    [InlineData("web 01.example.com")]
    [InlineData("-web.example.com")]
    [InlineData("web-.example.com")]
    [InlineData("web..example.com")]
    [InlineData(".example.com")]
    [InlineData("example.com.")]
    [InlineData("web_01.example.com")]
    [InlineData("http://example.com")]
    [InlineData("example.com\r\nX: y")]
    public void A_bad_host_name_is_refused(string hostname)
    {
        var create = Assert.Throws<ArgumentException>(() => new CreateServerRequest("web", 1, 5, "us-west") { Hostname = hostname });
        var replace = Assert.Throws<ArgumentException>(() => new ReplaceServerRequest("web", hostname, backupsEnabled: true));
        var update = Assert.Throws<ArgumentException>(() => new UpdateServerRequest { Hostname = hostname });

        Assert.All([create, replace, update], exception =>
            Assert.Contains("give a fully qualified name such as web01.example.com", exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_host_name_has_253_characters_at_most_and_63_a_label()
    {
        var longest = string.Join(".", Enumerable.Repeat(new string('a', 63), 3)) + "." + new string('a', 61);

        Assert.Equal(253, longest.Length);
        Assert.True(Allows(() => new UpdateServerRequest { Hostname = longest }));
        Assert.False(Allows(() => new UpdateServerRequest { Hostname = longest + "a" }));
        Assert.False(Allows(() => new UpdateServerRequest { Hostname = new string('a', 64) + ".example.com" }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void An_id_below_1_is_refused_in_an_order(long id)
    {
        Assert.Throws<ArgumentException>(() => new CreateServerRequest("web", id, 5, "us-west"));
        Assert.Throws<ArgumentException>(() => new CreateServerRequest("web", 1, id, "us-west"));
        Assert.Throws<ArgumentException>(() => new CreateServerRequest("web", 1, 5, "us-west") { SshKeyId = id });
    }

    [Theory]
    [InlineData("")]
    [InlineData("us west")]
    [InlineData("us/west")]
    [InlineData("us-west\u001b[2J")]
    public void A_bad_location_is_refused(string location) =>
        Assert.Contains(
            "e.g. us-west",
            Assert.Throws<ArgumentException>(() => new CreateServerRequest("web", 1, 5, location)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(-12345)]
    public async Task A_server_id_below_1_is_refused_by_every_method_and_nothing_is_sent(long id)
    {
        await using var server = new RawServer();
        using var client = Clients.For(server);
        Func<Task>[] calls =
        [
            () => client.GetServerAsync(id),
            () => client.ReplaceServerAsync(id, new ReplaceServerRequest("web", "web.example.com", backupsEnabled: true)),
            () => client.UpdateServerAsync(id, new UpdateServerRequest { BackupsEnabled = true }),
            () => client.DeleteServerAsync(id),
            () => client.StartServerAsync(id),
            () => client.StopServerAsync(id),
            () => client.RebootServerAsync(id),
        ];

        foreach (var call in calls)
        {
            var exception = await Assert.ThrowsAsync<ArgumentException>(call);
            Assert.Contains("is not a valid id: ids are whole numbers, 1 or greater", exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(0, server.ConnectionsAccepted);
    }

    [Fact]
    public void A_refused_value_is_shown_without_its_control_characters_and_not_at_any_length()
    {
        var exception = Assert.Throws<ArgumentException>(() => new CreateServerRequest("\u001b[31m" + new string('x', 5000), 1, 5, "us-west"));

        Assert.DoesNotContain('\u001b', exception.Message);
        Assert.InRange(exception.Message.Length, 1, 300);
    }

    [Fact]
    public void An_unset_optional_differs_from_one_that_is_null()
    {
        Optional<string?> unset = default;
        Optional<string?> none = new(null);

        Assert.False(unset.IsSet);
        Assert.True(none.IsSet);
        Assert.NotEqual(unset, none);
        Assert.True(unset != none);
        Assert.Equal(unset, default);
        Assert.Equal("(unset)", unset.ToString());
        Assert.Equal("(null)", none.ToString());
        Assert.Throws<InvalidOperationException>(() => unset.Value);
    }

    private static bool Allows(Func<object> make)
    {
        try
        {
            _ = make();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
