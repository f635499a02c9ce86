namespace VpsOrg.Client;

/// <summary>There was no connection to the API, or it was lost before the answer was complete.</summary>
public sealed class VpsConnectionException : VpsException
{
    internal VpsConnectionException(string message, FailureContext context, bool wasSent, bool isPermanent)
        : base(message, context)
    {
        WasSent = wasSent;
        IsTransient = !isPermanent;
    }

    /// <summary>Whether the request may have left the machine; false where no connection was made.</summary>
    public bool WasSent { get; }

    internal override string Outcome =>
        Context.StatusCode is not null ? $"{base.Outcome}, then the connection was lost" : WasSent ? "connection lost" : "no connection";

    internal override bool IsTransient { get; }
}

/// <summary>No complete answer came within the call's time.</summary>
public sealed class VpsTimeoutException : VpsException
{
    internal VpsTimeoutException(string message, FailureContext context) : base(message, context) { }
}

/// <summary>The client was disposed of: it sends nothing any more. What it sent before may have acted.</summary>
public sealed class VpsClientClosedException : VpsException
{
    internal VpsClientClosedException(string message, FailureContext context)
        : base(message, context)
    {
    }
}

/// <summary>
/// An answer came that is not what the API documents: not JSON, wrong types, too large, about another server, or a
/// success that says no and that reading the server back does not confirm.
/// </summary>
public sealed class VpsUnreadableAnswerException : VpsException
{
    internal VpsUnreadableAnswerException(string message, FailureContext context) : base(message, context) { }

    /// <summary>
    /// Whether looking at the server cannot change the verdict: the answer speaks against the request, or the server was
    /// looked at already.
    /// </summary>
    internal bool IsSettled { get; init; }
}

/// <summary>The API counts more (or fewer) items than it gave, also after reading the list again.</summary>
public sealed class VpsIncompleteListException : VpsException
{
    internal VpsIncompleteListException(string message, FailureContext context, int got, long expected)
        : base(message, context)
    {
        Got = got;
        Expected = expected;
    }

    /// <summary>How many different items came.</summary>
    public int Got { get; }

    /// <summary>How many the API counts.</summary>
    public long Expected { get; }
}

/// <summary>An order was sent, its answer was lost, and no server is certain to be the one that was ordered.</summary>
public sealed class VpsCreateOutcomeUnknownException : VpsException
{
    internal VpsCreateOutcomeUnknownException(string message, string serverName, IReadOnlyList<VpsServer> candidates, VpsException cause)
        : base(message, cause.Context with { MayHaveActed = true }, cause)
    {
        ServerName = serverName;
        Candidates = candidates;
    }

    /// <inheritdoc/>
    public override bool EndsOrders => InnerException is VpsException { EndsOrders: true };

    /// <summary>The name of the server that was ordered.</summary>
    public string ServerName { get; }

    /// <summary>The servers that may be the ordered one; empty where none was seen yet.</summary>
    public IReadOnlyList<VpsServer> Candidates { get; }
}

/// <summary>A wait for a server's status ended without it.</summary>
public sealed class VpsWaitException : VpsException
{
    internal VpsWaitException(VpsWaitEnd end, string message, string? lastStatus)
        : base(message, new FailureContext())
    {
        End = end;
        LastStatus = lastStatus;
    }

    /// <summary>Why the wait ended.</summary>
    public VpsWaitEnd End { get; }

    /// <summary>The status that the server had at the last look, where there was one.</summary>
    public string? LastStatus { get; }

    /// <summary>The ports that were not open when the time was up, although the status was reached; empty where it was not, or where no port was waited for.</summary>
    public IReadOnlyList<int> MissingPorts { get; internal init; } = [];
}

/// <summary>Why a wait ended without the status that was waited for.</summary>
public enum VpsWaitEnd
{
    /// <summary>The time was up.</summary>
    TimedOut,

    /// <summary>The vendor suspended the server.</summary>
    Suspended,
}

/// <summary>A guard of the session refused the request before it was sent.</summary>
public sealed class VpsGuardException : VpsException
{
    internal VpsGuardException(VpsGuard guard, string message, FailureContext context, VpsException? cause)
        : base(message, context, cause) => Guard = guard;

    /// <summary>Which guard.</summary>
    public VpsGuard Guard { get; }

    /// <summary>The refusal of a snapshot that has another name than the one that it was named by.</summary>
    internal static VpsGuardException OtherSnapshot(SnapshotIdentity expected, VpsSnapshot found) => new(
        VpsGuard.Identity,
        FormattableString.Invariant($"Snapshot {expected.Id} of server {expected.Server.Id} was named '{expected.Name}', but its name is '{found.Name}'."),
        new FailureContext(),
        cause: null);

    /// <summary>The refusal of a server that has another name than the one that it was named by.</summary>
    internal static VpsGuardException OtherName(VpsId id, string expected, string? found, FailureContext context) => new(
        VpsGuard.Identity,
        FormattableString.Invariant($"Server {id} was named '{TextCleaner.Shorten(TextCleaner.Neutralize(expected), 80)}', but here its name is '{found}'."),
        context,
        cause: null);
}

/// <summary>The guards of a session.</summary>
public enum VpsGuard
{
    /// <summary>The session lets only GET through.</summary>
    ReadOnly,

    /// <summary>The server's name is protected against every write but start.</summary>
    Protected,

    /// <summary>The server, or the snapshot, has another name than the one that it was named by together with its id.</summary>
    Identity,
}

/// <summary>The audit trail could not be written, so the write was not sent.</summary>
public sealed class VpsTrailException : VpsException
{
    internal VpsTrailException(string message, FailureContext context, Exception cause) : base(message, context, cause) { }
}
