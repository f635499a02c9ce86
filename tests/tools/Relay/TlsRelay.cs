using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace VpsOrg.Relay;

/// <summary>
/// Listens on 127.0.0.1, takes TLS off and hands the bytes on to an API: Kestrel does both, and nothing here knows HTTP.
/// The latency lies below TLS, so that its handshake is as far away as what it protects.
/// </summary>
internal sealed class TlsRelay : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Uri _target;

    private TlsRelay(Uri target, X509Certificate2 certificate, Latency latency, int port)
    {
        _target = target;
        _application = Build(certificate, latency, port);
    }

    /// <summary>The target's address as it is seen through the relay.</summary>
    public Uri BaseAddress { get; private set; } = new("https://127.0.0.1/");

    private Uri ListeningAddress =>
        new(_application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());

    /// <summary>Starts to listen.</summary>
    /// <param name="target">The API, http on this machine.</param>
    /// <param name="certificate">What the relay shows, with its key.</param>
    /// <param name="latency">How far away the API is to be.</param>
    /// <param name="port">The TCP port; 0 for any free one.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<TlsRelay> StartAsync(Uri target, X509Certificate2 certificate, Latency latency, int port = 0)
    {
        var relay = new TlsRelay(target, certificate, latency, port);
        await relay._application.StartAsync().ConfigureAwait(false);
        relay.BaseAddress = new UriBuilder(target) { Scheme = Uri.UriSchemeHttps, Host = "127.0.0.1", Port = relay.ListeningAddress.Port }.Uri;
        return relay;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    private WebApplication Build(X509Certificate2 certificate, Latency latency, int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listener =>
        {
            listener.Protocols = HttpProtocols.Http1; // What TLS offers; the sandbox speaks nothing newer.
            listener.Use(latency.Between);
            listener.UseHttps(certificate, https => https.HandshakeTimeout = TimeSpan.FromMinutes(10)); // It is slow on purpose.
            listener.Run(ForwardAsync);
        })).UseKestrelHttpsConfiguration();
        return builder.Build();
    }

    /// <summary>A connection to the API for each connection that comes in; the end of either is the end of both.</summary>
    private async Task ForwardAsync(ConnectionContext connection)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(_target.Host, _target.Port, connection.ConnectionClosed).ConfigureAwait(false);
            using var api = new NetworkStream(socket);
            var there = connection.Transport.Input.CopyToAsync(api, connection.ConnectionClosed);
            var back = api.CopyToAsync(connection.Transport.Output.AsStream(leaveOpen: true), connection.ConnectionClosed);
            await (await Task.WhenAny(there, back).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ConnectionResetException)
        {
            connection.Abort(new ConnectionAbortedException("The other side is gone.", exception));
        }
    }
}
