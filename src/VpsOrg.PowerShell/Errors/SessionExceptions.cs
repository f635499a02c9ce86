namespace VpsOrg.PowerShell;

/// <summary>A command names no session, and its runspace has no default.</summary>
internal sealed class NotConnectedException : VpsException
{
    internal NotConnectedException()
        : base("This runspace is not connected to VPS.org: run Connect-Vps (or Connect-Vps -Sandbox) first. "
            + "Other runspaces (ForEach-Object -Parallel, jobs) have no default session: pass one there with -Session $using:vps.", new FailureContext())
    {
    }
}

/// <summary>A session was used after <c>Disconnect-Vps</c>.</summary>
internal sealed class SessionClosedException : VpsException
{
    internal SessionClosedException(AccountPlace place)
        : base(Text(place), new FailureContext())
    {
    }

    internal static string Text(AccountPlace place) => $"The session with {place} was disconnected.";
}

/// <summary>No session of this runspace has the name that was given.</summary>
internal sealed class SessionNotFoundException : VpsException
{
    internal SessionNotFoundException(string name, IReadOnlyList<string> known)
        : base($"No session of this runspace is named '{name}': {(known.Count == 0 ? "it has none" : $"it has '{string.Join("', '", known)}'")}.", new FailureContext())
    {
    }
}

/// <summary>A session that is to have a name of its own, and another session of this runspace has it.</summary>
internal sealed class SessionNameExistsException : VpsException
{
    internal SessionNameExistsException(string name, AccountPlace place)
        : base($"A session of this runspace is named '{name}' already: the one with {place}.", new FailureContext())
    {
    }
}

/// <summary>What was a session once came through a job, a file or another process, and holds neither token nor connection.</summary>
internal sealed class SessionDeserializedException : VpsException
{
    internal SessionDeserializedException()
        : base("This is a copy of a session, which came through a job, a file or Select-Object and holds neither token nor connection: "
            + "run Connect-Vps inside the job, and use the session that it gives there.", new FailureContext())
    {
    }
}

/// <summary>What answers at the address is not the API of VPS.org.</summary>
internal sealed class NotTheApiException : VpsException
{
    internal NotTheApiException(Uri address, VpsException cause)
        : base($"This is not the VPS.org API: {TextCleaner.Neutralize(TokenLookAlikes.HideInAddress(address.AbsoluteUri))}. {cause.Message}", cause.Context, cause) =>
        Attempts = cause.Attempts;

    /// <summary>Whether what the API documents cannot have answered so: no such path, no JSON of its, a status that it does not have.</summary>
    internal static bool IsShownBy(VpsException exception) =>
        exception is VpsNotFoundException or VpsUnreadableAnswerException or VpsUnexpectedStatusException { IsTransient: false };
}

/// <summary>A server or a snapshot was piped that came from another session than <c>-Session</c> names.</summary>
internal sealed class SessionMismatchException : VpsException
{
    internal SessionMismatchException(string piped, (string Name, AccountPlace Place) home, (string Name, AccountPlace Place) given)
        : base($"{piped} came from session '{home.Name}' ({home.Place}), but -Session names '{given.Name}' ({given.Place}).", new FailureContext())
    {
    }
}

/// <summary>No token was given, and none could be asked for.</summary>
internal sealed class NoTokenException : VpsException
{
    internal NoTokenException()
        : base("No token was found. Set the environment variable VPS_API_TOKEN, or pass -Token with a SecureString, e.g. -Token (Get-Secret vps); "
            + "make one under Account, Developers on VPS.org. To rehearse without an account: Connect-Vps -Sandbox.", new FailureContext())
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
