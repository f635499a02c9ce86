namespace VpsOrg.PowerShell;

/// <summary>A session was used after <c>Disconnect-Vps</c>.</summary>
public sealed class SessionClosedException : InvalidOperationException
{
    internal SessionClosedException(VpsSession session)
        : base($"The session with {session} was disconnected.")
    {
    }
}
