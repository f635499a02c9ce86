namespace VpsOrg.Sandbox;

/// <summary>How the real handlers report a lost connection.</summary>
internal static class ConnectionLoss
{
    public static HttpRequestException WithoutAnswer() =>
        new("An error occurred while sending the request.", new IOException("The response ended prematurely."));

    public static IOException WithinBody() => new("The response ended prematurely.");
}
