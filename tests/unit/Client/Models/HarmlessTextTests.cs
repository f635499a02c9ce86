using System.Globalization;
using System.Reflection;
using System.Text;

namespace VpsOrg.Client.Tests;

/// <summary>What the API says cannot steer a terminal, and cannot give the token away by repeating it.</summary>
public sealed class HarmlessTextTests
{
    private const string Harmful = @"a\u001b[31mb\u0007c\u0000d\u009be\u007ff\u202eg\u2066h\u200fi\u2028j\nk\tl\u0085m";
    private const string Harmless = "a␛[31mb␇c␀d\ufffde␡f\ufffdg\ufffdh\ufffdi j k l\ufffdm";

    /// <summary>What code page 437 shows for the bytes 1 to 31 and 127.</summary>
    private const string Pictured = "☺☻♥♦♣♠•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼⌂";

    [Fact]
    public async Task Control_characters_are_neutralised_in_every_text_of_a_server()
    {
        using var client = Clients.Reading($$$"""
            {"id":1,"name":"{{{Harmful}}}","hostname":"{{{Harmful}}}","status":"{{{Harmful}}}","ip_address":"{{{Harmful}}}","ipv6_address":"{{{Harmful}}}",
             "location":"{{{Harmful}}}","message":"{{{Harmful}}}","plan":{"name":"{{{Harmful}}}"},"os":{"name":"{{{Harmful}}}"},"created_at":"{{{Harmful}}}",
             "x{{{Harmful}}}":{"y{{{Harmful}}}":["{{{Harmful}}}"]}}
            """);

        var server = await client.GetServerAsync(1).Guarded();

        Assert.All(
            [server.Name, server.Hostname, server.Status, server.IPAddress, server.IPv6Address, server.Location, server.Message, server.Plan, server.OS],
            text => Assert.Equal(Harmless, text));
        Assert.Equal(Harmless, server.AdditionalProperties["created_at"]);
        var unknown = Assert.IsType<Dictionary<string, object?>>(server.AdditionalProperties["x" + Harmless]);
        Assert.Equal([Harmless], Assert.IsType<object?[]>(unknown["y" + Harmless]));
    }

    [Fact]
    public async Task Control_characters_are_neutralised_in_an_action_and_an_account()
    {
        using var acting = Clients.Reading($$$"""{"status":"success","message":"{{{Harmful}}}","server":{"id":1,"name":"{{{Harmful}}}","status":"{{{Harmful}}}"}}""");
        using var asking = Clients.Reading($$$"""{"account":{"email":"{{{Harmful}}}"},"token":{"name":"{{{Harmful}}}","permissions":["{{{Harmful}}}"]}}""");

        var action = await acting.StartServerAsync(1).Guarded();
        var account = await asking.GetAccountAsync().Guarded();

        Assert.All(
            [action.Message, action.ServerName, action.ServerStatus, account.Email, account.TokenName, account.Permissions[0]],
            text => Assert.Equal(Harmless, text));
    }

    [Theory]
    [InlineData(500, $$$"""{"detail":"{{{Harmful}}}"}""")]
    [InlineData(400, $$$"""{"name":["{{{Harmful}}}"],"{{{Harmful}}}":["x"]}""")]
    [InlineData(502, "<title>\u001b[31m</title>")]
    [InlineData(503, "\u001b[31m\u009b\u202eplain")]
    [InlineData(200, "\u001b[31m no JSON")]
    [InlineData(200, $$$"""{"id":{},"{{{Harmful}}}":1}""")]
    [InlineData(200, $$$"""{"id":1,"plan":{"{{{Harmful}}}":[tru}}""")]
    public async Task Control_characters_are_neutralised_in_errors_and_traces(int status, string body)
    {
        await using var server = new RawServer(RawAnswer.Status(status, body, ("X-Request-Id", "a\u009bb"), ("X-Other", "c\u001bd")));
        using var client = Clients.For(server);
        var trace = new RecordingTrace();

        var exception = await Assert.ThrowsAnyAsync<VpsException>(() => client.GetServerAsync(1, trace).Guarded());

        Assert.All(Outlets(exception, trace), text => Assert.False(text.Any(IsHarmful), text));
    }

    [Fact]
    public void Texts_without_harm_are_left_as_they_are()
    {
        const string text = "Grüße, 東京 😀 é — “quoted” … ±×÷ € £ ½ √ « » · \u200b\u00a0";

        Assert.Same(text, TextCleaner.Neutralize(text));
    }

    [Fact]
    public void Every_control_character_and_every_reordering_mark_loses_its_power()
    {
        for (var c = '\0'; c < '\uffff'; c++)
        {
            var text = TextCleaner.Neutralize(c.ToString());

            Assert.Equal(1, text.Length);
            Assert.False(IsHarmful(text[0]), $"U+{(int)c:X4} is left as it is");
        }
    }

    [Theory]
    [InlineData(437)]
    [InlineData(850)]
    [InlineData(852)]
    [InlineData(866)]
    public void What_stands_for_a_control_character_becomes_none_again_in_a_console_s_code_page(int codePage)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage)!;
        var harmful = string.Concat(Enumerable.Range(0, 0x10000).Select(c => (char)c).Where(c => IsHarmful(c) || Pictured.Contains(c)));

        var bytes = encoding.GetBytes(TextCleaner.Shorten(TextCleaner.Neutralize(harmful), harmful.Length - 1));

        Assert.All(bytes, b => Assert.InRange(b, (byte)' ', (byte)'~'));
    }

    /// <summary>
    /// Every console code page that Windows begins with somewhere. A few more characters become a bell, a tab, a shift-in
    /// or a SYN in some of them (an ellipsis rings in 852): these begin nothing, end nothing and hide nothing, and stay.
    /// </summary>
    [Theory]
    [InlineData(437)]
    [InlineData(720)]
    [InlineData(737)]
    [InlineData(775)]
    [InlineData(850)]
    [InlineData(852)]
    [InlineData(855)]
    [InlineData(857)]
    [InlineData(862)]
    [InlineData(866)]
    [InlineData(874)]
    [InlineData(932)]
    [InlineData(936)]
    [InlineData(949)]
    [InlineData(950)]
    [InlineData(1258)]
    public void No_character_of_a_cleaned_text_becomes_a_control_character_that_could_steer_a_console(int codePage)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage)!;
        char[] harmless = ['\a', '\t', '\u000f', '\u0016'];
        var text = TextCleaner.Neutralize(string.Concat(Enumerable.Range(0, 0xd800).Select(c => (char)c)));

        var steering = text.Where(c => c != ' ' && encoding.GetBytes([c]) is [var b] && (b < ' ' || b == 127) && !harmless.Contains((char)b));

        Assert.Equal("", string.Concat(steering));
    }

    [Fact]
    public void The_pictures_of_control_characters_are_none_of_a_name_s_characters()
    {
        Assert.Equal(new string('\ufffd', 32), TextCleaner.Neutralize(Pictured));
        Assert.Equal("web\ufffd[2J01", TextCleaner.Neutralize("web\u2190[2J01"));
    }

    [Theory]
    [InlineData(200, """{"id":1,"name":"x","hostname":"@","status":"@","location":"a@b","message":"@","plan":{"name":"@","@":"@"},"os":{"name":"@","@":1},"created_at":"@","@":{"@":["@"]},"resource_usage":{"@":1}}""")]
    [InlineData(200, """{"id":"@"}""")]
    [InlineData(200, """{"id":{"@":1}}""")]
    [InlineData(200, """{"@":{"id":1}, @""")]
    [InlineData(200, "@ is no JSON")]
    [InlineData(200, """{"id":1} @""")]
    [InlineData(200, """{"id":1,/* @ */"x":new @(1)}""")]
    [InlineData(200, """{"id":1,/* @ */"name":"@"}""")]
    [InlineData(200, """{"id":1,"name":new @(1)}""")]
    [InlineData(200, "/* @ */")]
    [InlineData(200, """{"id":1,"plan":{"id":"@"}}""")]
    [InlineData(400, """{"detail":"Token @ is bad","name":["@"],"@":["@"],"error":{"message":"@"}}""")]
    [InlineData(401, """{"detail":"@"}""")]
    [InlineData(403, "@")]
    [InlineData(404, "<html><title>@</title></html>")]
    [InlineData(429, """{"message":"@"}""")]
    [InlineData(500, """["@"]""")]
    [InlineData(502, "\"@\"")]
    [InlineData(301, "@")]
    public async Task A_token_that_the_API_repeats_appears_nowhere(int status, string body)
    {
        await using var server = new RawServer(_ => RawAnswer.Status(
            status,
            body.Replace("@", Clients.Canary, StringComparison.Ordinal),
            ("X-Request-Id", Clients.Canary),
            ("Server", "x " + Clients.Canary),
            ("X-" + Clients.Canary, Clients.Canary),
            ("Location", "https://elsewhere.example/" + Clients.Canary),
            ("Retry-After", "400")));
        using var client = Clients.For(server, retries: 1);
        var trace = new RecordingTrace();

        VpsServer? result = null;
        VpsException? exception = null;
        try
        {
            result = await client.GetServerAsync(1, trace).Guarded();
        }
        catch (VpsException failed)
        {
            exception = failed;
        }

        var outlets = exception is null ? Texts(result!).Concat(trace.All).ToList() : Outlets(exception, trace);
        Assert.All(outlets, text => Assert.DoesNotContain("canary", text, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(outlets, text => text.Contains("[redacted]", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("HTTP/1.1 2xx @\r\n\r\n")]
    [InlineData("@ says hello\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n@\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: @\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n@\r\n")]
    [InlineData("HTTP/1.1 500 @\r\nContent-Length: 0\r\n\r\n")]
    public async Task A_token_that_broken_HTTP_repeats_appears_nowhere(string bytes)
    {
        await using var server = new RawServer(_ => RawAnswer.BytesThenClose(bytes.Replace("@", Clients.Canary, StringComparison.Ordinal)));
        using var client = Clients.For(server);
        var trace = new RecordingTrace();

        var exception = await Assert.ThrowsAnyAsync<VpsException>(() => client.GetServerAsync(1, trace).Guarded());

        Assert.All(Outlets(exception, trace), text => Assert.DoesNotContain("canary", text, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(200, 1024, false)]
    [InlineData(200, 8192, true)]
    [InlineData(500, 65536, false)]
    [InlineData(500, 65536, true)]
    public async Task A_token_that_a_long_body_cuts_in_two_does_not_show_its_first_half(int status, int remembered, bool traced)
    {
        var body = new string(' ', remembered - (Clients.Canary.Length - 3)) + Clients.Canary + new string('x', 5000);
        await using var server = new RawServer(RawAnswer.Status(status, body));
        using var client = Clients.For(server);
        var trace = new RecordingTrace();

        var exception = await Assert.ThrowsAnyAsync<VpsException>(() => client.GetServerAsync(1, traced ? trace : null).Guarded());

        Assert.All(Outlets(exception, trace), text => Assert.DoesNotContain("canary", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Debug_shows_the_values_of_known_fields_and_headers_only()
    {
        await using var server = new RawServer(RawAnswer.Json(
            """{"id":1,"name":"web","root_password":"hunter2","keys":[{"id":7}],"plan":{"secret":{"deep":"hunter2"}},"token":"hunter2"}""",
            ("Set-Cookie", "session=hunter2"),
            ("X-Request-Id", "r-1")));
        using var client = Clients.For(server);
        var trace = new RecordingTrace();

        await client.UpdateServerAsync(1, new UpdateServerRequest { Name = "web" }, trace).Guarded();

        Assert.Equal(2, trace.Debug.Count());
        var sent = trace.Debug.First();
        var received = trace.Debug.Last();
        Assert.Contains("> PATCH servers/1/", sent, StringComparison.Ordinal);
        Assert.Contains("\n> Authorization: [redacted]", sent, StringComparison.Ordinal);
        Assert.Contains("\n> {\"name\":\"web\"}", sent, StringComparison.Ordinal);
        Assert.Contains("\n< Set-Cookie: [redacted]", received, StringComparison.Ordinal);
        Assert.Contains("\n< X-Request-Id: r-1", received, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\"name\":\"web\"", received, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", received, StringComparison.Ordinal);
        Assert.DoesNotContain(Clients.Canary, sent + received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Debug_shows_the_answer_that_cannot_be_read()
    {
        using var client = Clients.Reading("""{"id":{},"name":"web"}""");
        var trace = new RecordingTrace();

        await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.GetServerAsync(1, trace).Guarded());

        Assert.Contains("""< {"id":{},"name":"web"}""", trace.Debug.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verbose_is_one_line_a_request()
    {
        await using var server = new RawServer(RawAnswer.Status(503, string.Empty, ("X-Request-Id", "r-1")), RawAnswer.Json(Payloads.Get));
        using var client = Clients.For(server, retries: 1);
        var trace = new RecordingTrace();

        await client.GetServerAsync(12345, trace).Guarded();

        Assert.Equal(
            [
                "GET servers/12345/ -> 503 in 0 ms, attempt 1, request id r-1",
                "GET servers/12345/: answered 503; retry 1 of 1 in 0.5 s",
                "GET servers/12345/ -> 200 in 0 ms, attempt 2",
            ],
            trace.Verbose);
    }

    private static bool IsHarmful(char c) =>
        char.IsControl(c) && c is not '\n' // Traces of several lines are the client's own.
        || char.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || c is '\u200e' or '\u200f' or '\u061c' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    /// <summary>Every text that an exception and a trace can show.</summary>
    private static List<string> Outlets(VpsException exception, RecordingTrace trace)
    {
        var context = exception.Context;
        return
        [
            exception.ToString().Replace(Environment.NewLine, "\n", StringComparison.Ordinal),
            exception.Message,
            context.Detail ?? string.Empty,
            context.RequestId ?? string.Empty,
            context.Path ?? string.Empty,
            .. context.FieldErrors.SelectMany(field => field.Value.Append(field.Key)),
            .. exception.Data.Values.OfType<string>(),
            .. trace.All,
        ];
    }

    private static IEnumerable<string> Texts(object? value) => value switch
    {
        null => [],
        string text => [text],
        IReadOnlyDictionary<string, object?> map => map.SelectMany(pair => Texts(pair.Value).Prepend(pair.Key)),
        object?[] values => values.SelectMany(Texts),
        VpsServer or VpsPlan or VpsOperatingSystem or VpsResourceUsage =>
            value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).SelectMany(property => Texts(property.GetValue(value))),
        _ => [],
    };
}
