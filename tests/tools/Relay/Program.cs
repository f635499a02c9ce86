using System.Net.Sockets;
using VpsOrg.Sandbox.Hosting;

namespace VpsOrg.Relay;

/// <summary>The relay as a program: in front of a sandbox server that runs, or of one of its own.</summary>
internal static class Program
{
    private const int Success = 0;
    private const int Failure = 1;
    private const int BadUsage = 2;

    public static async Task<int> Main(string[] arguments)
    {
        try
        {
            return await RunAsync(RelayArguments.Parse(arguments)).ConfigureAwait(false);
        }
        catch (ArgumentException exception)
        {
            return Complain(exception.Message + Environment.NewLine + RelayArguments.Usage, BadUsage);
        }
        catch (Exception exception) when (exception is IOException or SocketException or UnauthorizedAccessException)
        {
            return Complain(exception.Message, Failure);
        }
    }

    private static async Task<int> RunAsync(RelayArguments arguments)
    {
        if (arguments.Help)
        {
            Console.Out.WriteLine(RelayArguments.Usage);
            return Success;
        }

        await using var sandbox = arguments.To is null ? await SandboxServer.StartAsync(new() { ServerCount = arguments.Servers }).ConfigureAwait(false) : null;
        var target = arguments.To ?? sandbox!.BaseAddress;
        using var time = new PunctualTime();
        using var certificate = RunCertificate.Make(time.GetUtcNow());
        await using var relay = await TlsRelay.StartAsync(target, certificate, new Latency(arguments.RoundTrip, time), arguments.Port).ConfigureAwait(false);
        await RunCertificate.WriteAsync(certificate, arguments.CertificatePath!).ConfigureAwait(false);
        await Console.Out.WriteLineAsync($"""
            listening on {relay.BaseAddress}
            {arguments.RoundTrip.TotalMilliseconds} ms there and back; what arrives goes on to {target}
            A shell that trusts it and nothing else, on Linux:
              SSL_CERT_FILE='{Path.GetFullPath(arguments.CertificatePath!)}' pwsh
              Connect-Vps -ApiUri {relay.BaseAddress}   # the token is vps_sandbox
            """).ConfigureAwait(false);
        await Console.Out.FlushAsync().ConfigureAwait(false);
        await StopSignal.WaitAsync(arguments.UntilStdinCloses).ConfigureAwait(false);
        return Success;
    }

    private static int Complain(string message, int exitCode)
    {
        Console.Error.WriteLine(message);
        return exitCode;
    }
}
