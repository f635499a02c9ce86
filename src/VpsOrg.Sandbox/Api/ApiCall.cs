namespace VpsOrg.Sandbox;

/// <summary>A request as the API reads it.</summary>
internal sealed class ApiCall(string method, string path, Uri uri, DateTimeOffset now)
{
    public string Method { get; } = method;

    public string Path { get; } = path;

    public Uri Uri { get; } = uri;

    public DateTimeOffset Now { get; } = now;

    public bool HasToken { get; set; }

    public bool Authorized { get; set; }

    public string? ContentType { get; set; }

    public string Body { get; set; } = "";

    /// <summary>Methods that bring something must say that it is JSON, even when the body is empty.</summary>
    public bool LacksJsonType => Method is "POST" or "PUT" or "PATCH" && !IsJson(ContentType);

    private static bool IsJson(string? contentType) =>
        string.Equals(contentType?.Split(';')[0].Trim(), "application/json", StringComparison.OrdinalIgnoreCase);
}
