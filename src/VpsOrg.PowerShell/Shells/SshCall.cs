using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace VpsOrg.PowerShell;

/// <summary>
/// What <c>ssh</c> is started with. Nothing of it can be read as an option or by a shell, and nothing says how keys of
/// hosts are checked or where they are kept: that is the user's own configuration.
/// </summary>
/// <param name="User">Whom to log in as.</param>
/// <param name="Port">The port; null leaves it to ssh.</param>
/// <param name="IdentityFile">The whole path of the key; null leaves it to ssh.</param>
internal sealed record SshCall(string User, int? Port, string? IdentityFile)
{
    /// <summary>A call that is checked.</summary>
    /// <exception cref="ArgumentException">The user is none that may be passed on, or the key is no file.</exception>
    public static SshCall Of(string user, int? port, string? identityFile)
    {
        // ssh puts the name into commands of the user's configuration (%r), so what a shell reads is left out, too.
        if (!Regex.IsMatch(user, @"\A[A-Za-z0-9_][A-Za-z0-9_.@+-]{0,255}\z", RegexOptions.CultureInvariant))
        {
            throw new ArgumentException($"-User: {ServerReference.Describe(user)} is not a user name: letters, digits and _ . @ + - are allowed, the first a letter, a digit or _.");
        }

        if (identityFile is not null && !File.Exists(identityFile))
        {
            throw new ArgumentException($"-IdentityFile: '{identityFile}' is not a file.");
        }

        if (identityFile?.IndexOf('%') >= 0 || identityFile?.Contains("${") == true)
        {
            throw new ArgumentException($"-IdentityFile: '{identityFile}' holds % or ${{, which ssh would replace: name that key in ssh's own configuration, or rename it.");
        }

        return new SshCall(user, port, identityFile);
    }

    /// <summary>The arguments, for a host that <see cref="HostOf"/> gave.</summary>
    public IReadOnlyList<string> ArgumentsFor(string host) =>
    [
        .. IdentityFile is null ? Array.Empty<string>() : ["-i", IdentityFile],
        .. Port is null ? Array.Empty<string>() : ["-p", Port.Value.ToString(CultureInfo.InvariantCulture)],
        "-l", User, "--", host,
    ];

    /// <summary>One of a server's addresses.</summary>
    /// <exception cref="NoAddressException">The server has none, or the API gives something else in its place.</exception>
    public static string HostOf(VpsServer server, VpsAddressKind kind)
    {
        var text = kind switch
        {
            VpsAddressKind.IPAddress => server.IPAddress,
            VpsAddressKind.IPv6Address => server.IPv6Address,
            _ => server.Hostname,
        };
        if (string.IsNullOrEmpty(text))
        {
            throw NoAddressException.None(server, kind);
        }

        return Checked(text!, kind) ?? throw NoAddressException.Unusable(server, kind, text!);
    }

    private static string? Checked(string text, VpsAddressKind kind) => kind switch
    {
        VpsAddressKind.IPAddress => Address(text, AddressFamily.InterNetwork) is { } address && address == text ? address : null, // .NET also takes 1 for 0.0.0.1.
        VpsAddressKind.IPv6Address => text.IndexOf('%') < 0 ? Address(text, AddressFamily.InterNetworkV6) : null,
        _ => IsHostname(text) ? text : null,
    };

    /// <summary>An address of a family as .NET writes it. One of zeros alone would be this very machine.</summary>
    private static string? Address(string text, AddressFamily family) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily == family && HostAddresses.IsSomewhere(address) ? address.ToString() : null;

    private static bool IsHostname(string text) =>
        text.Length <= 253 && Regex.IsMatch(text, @"\A[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\z", RegexOptions.CultureInvariant);
}
