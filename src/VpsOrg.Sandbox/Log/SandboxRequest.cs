using System.Globalization;

namespace VpsOrg.Sandbox;

/// <summary>One request as the sandbox saw it, at the moment of asking. It never holds the Authorization header, and never the token.</summary>
public sealed class SandboxRequest
{
    internal SandboxRequest(LogEntry entry)
    {
        Number = entry.Arrival.Number;
        Time = entry.Arrival.Time;
        Method = entry.Arrival.Method;
        Path = entry.Arrival.Path;
        Query = entry.Arrival.Query;
        ContentType = entry.Arrival.ContentType;
        Accept = entry.Arrival.Accept;
        UserAgent = entry.Arrival.UserAgent;
        Authorized = entry.Arrival.Authorized;
        FaultKind = entry.Arrival.FaultKind;
        BodyText = entry.BodyText;
        Status = entry.Status;
        Aborted = entry.Aborted;
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
    public string Query { get; }

    /// <summary>The <c>Content-Type</c> header; null when there was none.</summary>
    public string? ContentType { get; }

    /// <summary>The <c>Accept</c> header; null when there was none.</summary>
    public string? Accept { get; }

    /// <summary>The <c>User-Agent</c> header; null when there was none.</summary>
    public string? UserAgent { get; }

    /// <summary>The body as text; null when there was none.</summary>
    public string? BodyText { get; }

    /// <summary>The HTTP status of the answer; null while there is none, and for ever when the connection was lost or the caller left first.</summary>
    public int? Status { get; }

    /// <summary>The fault that struck it; null when none did.</summary>
    public SandboxFaultKind? FaultKind { get; }

    /// <summary>Whether the caller cancelled, or closed the connection or the answer, before the whole answer was taken.</summary>
    public bool Aborted { get; }

    /// <summary>Whether it carried the right token.</summary>
    public bool Authorized { get; }

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
