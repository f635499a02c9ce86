using System.IO.Compression;
using System.Net;
using System.Text;

namespace VpsOrg.Client.Tests;

/// <summary>Whatever comes back, it ends in the client's own exceptions, in bounded time and memory.</summary>
public sealed class HostileAnswerTests
{
    public static TheoryData<string> Unreadable =>
    [
        """{"id":1,"name":"web""",
        """{"id":1""",
        """{"id":1,""",
        """{"id":1}}""",
        """{"id":1} {"id":2}""",
        """{"id":1} garbage""",
        "<!DOCTYPE html><html><head><title>Welcome</title></head></html>",
        "Service temporarily unavailable",
        "",
        "   ",
        "null",
        "true",
        "42",
        "\"text\"",
        "[]",
        "[{}]",
        "{}",
        """{"name":"no id"}""",
        """{"id":null}""",
        """{"id":"abc"}""",
        """{"id":1.5}""",
        """{"id":true}""",
        """{"id":[1]}""",
        """{"id":{}}""",
        """{"id":NaN}""",
        """{"id":Infinity}""",
        """{"id":1e999}""",
        """{"id":9223372036854775808}""",
        """{"id":123456789012345678901234567890}""",
        """{"id":"9223372036854775808"}""",
        """{"id":1,"name":{}}""",
        """{"id":1,"name":[]}""",
        """{"id":1,"status":["active"]}""",
        """{"id":1,"plan":[]}""",
        """{"id":1,"plan":"basic"}""",
        """{"id":1,"plan":7}""",
        """{"id":1,"plan":{"memory":"much"}}""",
        """{"id":1,"plan":{"memory":123456789012345678901234567890}}""",
        """{"id":1,"os":"linux"}""",
        """{"id":1,"resource_usage":[1,2]}""",
        """{"id":1,"resource_usage":{"cpu_percent":"high"}}""",
        """{"id":1,"resource_usage":{"cpu_percent":true}}""",
        """{"id":1,"backups_enabled":"perhaps"}""",
        """{"id":1,"backups_enabled":2}""",
        """{"id":1,"backups_enabled":{}}""",
        """{"id":1,"created_at":{}}""",
        """{"id":1,"x":undefined1}""",
        """{"id":1,"x":\u0000}""",
        "{\"id\":1,\"x\":\"\\ud8\"}",
        "{\"id\":0x}",
        "{id:}",
        "{'id'",
        "/*",
        "//",
        "new Date(",
        "{\"id\":new Date(1)}",
    ];

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task A_detail_that_is_none_is_an_unreadable_answer(string body)
    {
        using var client = Clients.Reading(body);

        var exception = await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.GetServerAsync(1).Guarded());

        Assert.Contains("GET servers/1/ answered 200, but the answer cannot be read", exception.Message, StringComparison.Ordinal);
        Assert.Equal(200, exception.Context.StatusCode);
        Assert.InRange(exception.Message.Length, 1, 500);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("")]
    [InlineData("""{"count":1}""")]
    [InlineData("""{"count":1,"results":null}""")]
    [InlineData("""{"count":1,"results":{}}""")]
    [InlineData("""{"count":1,"results":"none"}""")]
    [InlineData("""{"count":1,"results":[1]}""")]
    [InlineData("""{"count":1,"results":[null]}""")]
    [InlineData("""{"count":1,"results":[[]]}""")]
    [InlineData("""{"count":1,"results":[{}]}""")]
    [InlineData("""{"count":"many","results":[]}""")]
    [InlineData("""{"count":1,"next":{},"results":[]}""")]
    [InlineData("""{"count":1,"results":[{"id":1}""")]
    [InlineData("""{"count":1,"results":[{"id":1},""")]
    [InlineData("<html>")]
    public async Task A_list_that_is_none_is_an_unreadable_answer(string body)
    {
        using var client = Clients.Reading(body);

        await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.GetServersAsync().Guarded());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"started\"")]
    [InlineData("""{"status":{}}""")]
    [InlineData("""{"server":[]}""")]
    [InlineData("""{"server":{"id":"x"}}""")]
    public async Task An_action_s_answer_that_is_none_is_an_unreadable_answer_that_may_have_acted(string body)
    {
        using var client = Clients.Reading(body);

        var exception = await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.StartServerAsync(1).Guarded());

        Assert.True(exception.MayHaveActed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"account":[]}""")]
    [InlineData("""{"token":"vps_x"}""")]
    public async Task An_account_that_is_none_is_an_unreadable_answer(string body)
    {
        using var client = Clients.Reading(body);

        await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.GetAccountAsync().Guarded());
    }

    [Theory]
    [InlineData("""{'id':1}""")]
    [InlineData("""{id:1}""")]
    [InlineData("""/* c */{"id":/* c */1 /* c */}// c""")]
    [InlineData("""{"id":1,"x":NaN,"y":-Infinity,"z":undefined}""")]
    [InlineData("""{"id":1,"id":1}""")]
    [InlineData("""{"id":01}""")]
    public async Task What_is_almost_JSON_is_read_or_refused_and_nothing_else(string body)
    {
        using var client = Clients.Reading(body);

        try
        {
            Assert.Equal(1, (await client.GetServerAsync(1).Guarded()).Id);
        }
        catch (VpsUnreadableAnswerException exception)
        {
            Assert.NotEmpty(exception.Message);
        }
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"x\":")]
    [InlineData("{\"id\":1,\"x\":[")]
    [InlineData("{\"results\":[{\"id\":1,\"plan\":{\"x\":[")]
    public async Task Ten_thousand_levels_of_nesting_are_an_unreadable_answer(string level)
    {
        var body = string.Concat(Enumerable.Repeat(level, 10_000));
        using var client = Clients.Reading(body);

        await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.GetServerAsync(1).Guarded());
        await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.GetServersAsync().Guarded());
        await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.GetAccountAsync().Guarded());
    }

    [Fact]
    public async Task Ten_thousand_levels_of_nesting_in_an_error_take_nothing_from_its_status()
    {
        await using var server = new RawServer(RawAnswer.Status(400, string.Concat(Enumerable.Repeat("{\"detail\":[", 5_000))));
        using var client = Clients.For(server);

        await Assert.ThrowsAsync<VpsInvalidRequestException>(() => client.GetServerAsync(1, new RecordingTrace()).Guarded());
    }

    [Fact]
    public async Task A_number_of_a_million_digits_is_an_unreadable_answer()
    {
        using var client = Clients.Reading("{\"id\":1,\"x\":" + new string('9', 1_000_000) + "}");

        await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.GetServerAsync(1).Guarded());
    }

    [Fact]
    public async Task A_detail_of_more_than_1_MB_is_an_unreadable_answer_and_is_not_read_to_its_end()
    {
        var endless = new EndlessStream("{\"id\":1,\"name\":\"", "xxxxxxxx");

        var exception = await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => ReadAsync(endless, client => client.GetServerAsync(1)));

        Assert.Contains("larger than 1 MB", exception.Message, StringComparison.Ordinal);
        Assert.InRange(endless.BytesRead, 1 << 20, 2 << 20);
        Assert.True(endless.IsDisposed);
    }

    [Fact]
    public async Task A_detail_of_just_1_MB_is_read()
    {
        const string beginning = "{\"id\":1,\"name\":\"";
        using var client = Clients.Reading(beginning + new string('x', (1 << 20) - beginning.Length - 2) + "\"}");

        Assert.Equal(1, (await client.GetServerAsync(1).Guarded()).Id);
    }

    [Theory]
    [InlineData("""{"count":1,"results":[""", """{"id":1,"plan":{"id":1,"name":"@"}},""")]
    [InlineData("""{"count":1,"results":[],"x":""", "                ")]
    [InlineData("""{"count":1,"results":[],""", "\"x\":\"@\",")]
    public async Task A_list_without_end_stops_at_its_limit(string beginning, string then)
    {
        var endless = new EndlessStream(beginning, then.Replace("@", new string('x', 1000), StringComparison.Ordinal));

        var exception = await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => ReadAsync(endless, client => client.GetServersAsync(), longestList: 2 << 20));

        Assert.Contains("larger than 2 MB", exception.Message, StringComparison.Ordinal);
        Assert.InRange(endless.BytesRead, 2 << 20, 3 << 20);
        Assert.True(endless.IsDisposed);
    }

    [Fact]
    public async Task A_gzip_bomb_stops_at_the_same_bounds()
    {
        await using var server = new RawServer(_ => RawAnswer.Status(200, Zipped(new byte[8 << 20], "{\"id\":1,\"x\":"), ("Content-Encoding", "gzip")));
        using var client = Clients.For(server);

        var detail = await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.GetServerAsync(1).Guarded());

        Assert.Contains("larger than 1 MB", detail.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gzipped_answer_is_unpacked()
    {
        await using var server = new RawServer(RawAnswer.Status(200, Zipped([], Payloads.Get), ("Content-Encoding", "gzip")));
        using var client = Clients.For(server);

        Assert.Equal(12345, (await client.GetServerAsync(12345).Guarded()).Id);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task An_answer_that_says_it_is_compressed_and_is_not_is_unreadable(string encoding)
    {
        await using var server = new RawServer(_ => RawAnswer.Status(200, Payloads.List, ("Content-Encoding", encoding)));
        using var client = Clients.For(server);

        await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.GetServerAsync(1).Guarded());
        await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.GetServersAsync().Guarded());
    }

    [Fact]
    public async Task A_gzipped_answer_that_breaks_off_is_an_error()
    {
        var zipped = Zipped([], Payloads.List);
        await using var server = new RawServer(_ => RawAnswer.Status(200, zipped[..(zipped.Length / 2)], ("Content-Encoding", "gzip")));
        using var client = Clients.For(server);

        await Assert.ThrowsAnyAsync<VpsException>(() => client.GetServersAsync().Guarded());
    }

    [Theory]
    [InlineData(new byte[] { 0xff, 0xfe })]
    [InlineData(new byte[] { 0xc3, 0x28 })]
    [InlineData(new byte[] { 0xed, 0xa0, 0x80 })]
    [InlineData(new byte[] { 0xc0, 0xaf })]
    [InlineData(new byte[] { 0xf8, 0x88, 0x80, 0x80, 0x80 })]
    public async Task Bytes_that_are_not_UTF_8_are_an_unreadable_answer(byte[] bytes)
    {
        await using var server = new RawServer(_ => RawAnswer.Status(200, [.. "{\"id\":1,\"name\":\""u8, .. bytes, .. "\"}"u8]));
        using var client = Clients.For(server);

        var exception = await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.GetServerAsync(1).Guarded());

        Assert.Contains("not UTF-8", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public async Task Another_encoding_is_an_unreadable_answer(string encoding)
    {
        var bytes = Encoding.GetEncoding(encoding);
        await using var server = new RawServer(_ => RawAnswer.Status(
            200, [.. bytes.GetPreamble(), .. bytes.GetBytes(Payloads.Get)], ("Content-Type", $"application/json; charset={encoding}")));
        using var client = Clients.For(server);

        await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.GetServerAsync(1).Guarded());
    }

    [Fact]
    public async Task A_mark_before_UTF_8_does_no_harm()
    {
        await using var server = new RawServer(_ => RawAnswer.Status(200, [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Payloads.Get)]));
        using var client = Clients.For(server);

        Assert.Equal(12345, (await client.GetServerAsync(12345).Guarded()).Id);
    }

    [Theory]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=no-such-charset")]
    [InlineData("text/html; charset=iso-8859-1")]
    [InlineData("nonsense")]
    public async Task A_wrong_label_does_not_change_what_the_bytes_say(string contentType)
    {
        await using var server = new RawServer(RawAnswer.Status(200, """{"id":1,"name":"Grüße"}""", ("Content-Type", contentType)));
        using var client = Clients.For(server);

        Assert.Equal("Grüße", (await client.GetServerAsync(1).Guarded()).Name);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n")]
    [InlineData("HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    public async Task A_success_without_a_body_where_one_belongs_is_an_unreadable_answer(string bytes)
    {
        await using var server = new RawServer(_ => RawAnswer.Bytes(bytes));
        using var client = Clients.For(server);

        var exception = await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.GetServerAsync(1).Guarded());

        Assert.Contains("the body is empty", exception.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.GetServersAsync().Guarded());
    }

    [Theory]
    [InlineData("\r\n\r\n")]
    [InlineData("garbage\r\n\r\n")]
    [InlineData("HTTP/9.9 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 99999 X\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n: nameless\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n")]
    public async Task Broken_HTTP_is_only_an_error(string bytes)
    {
        await using var server = new RawServer(_ => RawAnswer.BytesThenClose(bytes));
        using var client = Clients.For(server);

        await Assert.ThrowsAnyAsync<VpsException>(() => client.GetServerAsync(1).Guarded());
        await Assert.ThrowsAnyAsync<VpsException>(() => client.GetServersAsync().Guarded());
    }

    [Theory]
    [InlineData("Date: nonsense\r\nDate: Thu, 16 Jan 2025 15:45:30 GMT\r\nRetry-After: 3\r\nRetry-After: 4\r\nRetry-After: x")]
    [InlineData("Date: Thu, 16 Jan 2025 15:45:30 GMT\r\nDate: Fri, 17 Jan 2025 15:45:30 GMT\r\nRetry-After: 1\r\nRetry-After: 2")]
    [InlineData("X-Request-Id: \u0001\u0002\r\nDate: \r\nRetry-After: ")]
    [InlineData("CF-Ray: a\r\nCF-Ray: b\r\nServer: (((\r\nContent-Type: ;;;\r\nContent-Encoding: x-unknown")]
    public async Task Strange_headers_do_no_harm(string headers)
    {
        await using var server = new RawServer(
            RawAnswer.BytesThenClose($"HTTP/1.1 503 X\r\n{headers}\r\nContent-Length: 0\r\n\r\n"),
            RawAnswer.BytesThenClose($"HTTP/1.1 429 X\r\n{headers}\r\nContent-Length: 0\r\n\r\n"),
            RawAnswer.BytesThenClose($"HTTP/1.1 200 X\r\n{headers}\r\nContent-Length: 8\r\n\r\n{{\"id\":1}}"));
        using var client = Clients.For(server, retries: 4);
        var trace = new RecordingTrace();

        Assert.Equal(1, (await client.GetServerAsync(1, trace).Guarded()).Id);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_header_without_end_is_only_an_error()
    {
        await using var server = new RawServer(_ => RawAnswer.BytesThenClose("HTTP/1.1 200 OK\r\nX-Long: " + new string('x', 1 << 20) + "\r\n\r\n"));
        using var client = Clients.For(server);

        await Assert.ThrowsAnyAsync<VpsException>(() => client.GetServerAsync(1).Guarded());
    }

    [Fact]
    public async Task At_most_200_characters_of_an_unreadable_body_are_shown()
    {
        using var client = Clients.Reading(new string('x', 5000));

        var exception = await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.GetServerAsync(1).Guarded());

        Assert.InRange(exception.Message.Count(c => c == 'x'), 150, 200);
        Assert.EndsWith("...", exception.Message, StringComparison.Ordinal);
    }

    private static async Task ReadAsync(Stream body, Func<VpsClient, Task> call, long? longestList = null)
    {
        var handler = new StubHandler(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body) });
        using var client = Clients.For(new Uri("https://vps.test/"), handler: () => handler, longestList: longestList);
        await call(client).Guarded();
    }

    private static byte[] Zipped(byte[] padding, string beginning)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(beginning));
            Array.Fill(padding, (byte)' ');
            gzip.Write(padding);
        }

        return zipped.ToArray();
    }
}
