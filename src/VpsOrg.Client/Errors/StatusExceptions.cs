namespace VpsOrg.Client;

/// <summary>400: the API refuses the request as it stands. A server in the wrong power state answers so too.</summary>
public sealed class VpsInvalidRequestException : VpsException
{
    internal VpsInvalidRequestException(string message, FailureContext context) : base(message, context) { }
}

/// <summary>401: the token is missing, wrong, expired or revoked.</summary>
public sealed class VpsUnauthorizedException : VpsException
{
    internal VpsUnauthorizedException(string message, FailureContext context) : base(message, context) { }
}

/// <summary>402: the account's credits do not cover the order.</summary>
public sealed class VpsInsufficientCreditsException : VpsException
{
    internal VpsInsufficientCreditsException(string message, FailureContext context) : base(message, context) { }

    /// <summary>True: the next order would be refused as well, or would be bought in place of an earlier one.</summary>
    public override bool EndsOrders => true;
}

/// <summary>403: the token may not do this.</summary>
public sealed class VpsForbiddenException : VpsException
{
    internal VpsForbiddenException(string message, FailureContext context) : base(message, context) { }
}

/// <summary>There is no such server or path: a 404, or a name that no server of the account has.</summary>
public class VpsNotFoundException : VpsException
{
    internal VpsNotFoundException(string message, FailureContext context) : base(message, context) { }
}

/// <summary>409: the request does not fit the present state.</summary>
public sealed class VpsConflictException : VpsException
{
    internal VpsConflictException(string message, FailureContext context) : base(message, context) { }
}

/// <summary>429: too many requests, for longer than the client waits by itself.</summary>
public sealed class VpsRateLimitException : VpsException
{
    internal VpsRateLimitException(string message, FailureContext context) : base(message, context) { }
}

/// <summary>5xx: the API or a proxy before it failed.</summary>
public sealed class VpsServerErrorException : VpsException
{
    internal VpsServerErrorException(string message, FailureContext context) : base(message, context) { }

    internal override bool IsTransient => Context.StatusCode is 502 or 503 or 504;
}

/// <summary>A status that the API does not document, e.g. a redirect, which is never followed.</summary>
public sealed class VpsUnexpectedStatusException : VpsException
{
    internal VpsUnexpectedStatusException(string message, FailureContext context) : base(message, context) { }

    /// <summary>True for a redirect: whether an order arrived behind it cannot be told.</summary>
    public override bool EndsOrders => Context.StatusCode is >= 300 and <= 399;

    internal override bool IsTransient => Context.StatusCode is 408;
}
