using System.Globalization;

namespace VpsOrg.Sandbox;

/// <summary>One request as the sandbox saw it, at the moment of asking. It never holds the Authorization header, and never the token.</summary>
public sealed record SandboxRequest
{
    internal SandboxRequest(int number, DateTimeOffset time, string method, string path)
    {
        Number = number;
        Time = time;
        Method = method;
        Path = path;
    }

    /// <summary>Its place in the order of arrival, from 1. Clearing the log does not start again.</summary>
    public int Number { get; }

    /// <summary>When it arrived, on the account's clock.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The path relative to <c>/api/v1/</c>, such as <c>servers/12345/</c>; with its leading slash when it lies elsewhere.</summary>
    public string Path { get; }

    /// <summary>The raw query without its question mark; empty when there was none.</summary>
    public string Query { get; internal init; } = "";

    /// <summary>The <c>Content-Type</c> header; null when there was none.</summary>
    public string? ContentType { get; internal init; }

    /// <summary>The <c>Accept</c> header; null when there was none.</summary>
    public string? Accept { get; internal init; }

    /// <summary>The <c>User-Agent</c> header; null when there was none.</summary>
    public string? UserAgent { get; internal init; }

    /// <summary>The body as text; null when there was none.</summary>
    public string? BodyText { get; internal init; }

    /// <summary>The HTTP status of the answer; null while there is none, and for ever when the connection was lost or the caller left first.</summary>
    public int? Status { get; internal init; }

    /// <summary>The fault that struck it; null when none did.</summary>
    public SandboxFaultKind? FaultKind { get; internal init; }

    /// <summary>Whether the caller cancelled, or closed the connection or the answer, before the whole answer was taken.</summary>
    public bool Aborted { get; internal init; }

    /// <summary>Whether it carried the right token.</summary>
    public bool Authorized { get; internal init; }

    /// <summary>The request in a few words, such as <c>#3 POST servers/ 201</c>; a dash where there is no status.</summary>
    /// <returns>Number, method, path and status.</returns>
    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture,
        "#{0} {1} {2} {3}{4}",
        Number,
        Method,
        Path,
        Status?.ToString(CultureInfo.InvariantCulture) ?? "-",
        Aborted ? " aborted" : "");
}
