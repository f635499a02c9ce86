using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace VpsOrg.Client;

/// <summary>Headers and bodies for <see cref="TraceLevel.Debug"/>: values of headers only where an allow-list knows them as harmless.</summary>
internal static class WireTrace
{
    private static readonly HashSet<string> ShownHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Accept-Encoding", "Allow", "Cache-Control", "Connection", "Content-Encoding", "Content-Language",
        "Content-Length", "Content-Type", "Date", "Retry-After", "Server", "Transfer-Encoding", "User-Agent", "Vary",
        "X-Request-Id", "Request-Id", "CF-Ray",
    };

    public static string Request(HttpRequestMessage message, ApiRequest request, TextCleaner cleaner)
    {
        var text = new StringBuilder($"> {request}");
        Append(text, '>', message.Headers, cleaner);
        Append(text, '>', message.Content?.Headers, cleaner);
        if (request.Body is { Length: > 0 } body)
        {
            text.Append("\n> ").Append(BodyRedactor.Show(body, cleaner));
        }

        return text.ToString();
    }

    public static string Response(HttpResponseMessage message, byte[] head, TextCleaner cleaner)
    {
        var text = new StringBuilder("< ").Append(((int)message.StatusCode).ToString(CultureInfo.InvariantCulture));
        Append(text, '<', message.Headers, cleaner);
        Append(text, '<', message.Content?.Headers, cleaner);
        return text.Append("\n< ").Append(BodyRedactor.Show(head, cleaner)).ToString();
    }

    private static void Append(StringBuilder text, char side, HttpHeaders? headers, TextCleaner cleaner)
    {
        foreach (var header in headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
        {
            var value = ShownHeaders.Contains(header.Key)
                ? TextCleaner.Shorten(cleaner.Clean(string.Join(", ", header.Value)), 300)
                : TextCleaner.Redacted;
            text.Append('\n').Append(side).Append(' ').Append(cleaner.Clean(header.Key)).Append(": ").Append(value);
        }
    }
}
