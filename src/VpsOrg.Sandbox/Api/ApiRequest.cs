namespace VpsOrg.Sandbox;

/// <summary>A request as the API reads it.</summary>
internal sealed record ApiRequest(string Method, string Path, Uri Uri, string Body, DateTimeOffset Now)
{
    public bool HasToken { get; init; }

    public bool Authorized { get; init; }

    public string? ContentType { get; init; }

    /// <summary>Methods that bring something must say that it is JSON, even when the body is empty.</summary>
    public bool LacksJsonType => Method is "POST" or "PUT" or "PATCH" && !IsJson(ContentType);

    private static bool IsJson(string? contentType) =>
        string.Equals(contentType?.Split(';')[0].Trim(), "application/json", StringComparison.OrdinalIgnoreCase);
}
