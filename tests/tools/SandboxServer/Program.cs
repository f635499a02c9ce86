namespace VpsOrg.Sandbox.Hosting;

/// <summary>The sandbox server as a program, to try it with curl or from tests in other languages.</summary>
internal static class Program
{
    private const int Success = 0;
    private const int Failure = 1;
    private const int BadUsage = 2;

    public static async Task<int> Main(string[] arguments)
    {
        try
        {
            return await RunAsync(ServerArguments.Parse(arguments)).ConfigureAwait(false);
        }
        catch (ArgumentException exception)
        {
            return Complain(exception.Message + Environment.NewLine + ServerArguments.Usage, BadUsage);
        }
        catch (IOException exception)
        {
            return Complain(exception.Message, Failure);
        }
    }

    private static async Task<int> RunAsync(ServerArguments arguments)
    {
        if (arguments.Help)
        {
            Console.Out.WriteLine(ServerArguments.Usage);
            return Success;
        }

        await using var server = await SandboxServer.StartAsync(arguments.Options, arguments.Port).ConfigureAwait(false);
        Console.Out.WriteLine($"listening on {server.BaseAddress}");
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
