namespace VpsOrg.Client;

/// <summary>400: the API refuses the request as it stands. A server in the wrong power state answers so too.</summary>
public sealed class VpsInvalidRequestException : VpsException
{
    internal VpsInvalidRequestException(string message, FailureContext context, Exception? inner = null)
        : base(message, context, inner)
    {
    }
}
