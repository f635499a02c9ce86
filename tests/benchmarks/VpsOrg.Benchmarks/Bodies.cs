using System.Net.Http.Headers;
using VpsOrg.Sandbox;

namespace VpsOrg.Benchmarks;

/// <summary>What the API answers, taken from the sandbox.</summary>
internal static class Bodies
{
    /// <summary>The id of the first server.</summary>
    public const int FirstId = 12345;

    private const string Token = "vps_sandbox";

    public static byte[] Of(string path, int servers)
    {
        var account = new SandboxAccount(new SandboxOptions { Token = Token, ServerCount = servers, FirstServerId = FirstId });
        using var client = new HttpClient(account.CreateHandler()) { BaseAddress = account.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return client.GetByteArrayAsync(new Uri(path, UriKind.Relative)).GetAwaiter().GetResult();
    }

    /// <summary>A client of ours whose answers are canned.</summary>
    public static Client.VpsClient ClientOf(byte[] body) => new(new Client.VpsClientOptions
    {
        Token = new Client.VpsToken(Token),
        HandlerFactory = () => new CannedHandler(body),
    });
}
