using System.Net;

namespace VpsOrg.Client;

/// <summary>A proxy that was asked for, for every address: .NET Framework's own would leave out this machine's.</summary>
internal sealed class GivenProxy(Uri address, ICredentials? credentials) : IWebProxy
{
    /// <inheritdoc/>
    public ICredentials? Credentials { get; set; } = credentials;

    /// <inheritdoc/>
    public Uri GetProxy(Uri destination) => address;

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => false;
}
