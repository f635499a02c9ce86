namespace VpsOrg.Client;

/// <summary>The trail of writes could not be kept, so the write was not sent.</summary>
public sealed class VpsTrailException : VpsException
{
    internal VpsTrailException(string message, FailureContext context, Exception? inner = null)
        : base(message, context, inner)
    {
    }
}
