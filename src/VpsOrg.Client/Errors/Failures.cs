using System.Globalization;

namespace VpsOrg.Client;

/// <summary>The one map from an HTTP status to an exception.</summary>
internal static class Failures
{
    public static VpsException FromStatus(FailureContext context)
    {
        var message = Describe(context);
        return context.StatusCode switch
        {
            400 => new VpsInvalidRequestException(message, context),
            401 => new VpsUnauthorizedException(message, context),
            402 => new VpsInsufficientCreditsException(message, context),
            403 => new VpsForbiddenException(message, context),
            404 => new VpsNotFoundException(message, context),
            409 => new VpsConflictException(message, context),
            429 => new VpsRateLimitException(message, context),
            >= 500 and <= 599 => new VpsServerErrorException(message, context),
            _ => new VpsUnexpectedStatusException(message, context),
        };
    }

    /// <summary>
    /// Whether an answer of this status leaves open what happened: a proxy that gave up waiting (408, 502, 503, 504) and
    /// a server that failed midway (500) may have let the work be done, and a redirect may come after the work (to the page
    /// of what was made); a refusal did not.
    /// </summary>
    public static bool LeavesOutcomeOpen(int status) => status is 408 or (>= 300 and <= 399) or (>= 500 and <= 599);

    private static string Describe(FailureContext context)
    {
        var status = context.StatusCode!.Value;
        var words = context.Detail is { Length: > 0 } detail ? $": {detail}" : ".";
        return $"{context.Method} {context.Path} answered {status.ToString(CultureInfo.InvariantCulture)} {Reason(status)}{words}";
    }

    private static string Reason(int status) => status switch
    {
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        409 => "Conflict",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        >= 300 and <= 399 => "(a redirect, which is not followed)",
        _ => "(a status that the API does not document)",
    };
}
