namespace VpsOrg.Client;

/// <summary>Where a token may go: to the scheme, host and port that it was given for, and nowhere else.</summary>
internal static class Origin
{
    public static bool AreSame(Uri left, Uri right) =>
        left.IsAbsoluteUri && right.IsAbsoluteUri
        && Uri.Compare(left, right, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0
        && left.UserInfo.Length == 0;

    /// <summary>The address as every request is built on it, or the reason why it cannot be used.</summary>
    /// <exception cref="ArgumentException">It is no address that a token may be sent to; the message says what is allowed.</exception>
    public static Uri Checked(Uri address, bool allowInsecure)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
        {
            throw new ArgumentException($"'{TextCleaner.Neutralize(address.OriginalString)}' is no API address: give an absolute one, e.g. {VpsClientOptions.DefaultBaseAddress}.");
        }

        if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            throw new ArgumentException($"An API address has no user, query or fragment: give one such as {VpsClientOptions.DefaultBaseAddress}.");
        }

        if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback && !allowInsecure)
        {
            throw new ArgumentException($"{address.Host} would get the token over http, readable by anyone on the way: use https, or -AllowInsecure on a test bed.");
        }

        return address.AbsolutePath.EndsWith("/", StringComparison.Ordinal) ? address : new Uri(address.AbsoluteUri + "/");
    }
}
