namespace VpsOrg.Client;

/// <summary>A guard of the session refused the request before it was sent.</summary>
public sealed class VpsGuardException : VpsException
{
    internal VpsGuardException(VpsGuard guard, string message, FailureContext context, Exception? inner = null)
        : base(message, context, inner) => Guard = guard;

    /// <summary>Which guard.</summary>
    public VpsGuard Guard { get; }
}

/// <summary>The guards of a session.</summary>
public enum VpsGuard
{
    /// <summary>The session lets only GET through.</summary>
    ReadOnly,

    /// <summary>The server's name is protected against every write but start.</summary>
    Protected,
}
