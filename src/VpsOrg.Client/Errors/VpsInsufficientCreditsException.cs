namespace VpsOrg.Client;

/// <summary>402: the account's credits do not cover the order.</summary>
public sealed class VpsInsufficientCreditsException : VpsException
{
    internal VpsInsufficientCreditsException(string message, FailureContext context, Exception? inner = null)
        : base(message, context, inner)
    {
    }
}
