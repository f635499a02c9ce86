namespace VpsOrg.PowerShell;

/// <summary>What the failures of snapshots are to a user. Following the advice restores and deletes nothing: it looks.</summary>
internal static class SnapshotErrors
{
    /// <summary>The kind of a failure; null where it is none of a snapshot.</summary>
    public static ErrorKind? Of(Exception exception, ErrorSubject subject)
    {
        var look = subject.LookWith ?? "Get-VpsSnapshot";
        return exception switch
        {
            SnapshotNotFoundException => NotFound,
            VpsNotFoundException missing when IsSnapshot(missing, subject) => NotFound,
            VpsNotFoundException { Context: { Method: "POST", Path: "snapshots/" } } when subject.Server is not null => ErrorKind.ServerNotFound,
            AmbiguousSnapshotNameException => new("AmbiguousSnapshotName", ErrorCategory.InvalidArgument, "Use the id of the snapshot that you mean."),
            SnapshotMismatchException => Mismatch(look),
            SnapshotNotCompletedException => new("SnapshotNotCompleted", ErrorCategory.InvalidOperation, $"Nothing was sent for it. Look at it with {look}; restore it once its status is '{VpsSnapshotStatus.Completed}'."),
            SnapshotLimitException => new("SnapshotLimitReached", ErrorCategory.QuotaExceeded, $"Nothing was sent for this item. Look with {look}, remove one that nobody needs any more with Remove-VpsSnapshot, then take this snapshot."),
            SnapshotsOfOneServerException => new("SnapshotsOfOneServer", ErrorCategory.InvalidArgument, "Name one snapshot of each server."),
            ServerLeftStoppedException => new("ServerLeftStopped", ErrorCategory.InvalidOperation, $"Start it with {ErrorKind.CommandFor("Start-VpsServer", subject)}. No further server was stopped."),
            ServerNotStoppedException => new("ServerNotStopped", ErrorCategory.OperationStopped, $"Look at it with {ErrorKind.CommandFor("Get-VpsServer", subject)} before you try this item again."),
            TooManyToRemoveException many => new("TooManyToRemove", ErrorCategory.LimitsExceeded, $"Look with {look}. If all of these may go, give -RemoveAtMost {many.Surplus}."),
            RotationStoppedException => new("RotationStopped", ErrorCategory.InvalidResult, $"Look with {look}. The next run deletes what is left over."),
            SnapshotWaitException => new("SnapshotStatusUnknown", ErrorCategory.InvalidResult, $"Look at it with {look}, or at VPS.org, before you rely on it."),
            RestoreUnconfirmedException => new("RestoreUnconfirmed", ErrorCategory.InvalidResult, $"Look at it with {look}, or at VPS.org, before you do anything else with it."),
            VpsGuardException { Guard: VpsGuard.Identity, Context.Method: null } when subject.IsOfSnapshot => Mismatch(look),
            VpsSnapshotOutcomeUnknownException => new("SnapshotOutcomeUnknown", ErrorCategory.InvalidResult, $"Look with {look} before you take another."),
            VpsRestoreOutcomeUnknownException => new("RestoreOutcomeUnknown", ErrorCategory.InvalidResult, $"Look at it with {look}: a server that is being restored is '{VpsServerStatus.Restoring}'. A second restore would overwrite what was written since."),
            VpsWaitException { End: VpsWaitEnd.TimedOut } when subject.LookWith is not null => new("OperationTimeout", ErrorCategory.OperationTimeout, $"What is under way goes on at VPS.org: look at it with {look}."),
            _ => null,
        };
    }

    private static ErrorKind Mismatch(string look) =>
        new("SnapshotMismatch", ErrorCategory.InvalidData, $"Nothing was sent for it. Look at it with {look}; if that is the snapshot that you mean, give its id alone, with -Id.");

    private static ErrorKind NotFound => new("SnapshotNotFound", ErrorCategory.ObjectNotFound, "Run Get-VpsSnapshot to list the snapshots of this account.");

    /// <summary>Whether it is a snapshot that is missing: by the path, or where a list showed none.</summary>
    private static bool IsSnapshot(VpsNotFoundException exception, ErrorSubject subject) =>
        subject.IsOfSnapshot && exception.Context.Path?.StartsWith("servers/", StringComparison.Ordinal) != true;
}
