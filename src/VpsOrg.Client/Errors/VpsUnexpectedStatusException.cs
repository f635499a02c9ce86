namespace VpsOrg.Client;

/// <summary>A status that the API does not document, e.g. a redirect, which is never followed.</summary>
public sealed class VpsUnexpectedStatusException : VpsException
{
    internal VpsUnexpectedStatusException(string message, FailureContext context, Exception? inner = null)
        : base(message, context, inner)
    {
    }

    internal override bool IsTransient => Context.StatusCode is 408;
}
