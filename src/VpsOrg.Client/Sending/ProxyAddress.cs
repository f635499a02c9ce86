namespace VpsOrg.Client;

/// <summary>Reads the address of a proxy as people write it: <c>http://host:port</c>, or <c>host:port</c> as curl takes it.</summary>
internal static class ProxyAddress
{
    private static readonly string[] Schemes = ["http", "https", "socks4", "socks4a", "socks5"];

    /// <exception cref="ArgumentException">It is none; the message says what is allowed.</exception>
    public static Uri Of(Uri given)
    {
        var text = given.OriginalString.Trim();
        if (text.Contains("@"))
        {
            throw new ArgumentException("The address of a proxy has no user and no password: give them apart, as the proxy's credentials.");
        }

        var hasScheme = text.Contains("://");
        if (Uri.TryCreate(hasScheme ? text : "http://" + text, UriKind.Absolute, out var address) && IsProxy(address) && (hasScheme || HasPort(text)))
        {
            return address;
        }

        throw new ArgumentException(
            $"'{TextCleaner.Shorten(TextCleaner.Neutralize(text), 80)}' is not the address of a proxy: give one such as http://proxy.example.com:8080 or proxy.example.com:8080.");
    }

    private static bool IsProxy(Uri address) =>
        Schemes.Contains(address.Scheme, StringComparer.OrdinalIgnoreCase) && address.Host.Length > 0 && address.PathAndQuery is "/" or "" && address.Fragment.Length == 0;

    /// <summary>A lone word is more likely a mistake than a proxy on port 80.</summary>
    private static bool HasPort(string text) =>
        text.TrimEnd('/').Split(':') is { Length: > 1 } parts && ushort.TryParse(parts[parts.Length - 1], out _) && !text.TrimEnd('/').EndsWith("]", StringComparison.Ordinal);
}
