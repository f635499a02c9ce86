using System.Net;

namespace VpsOrg.Client.Tests;

/// <summary>What .NET Framework allows a host's connections, held for as long as they are used.</summary>
public sealed class ServicePointTests
{
    private static readonly int Lease = (int)HandlerPool.Lifetime.TotalMilliseconds;

    [Fact]
    public async Task A_host_may_have_as_many_connections_as_a_throttle_may_ask_for()
    {
        await using var server = new RawServer(_ => RawAnswer.Json(Payloads.Get));
        using var client = Clients.For(server);

        await client.GetServerAsync(12345).Guarded();

        Assert.Equal((256, Lease), Limits(server.BaseAddress, proxy: null));
    }

    [Fact]
    public async Task What_a_host_lost_while_it_was_idle_is_given_back_with_the_next_request()
    {
        await using var server = new RawServer(_ => RawAnswer.Json(Payloads.Get));
        using var client = Clients.For(server);
        await client.GetServerAsync(12345).Guarded();
        var servicePoint = ServicePointManager.FindServicePoint(server.BaseAddress, null);
        (servicePoint.ConnectionLimit, servicePoint.ConnectionLeaseTimeout) = (2, Timeout.Infinite);

        await client.GetServerAsync(12345).Guarded();

        Assert.Equal((256, Lease), Limits(server.BaseAddress, proxy: null));
    }

    [Fact]
    public async Task Where_there_is_a_proxy_the_connections_are_the_proxy_s()
    {
        await using var proxy = new RawServer(_ => RawAnswer.Json(Payloads.Get));
        var address = new Uri(proxy.BaseAddress, "/");
        using var client = new VpsClient(new VpsClientOptions
        {
            BaseAddress = new Uri("http://vps.test/api/v1/"),
            AllowInsecure = true,
            Proxy = address,
            Token = new VpsToken(Clients.Canary),
        });

        await client.GetServerAsync(12345).Guarded();

        Assert.StartsWith("GET http://vps.test/api/v1/servers/12345/", proxy.Lines.Single(), StringComparison.Ordinal);
        Assert.Equal((256, Lease), Limits(client.BaseAddress, new WebProxy(address)));
    }

    private static (int Connections, int Lease) Limits(Uri address, IWebProxy? proxy)
    {
        var servicePoint = ServicePointManager.FindServicePoint(address, proxy);
        return (servicePoint.ConnectionLimit, servicePoint.ConnectionLeaseTimeout);
    }
}
