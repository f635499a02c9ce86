namespace VpsOrg.Sandbox;

/// <summary>What is known of a request when it arrives; none of it changes any more.</summary>
internal sealed class Arrival(int number, DateTimeOffset time, string method, string path)
{
    public int Number { get; } = number;

    public DateTimeOffset Time { get; } = time;

    public string Method { get; } = method;

    public string Path { get; } = path;

    public string Query { get; set; } = "";

    public string? ContentType { get; set; }

    public string? Accept { get; set; }

    public string? UserAgent { get; set; }

    public bool Authorized { get; set; }

    public SandboxFaultKind? FaultKind { get; set; }
}
