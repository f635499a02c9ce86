using System.Management.Automation.Host;
using System.Security;

namespace VpsOrg.PowerShell;

/// <summary>Asks for a token, masked, where somebody is there to answer.</summary>
internal static class TokenPrompt
{
    /// <summary>
    /// The token that was typed; null where nobody can be asked. With redirected input <c>ReadLineAsSecureString</c>
    /// would end the whole host, so it is not even tried.
    /// </summary>
    public static SecureString? Ask(PSHost host)
    {
        if (!MayAsk || host?.UI is not { } ui)
        {
            return null;
        }

        ui.Write("VPS.org API token: ");
        var token = ui.ReadLineAsSecureString();
        return token is { Length: > 0 } ? token : null;
    }

    /// <summary>Whether anybody can be asked at all.</summary>
    public static bool MayAsk => !Console.IsInputRedirected && !IsNonInteractive;

    /// <summary>Whether the host was started with <c>-NonInteractive</c>, which may be shortened to <c>-noni</c>.</summary>
    private static bool IsNonInteractive => Array.Exists(
        Environment.GetCommandLineArgs(),
        argument => argument.Length > 4 && argument[0] is '-' or '/'
            && argument.TrimStart('-', '/').StartsWith("noni", StringComparison.OrdinalIgnoreCase));
}
