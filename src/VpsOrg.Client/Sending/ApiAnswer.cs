namespace VpsOrg.Client;

/// <summary>A successful answer.</summary>
/// <param name="statusCode">The HTTP status.</param>
/// <param name="value">What the request's reader made of the body.</param>
internal sealed class ApiAnswer<T>(int statusCode, T value)
{
    public int StatusCode { get; } = statusCode;

    public T Value { get; } = value;

    /// <summary>The answer's <c>Date</c>.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>The id that the API gave the request.</summary>
    public string? RequestId { get; init; }
}
