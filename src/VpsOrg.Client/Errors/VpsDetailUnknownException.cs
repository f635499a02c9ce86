namespace VpsOrg.Client;

/// <summary>The API does not say of a server what it is looked for by: whether it is one of those is not known.</summary>
public sealed class VpsDetailUnknownException : VpsException
{
    internal VpsDetailUnknownException(VpsServer server, string what)
        : base($"The API does not say of server {server.Key} ('{server}') {what}: it may be one of those that you look for.", new FailureContext())
    {
    }
}
