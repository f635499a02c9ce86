namespace VpsOrg.Client;

/// <summary>No whole answer came within the call's time.</summary>
public sealed class VpsTimeoutException : VpsException
{
    internal VpsTimeoutException(string message, FailureContext context, Exception? inner = null)
        : base(message, context, inner)
    {
    }
}
