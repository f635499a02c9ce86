namespace VpsOrg.PowerShell;

/// <summary>A command names no session, and its runspace has no default.</summary>
public sealed class NotConnectedException : InvalidOperationException
{
    internal NotConnectedException()
        : base("There is no connection to VPS.org here: run Connect-Vps (or Connect-Vps -Sandbox) first. "
            + "Other runspaces (ForEach-Object -Parallel, jobs) have no default; pass a session there: -Session $using:vps.")
    {
    }
}
