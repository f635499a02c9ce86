namespace VpsOrg.Client;

/// <summary>403: the token may not do this.</summary>
public sealed class VpsForbiddenException : VpsException
{
    internal VpsForbiddenException(string message, FailureContext context, Exception? inner = null)
        : base(message, context, inner)
    {
    }
}
