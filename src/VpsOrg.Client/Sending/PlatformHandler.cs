using System.Net;

namespace VpsOrg.Client;

/// <summary>Makes the innermost handler of the platform, set up so that nothing happens behind our back.</summary>
internal static class PlatformHandler
{
    /// <summary>More than any throttle that a user may set.</summary>
    private const int MostConnections = 256;

    /// <summary>Whether this is .NET Framework, or Mono, whose HTTP is made in its likeness: of these two alone the base types are in mscorlib.</summary>
    public static bool IsNetFramework { get; } = typeof(object).Assembly.GetName().Name == "mscorlib";

    public static HttpMessageHandler Make(VpsClientOptions options)
    {
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            MaxConnectionsPerServer = MostConnections,
        };
        if (options.Proxy is not null)
        {
            handler.Proxy = new GivenProxy(ProxyAddress.Of(options.Proxy), options.ProxyCredentials);
        }
        else if (Loopback.Is(options.BaseAddress))
        {
            handler.UseProxy = false; // What the environment names would get the token in clear text, and could not reach this machine.
        }
        else if (options.ProxyCredentials is not null)
        {
            handler.DefaultProxyCredentials = options.ProxyCredentials;
        }

        if (!IsNetFramework)
        {
            return handler;
        }

        AllowTls12();
        return new ServicePointHandler(handler, MostConnections);
    }

    /// <summary>
    /// A process on .NET Framework may start with TLS 1.0 alone: 1.2 is added, nothing is taken away; where the system decides
    /// (the value 0) it goes on deciding.
    /// </summary>
    private static void AllowTls12()
    {
#pragma warning disable CA5364, CA5386 // TLS 1.2 is added to what the process allows; see above.
        if (ServicePointManager.SecurityProtocol != 0)
        {
            ServicePointManager.SecurityProtocol |= SecurityProtocolType.Tls12;
        }
#pragma warning restore CA5364, CA5386
    }
}
