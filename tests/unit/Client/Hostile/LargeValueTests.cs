using System.Text;

namespace VpsOrg.Client.Tests;

/// <summary>A body within its bounds whose single values are larger, or more, than a process can hold.</summary>
public sealed class LargeValueTests
{
    private const int JustTooLong = (16 << 20) + (1 << 16);

    [Theory]
    [InlineData("""{"count":1,"results":[{"id":1,"name":"@"}]}""", 'x')]
    [InlineData("""{"count":1,"results":[{"id":1,"@":1}]}""", 'x')]
    [InlineData("""{"count":1,"results":[{"id":1,"x":@}]}""", '7')]
    [InlineData("""{"count":1,"next":"@","results":[]}""", 'x')]
    [InlineData("""{"count":1,"results":[]/*@*/}""", 'x')]
    [InlineData("""{"count":1,"results":[{"id":1,"name":"@"}]}""", '\\')]
    public async Task A_value_of_more_than_16_million_characters_is_an_unreadable_answer(string body, char filler)
    {
        var text = body.Replace("@", new string(filler, JustTooLong), StringComparison.Ordinal);
        using var client = Clients.For(new StubHandler(_ => StubHandler.Json(text)));

        var exception = await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.GetServersAsync().Guarded());

        Assert.InRange(exception.Message.Length, 1, 1000);
    }

    [Fact]
    public async Task A_text_of_ten_million_characters_in_a_list_is_read()
    {
        using var client = Clients.For(new StubHandler(_ => StubHandler.Json($$"""[{"id":1,"x":"{{new string('x', 10_000_000)}}"}]""")));

        Assert.Equal(10_000_000, ((string)(await client.GetServersAsync().Guarded())[0].AdditionalProperties["x"]!).Length);
    }

    [Fact]
    public void More_than_twenty_million_values_are_refused()
    {
        using var text = new BoundedText(new StringReader(string.Empty));
        for (var i = 0; i < 20_000_000; i++)
        {
            text.BeginToken();
        }

        Assert.Throws<UnreadableBodyException>(text.BeginToken);
    }

    [Fact]
    public void What_takes_more_memory_than_there_is_cannot_be_read()
    {
        using var body = new MemoryStream(Encoding.UTF8.GetBytes("{}"));

        Assert.Throws<UnreadableBodyException>(() => AnswerReader.ReadAll(body, new TextCleaner(secret: null), _ => new string('x', int.MaxValue)));
    }
}
