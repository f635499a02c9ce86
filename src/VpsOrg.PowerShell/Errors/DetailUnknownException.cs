namespace VpsOrg.PowerShell;

/// <summary>The API does not say of a server what it is filtered by: whether it passes is not known.</summary>
public sealed class DetailUnknownException : VpsException
{
    internal DetailUnknownException(VpsServer server, string what)
        : base($"The API does not say of server {server.Id} ('{server}') {what}: it may be one of those that you look for.", new FailureContext())
    {
    }
}
