using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>
/// The only place where an ErrorRecord is made: one stable id a cause. Ids are part of the module's contract, because
/// scripts match them.
/// </summary>
internal static class ErrorRecords
{
    /// <summary>
    /// Whether the host shows the recommended action by itself: PowerShell's error view does from 7.5 on. The engine's
    /// assembly carries PowerShell's version (3.0 in Windows PowerShell 5.1).
    /// </summary>
    private static bool HostShowsAction { get; } = typeof(PSObject).Assembly.GetName().Version >= new Version(7, 5);

    /// <summary>Whether an exception means something to a user; any other is a defect and is not caught.</summary>
    public static bool Knows(Exception exception) => Kind.Of(exception) is not null;

    /// <summary>The record for a failure.</summary>
    /// <param name="exception">What happened.</param>
    /// <param name="target">The id, name or object that it is about.</param>
    /// <param name="session">Where it happened.</param>
    public static ErrorRecord Of(Exception exception, object? target, VpsSession? session = null)
    {
        var kind = Kind.Of(exception) ?? throw new ArgumentException("Not a failure that users are told of.", nameof(exception), exception);
        return new ErrorRecord(exception, kind.Id, kind.Category, target)
        {
            ErrorDetails = new ErrorDetails(Message(exception, session)) { RecommendedAction = kind.Action },
        };
    }

    private static string Message(Exception exception, VpsSession? session)
    {
        var message = exception is ArgumentException argument ? WithoutParameter(argument) : exception.Message;
        if (exception is VpsNotFoundException missing && session is not null)
        {
            message = $"{(IsAboutServer(missing) ? "No such server" : "Nothing is there")} at {session.Place}: {message}";
        }

        if (exception is VpsForbiddenException && session is { Permissions.Count: > 0 })
        {
            message += $" This token may: {string.Join(", ", session.Permissions)}.";
        }

        if (exception is VpsException { Context: { RequestId: { } requestId } context })
        {
            var time = (context.Time ?? DateTimeOffset.UtcNow).ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            message += $" (request id {requestId}, {time})";
        }

        return Kind.Of(exception)?.Action is { } action && !HostShowsAction ? $"{message} {action}" : message;
    }

    private static bool IsAboutServer(VpsException exception) =>
        exception.Context.Path?.StartsWith("servers/", StringComparison.Ordinal) == true;

    /// <summary>.NET adds "(Parameter 'x')" to the message, in words of its own language.</summary>
    private static string WithoutParameter(ArgumentException exception)
    {
        if (exception.ParamName is null)
        {
            return exception.Message;
        }

        var end = exception.Message.LastIndexOfAny(['(', '\n']);
        return end > 0 ? exception.Message.Substring(0, end).TrimEnd() : exception.Message;
    }

    private sealed class Kind
    {
        private Kind(string id, ErrorCategory category, string? action = null)
        {
            Id = id;
            Category = category;
            Action = action;
        }

        public string Id { get; }

        public ErrorCategory Category { get; }

        public string? Action { get; }

        public static Kind? Of(Exception exception) => exception switch
        {
            NotConnectedException => new("NotConnected", ErrorCategory.ConnectionError, "Run Connect-Vps, or pass a session with -Session."),
            SessionClosedException => new("SessionClosed", ErrorCategory.ConnectionError, "Run Connect-Vps again."),
            SessionMismatchException => new("SessionMismatch", ErrorCategory.InvalidArgument, "Leave -Session out, or pipe servers that were read in that session."),
            ServerStoppedException => new("ServerStopped", ErrorCategory.InvalidOperation, "Start it with Start-VpsServer."),
            ServerDiffersException => new("ServerDiffers", ErrorCategory.ResourceExists, "Choose another name, or order what the existing server is."),
            PlainTextTokenException => new("PlainTextToken", ErrorCategory.InvalidArgument, "Revoke the token if it was a real one."),
            NoTokenException => new("NoToken", ErrorCategory.AuthenticationError, "Set VPS_API_TOKEN, or rehearse with Connect-Vps -Sandbox."),
            ServerNotFoundException => new("ServerNotFound", ErrorCategory.ObjectNotFound, "Get-VpsServer lists the servers there are."),
            AmbiguousServerNameException => new("AmbiguousServerName", ErrorCategory.InvalidArgument, "Name it by its id."),
            VpsException known => Of(known),
            ArgumentException => new("InvalidParameter", ErrorCategory.InvalidArgument, "Correct it and run the command again: nothing was sent."),
            _ => null,
        };

        private const string CheckFirst = "The API may have acted all the same: check before you run the command again.";

        private static Kind Of(VpsException exception) => exception switch
        {
            VpsInvalidRequestException => new("InvalidRequest", ErrorCategory.InvalidArgument, "Nothing was changed: correct what the API complains of."),
            VpsUnauthorizedException => new("TokenRejected", ErrorCategory.AuthenticationError, "Make a token at Account → Developers on VPS.org and run Connect-Vps with it."),
            VpsInsufficientCreditsException => new("InsufficientCredits", ErrorCategory.QuotaExceeded, "Add credits to the account, then run the command again: nothing was ordered."),
            VpsForbiddenException => new("PermissionDenied", ErrorCategory.PermissionDenied, "Make a token with the permission that this needs, at Account → Developers on VPS.org."),
            VpsNotFoundException when !IsAboutServer(exception) => new("NotFound", ErrorCategory.ObjectNotFound, "Check the path; each ends in a slash."),
            VpsNotFoundException => new("ServerNotFound", ErrorCategory.ObjectNotFound, "Get-VpsServer lists the servers there are."),
            VpsConflictException => new("Conflict", ErrorCategory.ResourceBusy, "Read the server's state with Get-VpsServer, then try again."),
            VpsRateLimitException => new("RateLimited", ErrorCategory.LimitsExceeded, "Nothing was done: it is safe to run the command again then."),
            VpsServerErrorException => new("ApiUnavailable", ErrorCategory.ResourceUnavailable, exception.MayHaveActed ? CheckFirst : "Try again later."),
            VpsConnectionException { WasSent: false } => new("ApiUnavailable", ErrorCategory.ConnectionError, exception.MayHaveActed ? CheckFirst : "Check the address, the network and the proxy. Nothing was sent: it is safe to run the command again."),
            VpsConnectionException => new("ApiUnavailable", ErrorCategory.ConnectionError, exception.MayHaveActed ? CheckFirst : "Try again later."),
            VpsTimeoutException => new("ApiTimeout", ErrorCategory.OperationTimeout, exception.MayHaveActed ? CheckFirst : "Try again later, or give it more time: Connect-Vps -TimeoutSec."),
            VpsUnreadableAnswerException => new("UnreadableAnswer", ErrorCategory.InvalidData, exception.MayHaveActed ? CheckFirst : "Check that the address is that of the API, and that no proxy answers in its place."),
            VpsIncompleteListException => new("IncompleteList", ErrorCategory.InvalidResult, "Nothing was written, so that no script acts on half a list. Try again when the account is not being changed."),
            VpsCreateOutcomeUnknownException => new("CreateOutcomeUnknown", ErrorCategory.InvalidResult, "Do not order again before you have looked."),
            VpsWaitException { End: VpsWaitEnd.Suspended } => new("ServerSuspended", ErrorCategory.InvalidOperation, "Ask the vendor why the server is suspended."),
            VpsWaitException => new("OperationTimeout", ErrorCategory.OperationTimeout, "Look at it with Get-VpsServer, or wait on with Wait-VpsServer."),
            VpsGuardException { Guard: VpsGuard.ReadOnly } => new("SessionReadOnly", ErrorCategory.PermissionDenied, "Connect without -ReadOnly to change servers."),
            VpsTrailException => new("TrailNotWritten", ErrorCategory.WriteError, "Nothing was sent. Make the file writable, or connect without -LogPath."),
            VpsGuardException => new("ServerProtected", ErrorCategory.PermissionDenied, "Connect without this -Protect pattern to change the server."),
            _ => new("UnexpectedStatus", ErrorCategory.InvalidResult, exception.MayHaveActed ? CheckFirst : null),
        };
    }
}
