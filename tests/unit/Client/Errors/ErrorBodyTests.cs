using System.Text;

namespace VpsOrg.Client.Tests;

/// <summary>Error bodies are not documented: whatever comes, the words in it are found and nothing else happens.</summary>
public sealed class ErrorBodyTests
{
    [Theory]
    [InlineData("""{"detail":"No such server."}""", "No such server.")]
    [InlineData("""{"message":"No such server."}""", "No such server.")]
    [InlineData("""{"error":"No such server."}""", "No such server.")]
    [InlineData("""{"error":{"code":17,"message":"No such server."}}""", "No such server.")]
    [InlineData("""{"error":{"detail":"No such server."}}""", "No such server.")]
    [InlineData("""{"error":["One.","Two."]}""", "One. Two.")]
    [InlineData("""{"detail":"A.","message":"B."}""", "A.; B.")]
    [InlineData("""{"name":["Only letters.","Too long."],"plan_id":["Unknown."]}""", "name: Only letters. Too long.; plan_id: Unknown.")]
    [InlineData("""{"non_field_errors":["Not now."]}""", "Not now.")]
    [InlineData("""{"detail":"Bad.","name":["Only letters."]}""", "Bad.; name: Only letters.")]
    [InlineData("""{"name":[{"message":"Only letters.","code":"invalid"}]}""", "name: Only letters.")]
    [InlineData("""["Everything is wrong."]""", "Everything is wrong.")]
    [InlineData("\"Everything is wrong.\"", "Everything is wrong.")]
    [InlineData("Everything is wrong.", "Everything is wrong.")]
    [InlineData("<!DOCTYPE html><html><head><TITLE lang=\"en\"> 502 Bad Gateway </TITLE></head>", "an HTML page titled '502 Bad Gateway'")]
    [InlineData("<html><body>nothing</body></html>", "an HTML page")]
    [InlineData("", null)]
    [InlineData("   \r\n ", null)]
    [InlineData("{}", null)]
    [InlineData("null", "null")]
    [InlineData("""{"detail":null}""", null)]
    [InlineData("""{"detail":"  "}""", null)]
    [InlineData("""{"code":17}""", null)]
    [InlineData("""{"detail":"breaks off""", """{"detail":"breaks off""")]
    [InlineData("42", "42")]
    public async Task The_words_are_found_in_every_shape(string body, string? words)
    {
        var exception = await FailAsync(Encoding.UTF8.GetBytes(body));

        Assert.Equal(words, exception.Context.Detail);
        if (words is null)
        {
            Assert.EndsWith("answered 400 Bad Request.", exception.Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.EndsWith(words, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Complaints_are_kept_by_field()
    {
        var exception = await FailAsync("""{"name":["Only letters.","Too long."],"plan_id":["Unknown."]}"""u8.ToArray());

        Assert.Equal(["name", "plan_id"], exception.Context.FieldErrors.Keys.Order());
        Assert.Equal(["Only letters.", "Too long."], exception.Context.FieldErrors["name"]);
        Assert.Equal(["Unknown."], exception.Context.FieldErrors["plan_id"]);
    }

    [Theory]
    [InlineData("""{"detail":"X"}""")]
    [InlineData("""{"error":{"message":"X"}}""")]
    [InlineData("""{"name":["X"]}""")]
    [InlineData("""{"X":["X"]}""")]
    [InlineData("""["X"]""")]
    [InlineData("X")]
    [InlineData("<title>X</title>")]
    public async Task At_most_200_characters_of_a_body_are_shown(string shape)
    {
        var exception = await FailAsync(Encoding.UTF8.GetBytes(shape.Replace("X", new string('x', 30_000), StringComparison.Ordinal)));

        Assert.InRange(exception.Context.Detail!.Length, 1, 200);
        Assert.InRange(exception.Message.Length, 1, 300);
        Assert.All(
            exception.Context.FieldErrors.SelectMany(field => field.Value.Append(field.Key)),
            text => Assert.InRange(text.Length, 1, 200));
    }

    [Fact]
    public async Task An_endless_error_body_is_not_read_to_its_end()
    {
        var endless = new EndlessStream("{\"detail\":\"", "xxxxxxxxxxxxxxxx");
        var handler = new StubHandler(_ => new HttpResponseMessage(System.Net.HttpStatusCode.BadRequest) { Content = new StreamContent(endless) });
        using var client = Clients.For(handler);

        var exception = await Assert.ThrowsAsync<VpsInvalidRequestException>(() => client.GetServerAsync(1).Guarded());

        Assert.StartsWith("{\"detail\":\"xxx", exception.Context.Detail, StringComparison.Ordinal);
        Assert.InRange(endless.BytesRead, 1, 1 << 20);
    }

    [Theory]
    [InlineData(new byte[] { 0xff, 0xfe, (byte)'{', 0 })]
    [InlineData(new byte[] { 0xc3, 0x28, 0xa0, 0xa1 })]
    [InlineData(new byte[] { 0, 0, 0, 0 })]
    public async Task Bytes_that_are_no_text_do_no_harm(byte[] body)
    {
        var exception = await FailAsync(body);

        Assert.Equal(400, exception.Context.StatusCode);
        Assert.DoesNotContain('\0', exception.Message);
    }

    [Fact]
    public async Task A_body_that_says_it_is_gzip_and_is_not_takes_nothing_from_the_status()
    {
        var exception = await FailAsync("no gzip"u8.ToArray(), ("Content-Encoding", "gzip"));

        Assert.Null(exception.Context.Detail);
    }

    [Fact]
    public async Task A_body_that_breaks_off_takes_nothing_from_the_status()
    {
        await using var server = new RawServer(RawAnswer.BytesThenClose(RawAnswer.Head(404, 1000) + "{\"detail\":"));
        using var client = Clients.For(server);

        var exception = await Assert.ThrowsAsync<VpsNotFoundException>(() => client.GetServerAsync(1).Guarded());

        Assert.Equal(404, exception.Context.StatusCode);
    }

    private static async Task<VpsException> FailAsync(byte[] body, params (string Name, string Value)[] headers)
    {
        await using var server = new RawServer(RawAnswer.Status(400, body, headers));
        using var client = Clients.For(server);
        return await Assert.ThrowsAsync<VpsInvalidRequestException>(() => client.GetServerAsync(1).Guarded());
    }
}
