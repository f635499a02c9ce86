namespace VpsOrg.Client;

/// <summary>409: the request does not fit the present state.</summary>
public sealed class VpsConflictException : VpsException
{
    internal VpsConflictException(string message, FailureContext context, Exception? inner = null)
        : base(message, context, inner)
    {
    }
}
