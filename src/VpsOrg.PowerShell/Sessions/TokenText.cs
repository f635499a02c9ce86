using System.Runtime.InteropServices;
using System.Security;

namespace VpsOrg.PowerShell;

/// <summary>Turns a SecureString into the client's token and leaves no copy of its text behind in unmanaged memory.</summary>
internal static class TokenText
{
    /// <exception cref="ArgumentException">The text is no token; the message never shows it.</exception>
    public static VpsToken Reveal(SecureString secure)
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
