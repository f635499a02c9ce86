using System.Collections.ObjectModel;
using System.Globalization;

namespace VpsOrg.Client;

/// <summary>What is known of a failed call beside its cause; every part may be missing.</summary>
public sealed record FailureContext
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> NoFields =
        new ReadOnlyDictionary<string, IReadOnlyList<string>>(new Dictionary<string, IReadOnlyList<string>>(0));

    /// <summary>The HTTP method, e.g. <c>GET</c>.</summary>
    public string? Method { get; init; }

    /// <summary>The path below the base address, e.g. <c>servers/12345/</c>.</summary>
    public string? Path { get; init; }

    /// <summary>The HTTP status, where an answer came.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The API's own words, made harmless, 200 characters at most.</summary>
    public string? Detail { get; init; }

    /// <summary>The API's complaints by field, made harmless, 200 characters at most each.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> FieldErrors { get; init; } = NoFields;

    /// <summary>The id that the API gave the request, for its support.</summary>
    public string? RequestId { get; init; }

    /// <summary>The answer's own <c>Date</c>, else this machine's time, in UTC.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>How long the API asks to wait, from its <c>Retry-After</c>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// Whether the server may have acted on the request: false only where the request surely never reached it or it
    /// answered that it refuses.
    /// </summary>
    public bool MayHaveActed { get; init; }

    /// <summary>The request and how it was answered, e.g. <c>GET servers/12345/ -> 404</c>: nothing that the API said.</summary>
    public override string ToString() => Method is null
        ? "no request"
        : $"{Method} {Path} -> {StatusCode?.ToString(CultureInfo.InvariantCulture) ?? "no answer"}";
}
