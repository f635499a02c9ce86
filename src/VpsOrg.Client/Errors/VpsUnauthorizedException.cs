namespace VpsOrg.Client;

/// <summary>401: the token is missing, wrong, expired or revoked.</summary>
public sealed class VpsUnauthorizedException : VpsException
{
    internal VpsUnauthorizedException(string message, FailureContext context, Exception? inner = null)
        : base(message, context, inner)
    {
    }
}
