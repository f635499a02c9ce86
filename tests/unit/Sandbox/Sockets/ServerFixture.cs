using VpsOrg.Sandbox.Hosting;

namespace VpsOrg.Sandbox.Tests;

/// <summary>A server on a port of its own, and a client of it.</summary>
internal sealed class ServerFixture : IAsyncDisposable
{
    private ServerFixture(SandboxServer server)
    {
        Server = server;
        Client = new ApiClient(new SocketsHttpHandler { UseProxy = false }, server.BaseAddress);
    }

    public SandboxServer Server { get; }

    public ApiClient Client { get; }

    public static async Task<ServerFixture> StartAsync(SandboxOptions? options = null) => new(await SandboxServer.StartAsync(options));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}
