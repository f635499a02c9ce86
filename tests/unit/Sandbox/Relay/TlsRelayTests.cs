using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using VpsOrg.Relay;

namespace VpsOrg.Sandbox.Tests;

public sealed class TlsRelayTests : IAsyncLifetime, IDisposable
{
    private readonly PunctualTime _time = new();
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "certificate.pem");
    private ServerFixture _sandbox = null!;
    private TlsRelay _relay = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await ServerFixture.StartAsync();
        var certificate = RunCertificate.Make(_time.GetUtcNow());
        await RunCertificate.WriteAsync(certificate, _path);
        _relay = await TlsRelay.StartAsync(_sandbox.Server.BaseAddress, certificate, new Latency(TimeSpan.FromMilliseconds(2), _time));
    }

    public async Task DisposeAsync()
    {
        await _relay.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    public void Dispose()
    {
        _time.Dispose();
        Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);
    }

    [Fact]
    public async Task Who_trusts_the_certificate_of_the_run_gets_the_answers_of_the_api()
    {
        using var client = Client(trusts: true);
        _sandbox.Server.Account.AddServers(2000);

        var (near, far) = (await _sandbox.Client.GetAsync("servers/"), await client.GetAsync("servers/"));
        await client.GetAsync("servers/12345/");

        Assert.Equal(2002, far.Ids.Length);
        Assert.Equal(near.Ids, far.Ids);
        Assert.Equal(2, _sandbox.Server.AcceptedConnections); // The near one and the far one, which was kept.
    }

    [Fact]
    public async Task Nobody_else_trusts_it_and_nothing_is_sent()
    {
        using var client = Client(trusts: false);

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("servers/"));

        Assert.IsType<AuthenticationException>(exception.InnerException);
        Assert.Empty(_sandbox.Server.Account.Requests);
    }

    [Fact]
    public async Task A_connection_that_the_api_loses_is_lost_to_the_client()
    {
        using var client = Client(trusts: true);
        _sandbox.Server.Account.FailNext("DELETE", "servers/{id}/", SandboxFaultKind.CutAfterActing);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.DeleteAsync("servers/12345/"));

        Assert.Single((await client.GetAsync("servers/")).Ids);
    }

    [Fact]
    public async Task A_client_that_goes_is_gone_for_the_api()
    {
        using var client = Client(trusts: true);
        _sandbox.Server.Account.FailNext("GET", "servers/", SandboxFaultKind.Hang);
        using var cancellation = new CancellationTokenSource();
        var asking = client.StartAsync("GET", "servers/", cancellationToken: cancellation.Token);
        await _sandbox.Server.Account.WaitForRequestsAsync(1);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await _sandbox.Server.Account.WaitForAbortsAsync(1);
    }

    private ApiClient Client(bool trusts)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        if (trusts)
        {
            policy.CustomTrustStore.ImportFromPemFile(_path);
        }

        var handler = new SocketsHttpHandler { UseProxy = false, SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } };
        return new ApiClient(handler, _relay.BaseAddress);
    }
}
