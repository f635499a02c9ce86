namespace VpsOrg.Client;

/// <summary>Where a token may go: to the scheme, host and port that it was given for, and nowhere else.</summary>
internal static class Origin
{
    public static bool AreSame(Uri left, Uri right) =>
        left.IsAbsoluteUri && right.IsAbsoluteUri
        && Uri.Compare(left, right, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0
        && left.UserInfo.Length == 0;

    /// <summary>The address as every request is built on it, or the reason why it cannot be used.</summary>
    /// <exception cref="ArgumentException">The token must not be sent there; the message says what is allowed.</exception>
    public static Uri Checked(Uri address, bool allowInsecure)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
        {
            throw new ArgumentException($"'{TextCleaner.Neutralize(TokenLookAlikes.HideInAddress(address.OriginalString))}' is not a valid API address: give an absolute http or https address, e.g. {VpsClientOptions.DefaultBaseAddress}.");
        }

        if (TokenLookAlikes.HideInAddress(address.OriginalString) != address.OriginalString)
        {
            throw new ArgumentException($"The API address holds what looks like a token, which is given apart from it: give one such as {VpsClientOptions.DefaultBaseAddress}.");
        }

        if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            throw new ArgumentException($"An API address has no user, query or fragment: give one such as {VpsClientOptions.DefaultBaseAddress}.");
        }

        if (address.Scheme == Uri.UriSchemeHttp && !Loopback.Is(address) && !allowInsecure)
        {
            throw new InsecureAddressException($"{address.Host} would get the token over http, where anyone on the way can read it: use https.");
        }

        return address.AbsolutePath.EndsWith("/", StringComparison.Ordinal) ? address : new Uri(address.AbsoluteUri + "/");
    }
}

/// <summary>The address is another machine's, and the token would travel there over http.</summary>
internal sealed class InsecureAddressException(string message) : ArgumentException(message);
