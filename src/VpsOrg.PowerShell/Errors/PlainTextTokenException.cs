namespace VpsOrg.PowerShell;

/// <summary>A token was typed as plain text. The message never holds it.</summary>
public sealed class PlainTextTokenException : ArgumentException
{
    internal PlainTextTokenException()
        : base("-Token takes a SecureString, never plain text: a token on a command line ends up in history, transcripts and logs. "
            + "Set the environment variable VPS_API_TOKEN, or use -Token (Get-Secret vps), or run Connect-Vps alone and type the token when asked. "
            + "If a real token was typed just now, revoke it at Account → Developers on VPS.org and make a new one.")
    {
    }
}
