namespace VpsOrg.PowerShell;

/// <summary>
/// What a failure is to a user. Ids are stable and part of the module's contract, because scripts match them. Following
/// the advice never buys, changes or deletes anything twice: it speaks of the item that failed, not of the whole command,
/// which may have done other items already.
/// </summary>
/// <param name="Id">The stable id, one a cause.</param>
/// <param name="Category">PowerShell's category.</param>
/// <param name="Advice">What to do next.</param>
internal sealed record ErrorKind(string Id, ErrorCategory Category, string Advice)
{
    /// <summary>The kind of a failure; null for a defect, which users are not told of as if it were a failure.</summary>
    public static ErrorKind? Of(Exception exception, ErrorSubject subject) => exception switch
    {
        NotConnectedException => new("NotConnected", ErrorCategory.ConnectionError, "Run Connect-Vps, or pass a session with -Session."),
        SessionClosedException or ObjectDisposedException { ObjectName: nameof(VpsClient) } => new("SessionClosed", ErrorCategory.ConnectionError, "Run Connect-Vps again."),
        SessionMismatchException => new("SessionMismatch", ErrorCategory.InvalidArgument, "Leave -Session out, or pipe servers that were read in that session."),
        ServerStoppedException => new("ServerStopped", ErrorCategory.InvalidOperation, $"Start it with {Command("Start-VpsServer", subject)}."),
        ServerDiffersException => new("ServerDiffers", ErrorCategory.ResourceExists, "Choose another name, or order what the existing server is."),
        PlainTextTokenException => new("PlainTextToken", ErrorCategory.InvalidArgument, "Revoke the token if it was a real one."),
        NoTokenException => new("NoToken", ErrorCategory.AuthenticationError, "Set VPS_API_TOKEN, or rehearse with Connect-Vps -Sandbox."),
        ServerNotFoundException => ServerNotFound,
        AmbiguousServerNameException => new("AmbiguousServerName", ErrorCategory.InvalidArgument, "Name it by its id."),
        InsecureAddressException => new("InvalidParameter", ErrorCategory.InvalidArgument, "Use https, or add -AllowInsecure on a test bed."),
        ArgumentException => new("InvalidParameter", ErrorCategory.InvalidArgument, "Correct the value and try again: nothing was sent for it."),
        VpsException known => Of(known, subject),
        _ => null,
    };

    private static ErrorKind ServerNotFound => new("ServerNotFound", ErrorCategory.ObjectNotFound, "Get-VpsServer lists the servers there are.");

    private static ErrorKind Of(VpsException exception, ErrorSubject subject)
    {
        string Unsent(string advice) => exception.MayHaveActed ? CheckFirst(subject) : advice;
        return exception switch
        {
            VpsInvalidRequestException => new("InvalidRequest", ErrorCategory.InvalidArgument, Unsent("Nothing was changed: correct what the API complains of.")),
            VpsUnauthorizedException => new("TokenRejected", ErrorCategory.AuthenticationError, "Make a token at Account → Developers on VPS.org and run Connect-Vps with it."),
            VpsInsufficientCreditsException => new("InsufficientCredits", ErrorCategory.QuotaExceeded, Unsent("Nothing was ordered for this item: add credits to the account, then order it again.")),
            VpsForbiddenException => new("PermissionDenied", ErrorCategory.PermissionDenied, "Make a token with the permission that this needs, at Account → Developers on VPS.org."),
            VpsNotFoundException when !IsAboutServer(exception) => new("NotFound", ErrorCategory.ObjectNotFound, "Check the path; each ends in a slash."),
            VpsNotFoundException => ServerNotFound,
            VpsConflictException => new("Conflict", ErrorCategory.ResourceBusy, Unsent($"Read the server's state with {Look(subject)}, then try again.")),
            VpsRateLimitException => new("RateLimited", ErrorCategory.LimitsExceeded, Unsent("Nothing was done for this item: it is safe to repeat it after that time.")),
            VpsServerErrorException => new("ApiUnavailable", ErrorCategory.ResourceUnavailable, Unsent("Try again later.")),
            VpsConnectionException { WasSent: false } => new("ApiUnavailable", ErrorCategory.ConnectionError, Unsent("Check the address, the network and the proxy. Nothing was sent for this item: it is safe to repeat it.")),
            VpsConnectionException => new("ApiUnavailable", ErrorCategory.ConnectionError, Unsent("Try again later.")),
            VpsTimeoutException => new("ApiTimeout", ErrorCategory.OperationTimeout, Unsent("Try again later.") + " Connect-Vps -TimeoutSec allows more time."),
            VpsUnreadableAnswerException => new("UnreadableAnswer", ErrorCategory.InvalidData, Unsent("Check that the address is that of the API, and that no proxy answers in its place.")),
            VpsIncompleteListException => new("IncompleteList", ErrorCategory.InvalidResult, "Nothing was written, so that no script acts on half a list. Try again when the account is not being changed."),
            VpsCreateOutcomeUnknownException => new("CreateOutcomeUnknown", ErrorCategory.InvalidResult, $"Check with {Look(subject)} before you order it again."),
            VpsWaitException { End: VpsWaitEnd.Suspended } => new("ServerSuspended", ErrorCategory.InvalidOperation, "Ask the vendor why the server is suspended."),
            VpsWaitException => new("OperationTimeout", ErrorCategory.OperationTimeout, $"Look at it with {Look(subject)}, or go on waiting with {Command("Wait-VpsServer", subject)}."),
            VpsGuardException { Guard: VpsGuard.ReadOnly } => new("SessionReadOnly", ErrorCategory.PermissionDenied, "Connect without -ReadOnly to change servers."),
            VpsGuardException => new("ServerProtected", ErrorCategory.PermissionDenied, "Connect without this -Protect pattern to change the server."),
            VpsTrailException => new("TrailNotWritten", ErrorCategory.WriteError, "Nothing was sent. Make the file writable, or connect without -LogPath."),
            _ => new("UnexpectedStatus", ErrorCategory.InvalidResult, Unsent("Check that the address is that of the API: Get-VpsSession shows it.")),
        };
    }

    /// <summary>Whether the request was about one server, or about another endpoint.</summary>
    public static bool IsAboutServer(VpsException exception) =>
        exception.Context.Path?.StartsWith("servers/", StringComparison.Ordinal) == true;

    private static string CheckFirst(ErrorSubject subject) => subject.Server is null
        ? "The API may have acted all the same: check before you repeat it."
        : $"The API may have acted all the same: check with {Look(subject)} before you repeat it.";

    private static string Look(ErrorSubject subject) => Command("Get-VpsServer", subject);

    private static string Command(string command, ErrorSubject subject) => subject.Server is { } server ? $"{command} {server}" : command;
}
