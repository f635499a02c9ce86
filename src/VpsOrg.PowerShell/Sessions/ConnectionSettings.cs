namespace VpsOrg.PowerShell;

/// <summary>
/// Where <c>Connect-Vps</c> finds what was not typed. The only place that reads the environment: a rehearsal on the
/// sandbox must never fall through to production.
/// </summary>
internal static class ConnectionSettings
{
    private const double ShortestPollSec = 0.05;
    private const double LongestPollSec = 5;

    /// <summary>The vendor's own tool reads the token from here.</summary>
    public const string TokenVariable = "VPS_API_TOKEN";

    /// <summary>The vendor's own tool reads the address from here.</summary>
    public const string AddressVariable = "VPS_API_URL";

    /// <summary>The token of the environment; null where it has none.</summary>
    public static string? EnvironmentToken => NotEmpty(Environment.GetEnvironmentVariable(TokenVariable));

    /// <summary>The address to connect to, and who gave it: the one that was typed, else the environment, else the vendor.</summary>
    /// <param name="typed">The one that was typed.</param>
    /// <param name="allowInsecure">Whether a token may travel there readable by anyone on the way.</param>
    /// <exception cref="InsecureAddressException">It would, and may not.</exception>
    /// <exception cref="ArgumentException">The environment's is no absolute address.</exception>
    public static (Uri Address, string Source) Address(Uri? typed, bool allowInsecure)
    {
        var (address, source) = Address(typed);
        return allowInsecure || !IsExposed(address) ? (address, source) : throw new InsecureAddressException(address);
    }

    private static (Uri Address, string Source) Address(Uri? typed)
    {
        if (typed is not null)
        {
            return (typed, "-ApiUri");
        }

        if (NotEmpty(Environment.GetEnvironmentVariable(AddressVariable)) is not { } text)
        {
            return (VpsClientOptions.DefaultBaseAddress, "the vendor");
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var address)
            ? (address, $"the environment variable {AddressVariable}")
            : throw new ArgumentException($"The environment variable {AddressVariable} is not an absolute address: set it to one such as {VpsClientOptions.DefaultBaseAddress}, or remove it.");
    }

    /// <summary>The rest between two looks: a rehearsal does not wait longer than the sandbox needs.</summary>
    /// <param name="sandboxDelaySec">How long the sandbox takes; null on an account.</param>
    public static TimeSpan PollInterval(double? sandboxDelaySec) =>
        TimeSpan.FromSeconds(sandboxDelaySec is { } delay ? Math.Min(LongestPollSec, Math.Max(ShortestPollSec, delay / 4)) : LongestPollSec);

    /// <summary>Whether a token would travel there readable by anyone on the way.</summary>
    public static bool IsExposed(Uri address) => address.IsAbsoluteUri && address.Scheme == Uri.UriSchemeHttp && !Loopback.Is(address);

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text!.Trim();
}
