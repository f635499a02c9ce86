using System.Text.RegularExpressions;

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
    public static ErrorKind? Of(Exception exception, ErrorSubject subject) => SnapshotErrors.Of(exception, subject) ?? OfAny(exception, subject);

    private static ErrorKind? OfAny(Exception exception, ErrorSubject subject) => exception switch
    {
        NotConnectedException => new("NotConnected", ErrorCategory.ConnectionError, "Run Connect-Vps, or pass a session with -Session."),
        SessionClosedException => new("SessionClosed", ErrorCategory.ConnectionError, "Run Connect-Vps again."),
        SessionNotFoundException => new("SessionNotFound", ErrorCategory.ObjectNotFound, "Run Get-VpsSession to see the sessions of this runspace."),
        SessionNameExistsException => new("SessionNameExists", ErrorCategory.ResourceExists, "Choose another name, use the session that has it, or end that one with Disconnect-Vps first."),
        SessionDeserializedException => new("SessionDeserialized", ErrorCategory.InvalidArgument, "Run Connect-Vps inside the job or the process that needs a session."),
        NotTheApiException => new("NotTheApi", ErrorCategory.ProtocolError, $"Check -ApiUri and the environment variable VPS_API_URL: the vendor's address is {VpsClientOptions.DefaultBaseAddress}."),
        SessionMismatchException => new("SessionMismatch", ErrorCategory.InvalidArgument, "Leave out -Session, or pipe what was read in that session."),
        NothingToWaitForException => new("NothingToWaitFor", ErrorCategory.ObjectNotFound, "Start-, Stop- and Restart-VpsServer hand on what the next command of their own pipeline takes; inside parentheses, a function or a script block they need -PassThru. Where no server is fine, wait only if there are some."),
        NoRowsException => new("NoRows", ErrorCategory.ObjectNotFound, "Check the file, and what reads it: the rows may be in a property of what was piped."),
        NoRowFoundException => new("NoRowFound", ErrorCategory.ObjectNotFound, "Check the file and the account: Get-VpsSession shows it. If all of them are new servers, add -AllNew."),
        RowNotTouchedException => new("RowNotTouched", ErrorCategory.InvalidData, "Correct the row: Compare-VpsServer shows what differs, and what can be done."),
        LimitExceededException limit => new("LimitExceeded", ErrorCategory.LimitsExceeded, $"Check the file. To allow as many, give -{limit.Parameter}."),
        NotConfirmedException => new("NotConfirmed", ErrorCategory.OperationStopped, "Look with -WhatIf at what would be removed, then add -Force."),
        ServerStoppedException => new("ServerStopped", ErrorCategory.InvalidOperation, subject.Transition is null
            ? $"Start it with {Command("Start-VpsServer", subject)}."
            : $"Wait with {WaitFor(VpsServerStatus.Stopped, subject)}, then start it with {Command("Start-VpsServer", subject)}."),
        OrderNotSentException { InnerException: VpsInsufficientCreditsException } => new("OrderNotSent", ErrorCategory.OperationStopped, "Add credits to the account, then order this item again."),
        OrderNotSentException => new("OrderNotSent", ErrorCategory.OperationStopped, "Find out first why the order before it failed; then order this item again."),
        ServerDiffersException => new("ServerDiffers", ErrorCategory.ResourceExists, "Choose another name, or use its plan, OS and location."),
        PlainTextTokenException => new("PlainTextToken", ErrorCategory.InvalidArgument, "If the token was a real one, revoke it under Account, Developers on VPS.org."),
        NoTokenException => new("NoToken", ErrorCategory.AuthenticationError, "Set VPS_API_TOKEN, or rehearse with Connect-Vps -Sandbox."),
        ServerNotFoundException => ServerNotFound,
        AmbiguousServerNameException => new("AmbiguousServerName", ErrorCategory.InvalidArgument, "Use the id of the server that you mean."),
        NoConsoleException => new("NoConsole", ErrorCategory.InvalidOperation, "Run Enter-VpsServer at the prompt of a terminal." + (subject.Place is { IsSandbox: true }
            ? null
            : $" A script or a job can run one command instead: ssh -l root -- ({Look(subject)}).IPAddress uptime")),
        SshNotFoundException missing => new("SshNotFound", ErrorCategory.NotInstalled, missing.Advice),
        SshNotStartedException => new("SshNotStarted", ErrorCategory.OpenError, "Give the path of another ssh with -SshPath."),
        ServerNotActiveException inactive => new("ServerNotActive", ErrorCategory.InvalidOperation, BeforeEntering(inactive.Status, subject)),
        ServerSimulatedException => new("ServerSimulated", ErrorCategory.InvalidOperation, "A rehearsal ends here. To go on with it, let an SSH server on this computer stand in for this one: see the notes of Enter-VpsServer."),
        NoAddressException => new("NoAddress", ErrorCategory.ObjectNotFound, $"Look at the server with {Look(subject)}, or use another of its addresses with -Address."),
        TrailNotFoundException => new("TrailNotFound", ErrorCategory.ObjectNotFound, "Give the path of a trail with -Path: the file that Connect-Vps -LogPath named."),
        TrailUnreadableException => new("TrailNotReadable", ErrorCategory.ReadError, "Make the file readable, then read it again: nothing of the account was touched."),
        InsecureAddressException => new("InvalidParameter", ErrorCategory.InvalidArgument, "Use https, or -AllowInsecure on a test bed."),
        ArgumentException => new("InvalidParameter", ErrorCategory.InvalidArgument, "Correct it and try this item again: nothing was sent for it."),
        VpsException known => Of(known, subject),
        _ => null,
    };

    /// <summary>A server that is missing.</summary>
    public static ErrorKind ServerNotFound => new("ServerNotFound", ErrorCategory.ObjectNotFound, "Run Get-VpsServer to list the servers of this account.");

    private static ErrorKind Of(VpsException exception, ErrorSubject subject)
    {
        string Unsent(string advice) => exception.MayHaveActed ? CheckFirst(subject) : advice;
        var later = subject.Target is null ? "Try again later." : "Try this item again later.";
        return exception switch
        {
            VpsInvalidRequestException => new("InvalidRequest", ErrorCategory.InvalidArgument, Unsent(AfterTransition(subject) ?? "The API changed nothing for this item: correct what it complains about.")),
            VpsUnauthorizedException => new("TokenRejected", ErrorCategory.AuthenticationError, "Make a token under Account, Developers on VPS.org and run Connect-Vps with it."),
            VpsInsufficientCreditsException => new("InsufficientCredits", ErrorCategory.QuotaExceeded, Unsent("Nothing was ordered for this item: add credits to the account, then order this item again.")),
            VpsForbiddenException => new("PermissionDenied", ErrorCategory.PermissionDenied, "Make a token with the permission that this needs under Account, Developers on VPS.org."),
            VpsNotFoundException when !IsAboutServer(exception, subject) => new("NotFound", ErrorCategory.ObjectNotFound, IsOwnPath(exception)
                ? "Check that the address is the API's: Get-VpsSession shows it."
                : "Check the path: every path of the API ends in a slash."),
            VpsNotFoundException => ServerNotFound,
            VpsConflictException => new("Conflict", ErrorCategory.ResourceBusy, Unsent(AfterTransition(subject) ?? $"Read the server's state with {Look(subject)}, then try this item again.")),
            VpsRateLimitException => new("RateLimited", ErrorCategory.LimitsExceeded, Unsent("Nothing was done for this item: it is safe to repeat it after that time.")),
            VpsClientClosedException => new("SessionClosed", ErrorCategory.ConnectionError, Unsent("Run Connect-Vps again.")),
            VpsServerErrorException => new("ApiUnavailable", ErrorCategory.ResourceUnavailable, Unsent(later)),
            VpsConnectionException { WasSent: false } => new("ApiUnavailable", ErrorCategory.ConnectionError, Unsent("Check the address, the network and the proxy. Nothing was sent for this item: it is safe to repeat it.")),
            VpsConnectionException => new("ApiUnavailable", ErrorCategory.ConnectionError, Unsent(later)),
            VpsTimeoutException => new("ApiTimeout", ErrorCategory.OperationTimeout, Unsent(later) + " Connect-Vps -TimeoutSec allows more time."),
            VpsUnreadableAnswerException => new("UnreadableAnswer", ErrorCategory.InvalidData, Unsent("Check that the address is the API's, and that no proxy answers in its place.")),
            VpsDetailUnknownException => new("DetailUnknown", ErrorCategory.InvalidData, $"Read it with {Look(subject)}, or look at VPS.org."),
            VpsIncompleteListException => new("IncompleteList", ErrorCategory.InvalidResult, "Half a list is not used, so that no script acts on it. Read the list again when nobody is changing the account's servers, and repeat only what was not done."),
            VpsOrderInDoubtException => new("OrderInDoubt", ErrorCategory.ResourceBusy, $"Look with {Look(subject)}: once the server shows, New-VpsServer -IfNotExists returns it. The doubt ends by itself as the message says. To order another server all the same, use -DespiteDoubt."),
            VpsServerNameExistsException => new("ServerNameExists", ErrorCategory.ResourceExists, $"Nothing was sent for this item. Look with {Look(subject)}. -IfNotExists returns the server that exists; -AllowDuplicateName orders another one of that name."),
            VpsServerNotSeenException => new("ServerNotSeen", ErrorCategory.ObjectNotFound, "The server may be bought all the same: look with Get-VpsServer before you order it again."),
            VpsCreateOutcomeUnknownException => new("CreateOutcomeUnknown", ErrorCategory.InvalidResult, $"Check with {Look(subject)} before you order it again."),
            VpsWaitException { End: VpsWaitEnd.Suspended } => new("ServerSuspended", ErrorCategory.InvalidOperation, OrderStands(subject) + "Ask VPS.org why the server is suspended."),
            VpsWaitException held when subject.Awaited is null => new("OperationTimeout", ErrorCategory.OperationTimeout, "Nothing was done for this item. " + (Transitions.EndOf(held.LastStatus) is { } end
                ? $"Go on waiting with {WaitFor(end, subject)}, then try it again."
                : $"Look at the server with {Look(subject)} before you try it again.")),
            VpsWaitException => new("OperationTimeout", ErrorCategory.OperationTimeout, $"{OrderStands(subject)}Look at it with {Look(subject)}, or go on waiting with {GoOnWaiting(subject)}."),
            VpsGuardException { Guard: VpsGuard.ReadOnly } => new("SessionReadOnly", ErrorCategory.PermissionDenied, "Connect without -ReadOnly to change servers."),
            VpsGuardException { Guard: VpsGuard.Identity } => new("ServerMismatch", ErrorCategory.InvalidData, Unsent($"Nothing was sent to it. Look at it with {Look(subject)}; if that is the server that you mean, give its id alone, with -Id.")),
            VpsGuardException => new("ServerProtected", ErrorCategory.PermissionDenied, Unsent("Connect without this -Protect pattern to change the server.")),
            VpsTrailException => new("TrailNotWritten", ErrorCategory.WriteError, "Nothing was sent for this item. Make the trail's file writable, or connect without -LogPath."),
            _ => new("UnexpectedStatus", ErrorCategory.InvalidResult, Unsent("Check that the address is the API's: Get-VpsSession shows it.")),
        };
    }

    /// <summary>
    /// Whether it is a server that is missing: the path is exactly a server's, or one below it that a command chose for a server.
    /// Any other path may be what is missing itself.
    /// </summary>
    private static bool IsAboutServer(VpsException exception, ErrorSubject subject)
    {
        var path = Regex.Match(PathOf(exception), "^servers/([^/]+)/(.*)$", RegexOptions.CultureInvariant);
        return path.Success && (subject.Server is not null || (path.Groups[2].Length == 0 && VpsId.TryParse(path.Groups[1].Value, out _)));
    }

    /// <summary>What a 404 says in words: which kind of thing is missing.</summary>
    public static string Missing(VpsNotFoundException exception, ErrorSubject subject) => Of(exception, subject)?.Id switch
    {
        "ServerNotFound" => "No such server",
        "SnapshotNotFound" => "No such snapshot",
        _ => "No such path",
    };

    /// <summary>Whether the path is one that every API of VPS.org has.</summary>
    private static bool IsOwnPath(VpsException exception) => PathOf(exception) is "servers/" or "account/me/" or "snapshots/" or "backups/";

    private static string PathOf(VpsException exception) => (exception.Context.Path ?? string.Empty).Split('?')[0];

    /// <summary>The command that looks for a server by its name.</summary>
    public static string LookFor(string name) => Look(new ErrorSubject().WithServer(name));

    /// <summary>The command that looks at a server by its id.</summary>
    public static string LookFor(VpsId id) => Look(new ErrorSubject().WithServer(id));

    /// <summary>A command for a server, however that can be named.</summary>
    public static string CommandFor(string command, ErrorSubject subject) => Command(command, subject);

    private static string CheckFirst(ErrorSubject subject) => subject.Server is null && subject.LookWith is null
        ? "The API may have acted anyway: check before you repeat it."
        : $"The API may have acted anyway: check with {Look(subject)} before you repeat it.";

    /// <summary>What to do with a server that refused a write because of a transition; null where it did not.</summary>
    private static string? AfterTransition(ErrorSubject subject) => Transitions.EndOf(subject.Transition) is { } end
        ? $"The API changed nothing for this item: the server is '{subject.Transition}'. Wait with {WaitFor(end, subject)}, then try it again; -Wait does both."
        : null;

    /// <summary>What makes a server active that is not.</summary>
    private static string BeforeEntering(string? status, ErrorSubject subject)
    {
        var start = $"start it with {Command("Start-VpsServer", subject)} -Wait, then enter it.";
        return VpsServerStatus.AreSame(status, VpsServerStatus.Stopped) ? "If it shall run, " + start
            : VpsServerStatus.AreSame(status, VpsServerStatus.Stopping) ? $"Wait with {WaitFor(VpsServerStatus.Stopped, subject)}; if it shall run, {start}"
            : Transitions.EndOf(status) is { } end ? $"Wait with {WaitFor(end, subject)}, then enter it; -Wait does both."
            : VpsServerStatus.AreSame(status, VpsServerStatus.Suspended) ? "Ask VPS.org why the server is suspended."
            : $"Look at it with {Look(subject)}.";
    }

    private static string WaitFor(string? status, ErrorSubject subject) => $"{Command("Wait-VpsServer", subject)} -Status {status}";

    /// <summary>The command that goes on with a wait: ports are open only where the server is active, so that they alone say all.</summary>
    private static string GoOnWaiting(ErrorSubject subject) =>
        subject.AwaitedPorts is { } ports ? $"{Command("Wait-VpsServer", subject)} {ports}" : WaitFor(subject.Awaited, subject);

    private static string OrderStands(ErrorSubject subject) => subject.IsOrdered ? "The order stands: do not order this server again. " : string.Empty;

    private static string Look(ErrorSubject subject) => subject.LookWith ?? Command("Get-VpsServer", subject);

    private static string Command(string command, ErrorSubject subject) => subject.Server is { } server ? $"{command} {server}" : command;
}
