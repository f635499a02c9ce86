using System.Security;

namespace VpsOrg.PowerShell.Tests;

/// <summary>Makes the SecureStrings that users pass.</summary>
internal static class SecretText
{
    public static SecureString Of(string text)
    {
        var secure = new SecureString();
        foreach (var character in text)
        {
            secure.AppendChar(character);
        }

        secure.MakeReadOnly();
        return secure;
    }
}
