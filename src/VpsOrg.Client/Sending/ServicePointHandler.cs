using System.Net;

namespace VpsOrg.Client;

/// <summary>
/// What .NET Framework allows a host's connections is kept by a <see cref="ServicePoint"/>, which it forgets when it has
/// been idle for a while, and which is the proxy's where there is one. So it is looked up and told before every request.
/// </summary>
/// <param name="inner">The handler that sends.</param>
/// <param name="mostConnections">How many connections a host may have at once; .NET Framework's own number is two.</param>
internal sealed class ServicePointHandler(HttpClientHandler inner, int mostConnections) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Run(() => Prepare(request.RequestUri!), cancellationToken).ConfigureAwait(false); // Looking for a proxy may take a while.
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private void Prepare(Uri address)
    {
        var proxy = inner.UseProxy ? inner.Proxy ?? WebRequest.DefaultWebProxy : null;
        var servicePoint = ServicePointManager.FindServicePoint(address, proxy);
        servicePoint.ConnectionLimit = Math.Max(servicePoint.ConnectionLimit, mostConnections);

        // A connection is given up after two minutes, so that changes in the DNS are seen.
        servicePoint.ConnectionLeaseTimeout = (int)HandlerPool.Lifetime.TotalMilliseconds;
    }
}
