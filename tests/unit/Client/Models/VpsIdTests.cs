namespace VpsOrg.Client.Tests;

/// <summary>An id is a whole number or text; it is shown, compared and sent as it came.</summary>
public sealed class VpsIdTests
{
    private const string Uuid = "3f2a9c10-5a6d-4b1d-8c5e-00000000000a";

    [Theory]
    [InlineData("12345", 12345)]
    [InlineData("2147483647", 2147483647)]
    [InlineData("2147483648", 2147483648L)]
    [InlineData("9223372036854775807", 9223372036854775807L)]
    [InlineData("\"12345\"", 12345)]
    [InlineData("12345.0", 12345)]
    [InlineData($"\"{Uuid}\"", Uuid)]
    [InlineData("\"3F2A9C10-5A6D-4B1D-8C5E-00000000000A\"", "3F2A9C10-5A6D-4B1D-8C5E-00000000000A")]
    [InlineData("\"srv-1\"", "srv-1")]
    [InlineData("\"0123\"", "0123")]
    [InlineData("\"9223372036854775808\"", "9223372036854775808")]
    public async Task An_id_of_a_list_is_carried_as_it_came(string wire, object shown)
    {
        using var client = Clients.Reading($$"""{"count":1,"results":[{"id":{{wire}},"name":"web"}]}""");

        var server = Assert.Single(await client.GetServersAsync().Guarded());

        Assert.Equal(shown, server.Id);
        Assert.Equal(Convert.ToString(shown, System.Globalization.CultureInfo.InvariantCulture), server.Key.ToString());
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\" \"")]
    [InlineData("\"a/b\"")]
    [InlineData("\"..\"")]
    [InlineData("\"a b\"")]
    [InlineData("\"a_b\"")]
    [InlineData("\"a.b\"")]
    [InlineData("\"%41\"")]
    [InlineData("\"+12345\"")]
    [InlineData("\"\u0661\"")]
    [InlineData("\"\u00e9\"")]
    [InlineData("1.5")]
    [InlineData("0")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("9223372036854775808")]
    public async Task Anything_else_makes_the_answer_unreadable(string wire)
    {
        using var client = Clients.Reading($$"""{"count":1,"results":[{"id":{{wire}},"name":"web"}]}""");

        await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.GetServersAsync().Guarded());
    }

    [Fact]
    public async Task Text_of_more_than_a_hundred_characters_is_no_id()
    {
        using var fits = Clients.Reading($$"""{"count":1,"results":[{"id":"{{new string('a', 100)}}"}]}""");
        using var beyond = Clients.Reading($$"""{"count":1,"results":[{"id":"{{new string('a', 101)}}"}]}""");

        Assert.Single(await fits.GetServersAsync().Guarded());
        await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => beyond.GetServersAsync().Guarded());
    }

    [Theory]
    [InlineData("12345", true)]
    [InlineData(" 12345 ", true)]
    [InlineData("007", true)]
    [InlineData(Uuid, true)]
    [InlineData("3F2A9C10-5A6D-4B1D-8C5E-00000000000A", true)]
    [InlineData("0", false)]
    [InlineData("-1", false)]
    [InlineData("+1", false)]
    [InlineData("9223372036854775808", false)]
    [InlineData("web-01", false)]
    [InlineData("srv-1", false)]
    [InlineData("3f2a9c105a6d4b1d8c5e00000000000a", false)]
    [InlineData("{3f2a9c10-5a6d-4b1d-8c5e-00000000000a}", false)]
    [InlineData("00000000-0000-0000-0000-000000000000", false)]
    [InlineData("3f2a9c10-5a6d-4b1d-8c5e-00000000000g", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void What_is_typed_is_an_id_where_it_is_digits_or_a_UUID_and_else_a_name(string? text, bool isId) =>
        Assert.Equal(isId, VpsId.TryParse(text, out _));

    [Fact]
    public void Ids_are_the_same_by_number_by_text_and_for_UUIDs_in_either_case()
    {
        Assert.Equal(Read("12345"), new VpsId(12345));
        Assert.Equal(Read(Uuid), Read(Uuid.ToUpperInvariant()));
        Assert.Equal(Read(Uuid).GetHashCode(), Read(Uuid.ToUpperInvariant()).GetHashCode());
        Assert.NotEqual(Read("srv-a"), Read("srv-A"));
        Assert.NotEqual(Read("0123"), new VpsId(123));
        Assert.NotEqual(Read(Uuid), default);
    }

    [Theory]
    [InlineData("\"srv-2\"")]
    [InlineData("\"SRV-1\"")]
    [InlineData("7")]
    public async Task An_answer_about_another_id_is_not_believed(string other)
    {
        var answers = new Queue<string>(["""{"count":1,"results":[{"id":"srv-1","name":"web"}]}""", $$"""{"id":{{other}},"name":"web"}"""]);
        using var client = Clients.For(new StubHandler(_ => StubHandler.Json(answers.Dequeue())));
        var server = Assert.Single(await client.GetServersAsync().Guarded());

        var exception = await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.GetServerAsync(server.Key).Guarded());

        Assert.Contains("not about server srv-1", exception.Message, StringComparison.Ordinal);
    }

    private static VpsId Read(string text) => VpsId.TryRead(text, out var id) ? id : throw new ArgumentException(text);
}
