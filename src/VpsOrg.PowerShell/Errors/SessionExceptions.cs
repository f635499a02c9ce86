namespace VpsOrg.PowerShell;

/// <summary>A command names no session, and its runspace has no default.</summary>
public sealed class NotConnectedException : InvalidOperationException
{
    internal NotConnectedException()
        : base("This runspace is not connected to VPS.org: run Connect-Vps (or Connect-Vps -Sandbox) first. "
            + "Other runspaces (ForEach-Object -Parallel, jobs) have no default session: pass one there with -Session $using:vps.")
    {
    }
}

/// <summary>A session was used after <c>Disconnect-Vps</c>.</summary>
public sealed class SessionClosedException : InvalidOperationException
{
    internal SessionClosedException(AccountPlace place)
        : base(Text(place))
    {
    }

    internal static string Text(AccountPlace place) => $"The session with {place} was disconnected.";
}

/// <summary>A server was piped that came from another session than <c>-Session</c> names.</summary>
public sealed class SessionMismatchException : InvalidOperationException
{
    internal SessionMismatchException(VpsServer server, AccountPlace home, AccountPlace given)
        : base($"Server {server.Id} ('{server}') came from {home}, but -Session names {(home.ToString() == given.ToString() ? "another session" : given)}.")
    {
    }
}

/// <summary>No token was given, and none could be asked for.</summary>
public sealed class NoTokenException : InvalidOperationException
{
    internal NoTokenException()
        : base("No token was found. Set the environment variable VPS_API_TOKEN, or pass -Token with a SecureString, e.g. -Token (Get-Secret vps); "
            + "make one under Account, Developers on VPS.org. To rehearse without an account: Connect-Vps -Sandbox.")
    {
    }
}

/// <summary>A token was typed as plain text. The message never holds it.</summary>
public sealed class PlainTextTokenException : ArgumentException
{
    internal PlainTextTokenException()
        : base("-Token takes a SecureString, never plain text: a token on a command line ends up in history, transcripts and logs. "
            + "Set the environment variable VPS_API_TOKEN, or use -Token (Get-Secret vps), or run Connect-Vps without -Token and type the token when asked. "
            + "If a real token was typed just now, revoke it under Account, Developers on VPS.org and make a new one.")
    {
    }
}

/// <summary>The token would travel over plain http to another machine.</summary>
public sealed class InsecureAddressException : ArgumentException
{
    internal InsecureAddressException(Uri address)
        : base($"The token would travel over http to {TokenLookAlikes.Hide(address.Host)}, readable by anyone on the way.")
    {
    }
}
