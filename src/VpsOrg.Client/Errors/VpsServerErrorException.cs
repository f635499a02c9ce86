namespace VpsOrg.Client;

/// <summary>5xx: the API or a proxy before it failed.</summary>
public sealed class VpsServerErrorException : VpsException
{
    internal VpsServerErrorException(string message, FailureContext context, Exception? inner = null)
        : base(message, context, inner)
    {
    }

    internal override bool IsTransient => Context.StatusCode is 502 or 503 or 504;
}
