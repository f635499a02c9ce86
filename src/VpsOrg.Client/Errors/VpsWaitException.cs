namespace VpsOrg.Client;

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
}

/// <summary>Why a wait ended without the status that was waited for.</summary>
public enum VpsWaitEnd
{
    /// <summary>The time was up.</summary>
    TimedOut,

    /// <summary>The vendor suspended the server.</summary>
    Suspended,
}
