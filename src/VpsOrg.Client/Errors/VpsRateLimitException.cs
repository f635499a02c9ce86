namespace VpsOrg.Client;

/// <summary>429: too many requests, for longer than the client waits by itself.</summary>
public sealed class VpsRateLimitException : VpsException
{
    internal VpsRateLimitException(string message, FailureContext context, Exception? inner = null)
        : base(message, context, inner)
    {
    }
}
