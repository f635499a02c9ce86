namespace VpsOrg.Client;

/// <summary>A successful answer.</summary>
internal sealed class ApiAnswer(int statusCode, object? value)
{
    public int StatusCode { get; } = statusCode;

    /// <summary>What the request's reader made of the body.</summary>
    public object? Value { get; } = value;

    /// <summary>The answer's <c>Date</c>.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>The id that the API gave the request.</summary>
    public string? RequestId { get; init; }
}
