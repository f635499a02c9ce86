namespace VpsOrg.PowerShell;

/// <summary>A server was piped that came from another session than <c>-Session</c> names.</summary>
public sealed class SessionMismatchException : InvalidOperationException
{
    internal SessionMismatchException(VpsServer server, VpsSession origin, VpsSession given)
        : base($"Server {server.Id} ('{server}') came from {origin}, but -Session names {(origin.Place == given.Place ? "another session" : given.Place)}.")
    {
    }
}
