using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace VpsOrg.Sandbox.Hosting;

/// <summary>
/// The sandbox behind a real socket: Kestrel on 127.0.0.1, plain HTTP/1.1. The lines of VPS.org's documentation work on it with the
/// host exchanged: <c>curl -X GET "http://127.0.0.1:PORT/api/v1/servers/" -H "Authorization: Bearer vps_sandbox" -H "Content-Type: application/json"</c>.
/// What is outside <c>/api/v1/</c> and begins with <c>/sandbox/</c> steers the sandbox, needs no token and is not logged; see <see cref="ControlEndpoints"/>.
/// </summary>
/// <remarks>
/// <see cref="HttpClient"/> repeats a request by itself when a connection that it had used before is lost without an answer.
/// A fault that cuts the connection therefore shows on a fresh connection only, or must strike more than once.
/// </remarks>
public sealed class SandboxServer : IAsyncDisposable
{
    private const long DocumentedFirstServerId = 12345;
    private const long DocumentedFirstSnapshotId = 801;
    private const long DocumentedFirstBackupId = 495;

    private readonly WebApplication _application;
    private readonly HttpMessageInvoker _invoker;
    private readonly ConnectionCounter _connections = new();

    private SandboxServer(SandboxOptions? options, int port)
    {
        Account = new SandboxAccount(NumberedAsDocumented(options));
        _invoker = new HttpMessageInvoker(Account.CreateHandler());
        _application = Build(port);
        _application.Run(new RequestDispatcher(new RequestBridge(_invoker), new ControlEndpoints(this)).DispatchAsync);
    }

    /// <summary>The account that answers.</summary>
    public SandboxAccount Account { get; }

    /// <summary>The address to give a client: <c>http://127.0.0.1:PORT/api/v1/</c>.</summary>
    public Uri BaseAddress { get; private set; } = new("http://127.0.0.1/api/v1/");

    /// <summary>How many TCP connections are open now.</summary>
    public int OpenConnections => _connections.Open;

    /// <summary>How many TCP connections there have been, open ones included.</summary>
    public int AcceptedConnections => _connections.Accepted;

    private string ListeningAddress =>
        _application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();

    /// <summary>Opens an account and listens for its requests.</summary>
    /// <param name="options">How the account starts and behaves; null for the usual. Without options about ids it has those of the documentation.</param>
    /// <param name="port">The TCP port; 0 for any free one.</param>
    /// <returns>The server, listening.</returns>
    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SandboxServer> StartAsync(SandboxOptions? options = null, int port = 0)
    {
        var server = new SandboxServer(options, port);
        await server._application.StartAsync().ConfigureAwait(false);
        server.BaseAddress = new Uri(new Uri(server.ListeningAddress), "/api/v1/");
        return server;
    }

    /// <summary>Waits until so many TCP connections are open at most.</summary>
    /// <param name="most">How many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes then.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public Task WaitForOpenConnectionsAsync(int most, CancellationToken cancellationToken = default) => _connections.UntilOpenAsync(most, cancellationToken);

    /// <summary>Stops listening and drops every connection, at once.</summary>
    /// <returns>A task that completes when the port is free.</returns>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
        _invoker.Dispose();
    }

    /// <summary>The lines of the documentation name its own ids.</summary>
    private static SandboxOptions NumberedAsDocumented(SandboxOptions? options)
    {
        var own = options?.Copy() ?? new SandboxOptions();
        own.FirstServerId ??= DocumentedFirstServerId;
        own.FirstSnapshotId ??= DocumentedFirstSnapshotId;
        own.FirstBackupId ??= DocumentedFirstBackupId;
        return own;
    }

    private WebApplication Build(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            SetNoLimits(kestrel.Limits);
            kestrel.Listen(IPAddress.Loopback, port, listener =>
            {
                listener.Protocols = HttpProtocols.Http1;
                listener.Use(_connections.Watch);
            });
        });
        return builder.Build();
    }

    /// <summary>Faults are slow on purpose, and large bodies are welcome.</summary>
    private static void SetNoLimits(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = null;
        limits.MinRequestBodyDataRate = null;
        limits.MinResponseDataRate = null;
    }
}
