namespace VpsOrg.Client;

/// <summary>404: no such server or path.</summary>
public sealed class VpsNotFoundException : VpsException
{
    internal VpsNotFoundException(string message, FailureContext context, Exception? inner = null)
        : base(message, context, inner)
    {
    }
}
