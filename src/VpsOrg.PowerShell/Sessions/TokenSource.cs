using System.Runtime.InteropServices;
using System.Security;

namespace VpsOrg.PowerShell;

/// <summary>Where <c>Connect-Vps</c> takes the token from: <c>-Token</c>, the environment, a masked prompt.</summary>
internal static class TokenSource
{
    /// <summary>The token.</summary>
    /// <exception cref="PlainTextTokenException">It was typed as plain text.</exception>
    /// <exception cref="NoTokenException">There is none.</exception>
    /// <exception cref="ArgumentException">The text is no token; the message never shows it.</exception>
    public static VpsToken Read(PSCmdlet cmdlet, SecureString? given)
    {
        if (ReferenceEquals(given, TokenParameterAttribute.Refused))
        {
            throw new PlainTextTokenException();
        }

        if (given is null && ConnectionSettings.EnvironmentToken is { } text)
        {
            cmdlet.WriteVerbose($"Using the token from the environment variable {ConnectionSettings.TokenVariable}.");
            return new VpsToken(text);
        }

        cmdlet.WriteVerbose(given is null ? "Asking for the token." : "Using the token from -Token.");
        return Reveal(given ?? TokenPrompt.Ask(cmdlet.Host) ?? throw new NoTokenException());
    }

    /// <summary>Leaves no copy of the text behind in unmanaged memory.</summary>
    private static VpsToken Reveal(SecureString secure)
    {
        var memory = Marshal.SecureStringToGlobalAllocUnicode(secure);
        try
        {
            return new VpsToken(Marshal.PtrToStringUni(memory, secure.Length));
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(memory);
        }
    }
}
