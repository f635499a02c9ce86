namespace VpsOrg.PowerShell;

/// <summary>A stopped server cannot be restarted.</summary>
public sealed class ServerStoppedException : InvalidOperationException
{
    internal ServerStoppedException(VpsServer server)
        : base($"Server {server.Id} ('{server}') is {server.Status}, and only a running one can be restarted.")
    {
    }
}
