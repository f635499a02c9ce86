namespace VpsOrg.PowerShell;

/// <summary>No token was given, and none could be asked for.</summary>
public sealed class NoTokenException : InvalidOperationException
{
    internal NoTokenException()
        : base("There is no token. Set the environment variable VPS_API_TOKEN, or pass -Token with a SecureString, e.g. -Token (Get-Secret vps); "
            + "make one at Account → Developers on VPS.org. To rehearse without an account: Connect-Vps -Sandbox.")
    {
    }
}
