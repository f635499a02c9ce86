using System.Management.Automation.Language;
using System.Runtime.InteropServices;
using System.Security;

namespace VpsOrg.PowerShell;

/// <summary>Where <c>Connect-Vps</c> takes the token from: <c>-Token</c>, the environment, a masked prompt.</summary>
internal static class TokenSource
{
    /// <summary>The token; nothing that PowerShell keeps or shows of the invocation quotes it afterwards.</summary>
    /// <exception cref="PlainTextTokenException">It was typed as plain text.</exception>
    /// <exception cref="NoTokenException">There is none.</exception>
    /// <exception cref="ArgumentException">The text is no token; the message never shows it.</exception>
    public static VpsToken Read(PSCmdlet cmdlet, SecureString? given)
    {
        if (ReferenceEquals(given, TokenParameterAttribute.Refused))
        {
            HideCommandLine(cmdlet);
            throw new PlainTextTokenException();
        }

        if (given is null && ConnectionSettings.EnvironmentToken is { } text)
        {
            cmdlet.WriteVerbose($"Using the token from the environment variable {ConnectionSettings.TokenVariable}.");
            return new VpsToken(text);
        }

        cmdlet.WriteVerbose(given is null ? "Asking for the token." : "Using the token from -Token.");
        var token = Reveal(given ?? TokenPrompt.Ask(cmdlet.Host) ?? throw new NoTokenException());
        if (cmdlet.MyInvocation.Line?.Contains(token.Reveal()) == true)
        {
            HideCommandLine(cmdlet); // A script that holds the token as text, e.g. in ConvertTo-SecureString.
        }

        return token;
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

    /// <summary>Puts a neutral text in the place of the command line that errors quote.</summary>
    private static void HideCommandLine(PSCmdlet cmdlet)
    {
        const string Neutral = "Connect-Vps -Token (hidden)";
        cmdlet.MyInvocation.DisplayScriptPosition = new ScriptExtent(
            new ScriptPosition(string.Empty, 1, 1, Neutral), new ScriptPosition(string.Empty, 1, Neutral.Length + 1, Neutral));
    }
}
