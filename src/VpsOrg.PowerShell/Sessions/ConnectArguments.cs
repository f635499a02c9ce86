using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>Checks the arguments of <c>Connect-Vps</c> in its place, where an error can be kept from quoting a token.</summary>
internal static class ConnectArguments
{
    /// <summary>Refuses what no session can be made with, and lets the record of the call forget the token.</summary>
    /// <param name="bound">The bound parameters, which the engine keeps with every error.</param>
    /// <exception cref="ArgumentException">An argument does not fit; the message never quotes one.</exception>
    public static void Check(IDictionary<string, object> bound)
    {
        bound.Remove("Token"); // An exported SecureString is plain text on Linux.
        if (bound.Remove("Unknown"))
        {
            throw new ArgumentException("Connect-Vps was given an argument that it does not know. It is not shown, because it may be a token: if it is one, revoke it under Account, Developers on VPS.org.");
        }

        foreach (var argument in bound)
        {
            Check(argument.Key, argument.Value);
        }
    }

    private static void Check(string parameter, object? value)
    {
        if (Bounds(parameter) is var (least, most) && !(Convert.ToDouble(value, CultureInfo.InvariantCulture) is var number && number >= least && number <= most))
        {
            throw new ArgumentException(string.Format(CultureInfo.InvariantCulture, "-{0} takes a number from {1:0.###} to {2:0.###}.", parameter, least, most));
        }

        if (ReferenceEquals(value, RefusedLaterAttribute.NoAddress))
        {
            throw new ArgumentException($"-{parameter} takes an address, e.g. {VpsClientOptions.DefaultBaseAddress}.");
        }

        if (value is RefusedLaterAttribute.NoText)
        {
            throw new ArgumentException($"-{parameter} takes one text: give a value, or leave it out.");
        }

        if (parameter is "Protect" or "LogPath" && IsEmpty(value))
        {
            throw new ArgumentException($"-{parameter} is empty: give a value, or leave it out.");
        }
    }

    private static (double Least, double Most)? Bounds(string parameter) => parameter switch
    {
        "TimeoutSec" => (1, 86400),
        "MaximumRetryCount" => (0, 100),
        "SandboxServerCount" => (0, 1000000),
        "SandboxDelaySec" => (0, 3600),
        "SandboxCredits" => (-1e12, 1e12),
        "SandboxPageSize" => (1, 100),
        _ => null,
    };

    private static bool IsEmpty(object? value) => value is null or "" or string[] { Length: 0 } || (value is string?[] texts && Array.Exists(texts, string.IsNullOrEmpty));
}
